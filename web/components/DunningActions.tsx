import { Button, Menu, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { newKey, request } from '../api';
import { useText } from '../i18n';
import { api } from '../paths';
import { useMay } from '../session';
import { toast } from '../toast';
import type { DunningAccount } from '../deskTypes';
import { ConfirmReason } from './ConfirmReason';
import { useFieldErrors } from './useFieldErrors';

type Item = DunningAccount['items'][number];
type Action = 'dispute' | 'resolve' | 'promise' | 'withdraw' | 'writeOff';

/** Dispute, promise and write-off of the invoice that an item belongs to. */
export function InvoiceActions({ item }: { item: Item }) {
  const { t } = useText();
  const [asked, setAsked] = useState<Action | null>(null);
  const disputed = item.holds.includes('dispute');
  const mayWriteOff = useMay('invoice.writeOff');
  const promised = item.holds.includes('promise');
  const actions: Action[] = [
    disputed ? 'resolve' : 'dispute',
    promised ? 'withdraw' : 'promise',
    ...(mayWriteOff ? ['writeOff' as const] : []),
  ];
  return (
    <>
      <Menu withinPortal>
        <Menu.Target>
          <Button size="xs" variant="default" aria-label={`${t('dun.actions')} ${item.number}`}>
            {t('dun.actions')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {actions.map((action) => (
            <Menu.Item key={action} onClick={() => setAsked(action)}>
              {t(`dun.${action}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {asked && <AskReason action={asked} item={item} close={() => setAsked(null)} />}
    </>
  );
}

function AskReason({ action, item, close }: { action: Action; item: Item; close: () => void }) {
  const { t } = useText();
  const [until, setUntil] = useState('');
  const change = useAccountChange(close, { quiet: true });
  const refused = useFieldErrors(change.error);
  const confirm = (reason: string) => {
    const requests = {
      dispute: { path: 'dispute', method: 'POST', body: { reason } },
      resolve: { path: 'dispute', method: 'DELETE', body: { reason } },
      withdraw: { path: 'promise', method: 'DELETE', body: { reason } },
      promise: { path: 'promise', method: 'POST', body: { until, ...(reason ? { note: reason } : {}) } },
      writeOff: { path: 'write-off', method: 'POST', body: { reason } },
    } as const;
    const { path, ...options } = requests[action];
    change.mutate(() => request(api.invoiceAction(item.invoiceId, path), { ...options, key: newKey() }));
  };
  return (
    <ConfirmReason
      title={`${t(`dun.${action}`)} · ${item.number}`}
      action={t(`dun.${action}`)}
      isDangerous={action === 'writeOff'}
      isReasonRequired={action !== 'promise'}
      isPending={change.isPending}
      cause={change.error}
      fields={['until']}
      confirm={confirm}
      close={close}
    >
      {action === 'promise' && (
        <TextInput
          type="date"
          required
          label={t('dun.until')}
          value={until}
          error={refused['until']}
          onChange={(event) => setUntil(event.currentTarget.value)}
        />
      )}
    </ConfirmReason>
  );
}

/** Something about the account was told: everything that shows it is asked for again. */
export function useAccountChange(done: () => void, { quiet = false } = {}) {
  const { t } = useText();
  const queryClient = useQueryClient();
  return useMutation({
    meta: { quiet },
    mutationFn: (send: () => Promise<unknown>) => send(),
    async onSuccess() {
      toast(t('dun.saved'));
      done();
      await queryClient.invalidateQueries();
    },
  });
}
