import { Button, Menu, Select } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { newKey, request } from '../api';
import { useText } from '../i18n';
import { api } from '../paths';
import { toast } from '../toast';
import type { ProcessDetail } from '../types';
import { ConfirmReason } from './ConfirmReason';

type Operation = 'hold' | 'resume' | 'jump' | 'skip' | 'open' | 'retry' | 'cancel';

const PATHS: Record<Operation, string> = {
  hold: 'hold',
  resume: 'resumption',
  jump: 'jump',
  skip: 'skip',
  open: 'step',
  retry: 'retry',
  cancel: 'cancellation',
};

/** What may be done about a live process; the server says who may. Each asks for a reason. */
export function ProcessMenu({ process }: { process: ProcessDetail }) {
  const { t } = useText();
  const [asked, setAsked] = useState<Operation | null>(null);
  const operations = operationsOf(process);
  if (operations.length === 0) return null;
  return (
    <>
      <Menu withinPortal>
        <Menu.Target>
          <Button variant="default">{t('proc.operations')}</Button>
        </Menu.Target>
        <Menu.Dropdown>
          {operations.map((operation) => (
            <Menu.Item
              key={operation}
              color={operation === 'cancel' ? 'red' : undefined}
              onClick={() => setAsked(operation)}
            >
              {t(`proc.${operation}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {asked && <Ask operation={asked} process={process} close={() => setAsked(null)} />}
    </>
  );
}

function operationsOf({ status, incidents }: ProcessDetail): Operation[] {
  if (status === 'ended' || status === 'cancelled') return [];
  const failed = incidents.some(({ resolvedAt }) => resolvedAt === null);
  return [
    status === 'held' ? 'resume' : 'hold',
    'jump',
    'skip',
    'open',
    ...(failed ? ['retry' as const] : []),
    'cancel',
  ];
}

function Ask({
  operation,
  process,
  close,
}: {
  operation: Operation;
  process: ProcessDetail;
  close: () => void;
}) {
  const { t, label } = useText();
  const queryClient = useQueryClient();
  const [target, setTarget] = useState<string | null>(null);
  const run = useMutation({
    mutationFn: (body: object) =>
      request(api.processCommand(process.id, PATHS[operation]), { method: 'POST', body, key: newKey() }),
    async onSuccess() {
      toast(t('proc.done'));
      close();
      await queryClient.invalidateQueries();
    },
  });
  const current = process.stages.find(({ status }) => status === 'active');
  const choices = {
    jump: process.stages.map(({ id, title }) => ({ value: id, label: label(title) || id })),
    skip: (current?.steps ?? [])
      .filter(({ status }) => status === 'open' || status === 'pending')
      .map(({ id, title }) => ({ value: id, label: label(title) || id })),
    open: (current?.steps ?? [])
      .filter(({ manual }) => manual)
      .map(({ id, title }) => ({ value: id, label: label(title) || id })),
  };
  const options =
    operation === 'jump' || operation === 'skip' || operation === 'open' ? choices[operation] : null;
  const confirm = (reason: string) => {
    if (options && !target) return;
    const named = operation === 'jump' ? { stage: target } : options ? { step: target } : {};
    run.mutate({ ...named, ...(reason ? { reason } : {}) });
  };
  return (
    <ConfirmReason
      title={t(`proc.${operation}`)}
      action={t(`proc.${operation}`)}
      isDangerous={operation === 'cancel'}
      isReasonRequired={!['resume', 'open'].includes(operation)}
      isPending={run.isPending}
      confirm={confirm}
      close={close}
    >
      {options && (
        <Select
          label={operation === 'jump' ? t('proc.toStage') : t('proc.theStep')}
          data={options}
          value={target}
          onChange={setTarget}
          withAsterisk
          placeholder={t('form.choose')}
        />
      )}
    </ConfirmReason>
  );
}
