import { Button, Menu, NumberInput } from '@mantine/core';
import { useState } from 'react';
import { newKey, request } from '../api';
import { money } from '../format';
import { useText } from '../i18n';
import { api } from '../paths';
import { useMay } from '../session';
import type { DataRecord } from '../types';
import { ConfirmReason } from './ConfirmReason';
import { useAccountChange } from './DunningActions';
import { useFieldErrors } from './useFieldErrors';

type Action = 'reversal' | 'reinstatement' | 'refund' | 'allocate';

/** What can happen to money after it was recorded: charge-back, refund, and paying what is open with the rest. */
export function PaymentActions({ payment }: { payment: DataRecord }) {
  const { t } = useText();
  const [asked, setAsked] = useState<Action | null>(null);
  if (!useMay('payment.change')) return null;
  const isReversed = payment['status'] === 'reversed';
  const hasRest = Number(payment['unallocated']) > 0;
  const actions: Action[] = isReversed
    ? ['reinstatement']
    : [...(hasRest ? (['allocate', 'refund'] as const) : []), 'reversal'];
  return (
    <>
      <Menu withinPortal>
        <Menu.Target>
          <Button variant="default">{t('dun.actions')}</Button>
        </Menu.Target>
        <Menu.Dropdown>
          {actions.map((action) => (
            <Menu.Item key={action} onClick={() => setAsked(action)}>
              {t(`dun.${action}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {asked && <Ask key={asked} action={asked} payment={payment} close={() => setAsked(null)} />}
    </>
  );
}

function Ask({ action, payment, close }: { action: Action; payment: DataRecord; close: () => void }) {
  const { t, language } = useText();
  const rest = String(payment['unallocated']);
  const [amount, setAmount] = useState(rest);
  const change = useAccountChange(close, { quiet: true });
  const refused = useFieldErrors(change.error);
  const confirm = (reason: string) => {
    const requests = {
      reversal: { path: 'reversal', method: 'POST', body: { reason } },
      reinstatement: { path: 'reversal', method: 'DELETE', body: { reason } },
      refund: { path: 'refund', method: 'POST', body: { amount, reason } },
      allocate: { path: 'allocation', method: 'POST', body: {} },
    } as const;
    const { path, ...options } = requests[action];
    change.mutate(() =>
      request(api.paymentAction(payment.id, path), { ...options, version: payment.version, key: newKey() }),
    );
  };
  return (
    <ConfirmReason
      title={`${t(`dun.${action}`)} · ${payment.number ?? ''}`}
      action={t(`dun.${action}`)}
      isDangerous={action === 'reversal' || action === 'refund'}
      isReasonRequired={action !== 'allocate'}
      isPending={change.isPending}
      cause={change.error}
      fields={['amount']}
      confirm={confirm}
      close={close}
    >
      {action === 'refund' && (
        <NumberInput
          label={t('dun.amount')}
          description={t('dun.available', {
            amount: money(rest, String(payment['currency']), language),
          })}
          value={amount}
          error={refused['amount']}
          decimalScale={2}
          allowNegative={false}
          thousandSeparator=","
          hideControls
          onValueChange={({ value }) => setAmount(value)}
        />
      )}
    </ConfirmReason>
  );
}
