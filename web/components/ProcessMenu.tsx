import { Button, Menu, Select } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { newKey, request } from '../api';
import { FieldInput } from '../forms/FieldInput';
import type { FieldSpec } from '../forms/spec';
import { useText } from '../i18n';
import { api } from '../paths';
import { toast } from '../toast';
import type { Label, Offer, ProcessDetail } from '../types';
import { ConfirmReason } from './ConfirmReason';
import { Retry } from './ProcessIncidents';
import { useFieldErrors } from './useFieldErrors';

type Operation = Offer['op'];

const PATHS: Record<Operation, string> = {
  hold: 'hold',
  resume: 'resumption',
  jump: 'jump',
  skip: 'skip',
  open: 'step',
  retry: 'retry',
  cancel: 'cancellation',
  reopen: 'reopening',
};

const UNTIL: FieldSpec = {
  name: 'until',
  title: { 'zh-CN': '暂停至（到时自动恢复）', en: 'On hold until (it then goes on by itself)' },
  widget: 'datetime',
  required: false,
  readOnly: false,
  width: 12,
};

/** What this person may do about the process now, as the server says. Each asks for a reason. */
export function ProcessMenu({ process }: { process: ProcessDetail }) {
  const { t } = useText();
  const [asked, setAsked] = useState<Offer | null>(null);
  const { operations } = process;
  if (operations.length === 0) return null;
  return (
    <>
      <Menu withinPortal>
        <Menu.Target>
          <Button variant="default">{t('proc.operations')}</Button>
        </Menu.Target>
        <Menu.Dropdown>
          {operations.map((offer) => (
            <Menu.Item
              key={offer.op}
              className={offer.op === 'cancel' ? 'text-red' : undefined}
              onClick={() => setAsked(offer)}
            >
              {t(`proc.${offer.op}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {asked?.op === 'retry' && <Retry processId={process.id} close={() => setAsked(null)} />}
      {asked && asked.op !== 'retry' && <Ask offer={asked} process={process} close={() => setAsked(null)} />}
    </>
  );
}

interface AskProps {
  offer: Offer;
  process: ProcessDetail;
  close: () => void;
}

function Ask({ offer: { op: operation, targets }, process, close }: AskProps) {
  const { t, label } = useText();
  const queryClient = useQueryClient();
  const [target, setTarget] = useState<string | null>(null);
  const [until, setUntil] = useState<unknown>(null);
  const [isMissing, setIsMissing] = useState(false);
  const run = useMutation({
    mutationFn: (body: object) =>
      request(api.processCommand(process.id, PATHS[operation]), { method: 'POST', body, key: newKey() }),
    meta: { quiet: true },
    async onSuccess() {
      toast(t('proc.hasDone', { what: t(`proc.${operation}`) }));
      close();
      await queryClient.invalidateQueries();
    },
  });
  const refused = useFieldErrors(run.error);
  const goesToStage = operation === 'jump' || operation === 'reopen';
  const current = process.stages.find(({ status }) => status === 'active');
  const titles: { id: string; title: Label | null }[] = goesToStage ? process.stages : (current?.steps ?? []);
  const options = targets?.map((value) => ({
    value,
    label: label(titles.find(({ id }) => id === value)?.title ?? null) || value,
  }));
  const isTargetRequired = options !== undefined && operation !== 'reopen';
  const missing = isMissing && !target ? t('form.required') : undefined;
  // what was refused of the value before is not said of the next one
  const changed =
    <T,>(set: (value: T) => void) =>
    (value: T) => {
      set(value);
      run.reset();
    };
  const confirm = (reason: string) => {
    if (isTargetRequired && !target) return setIsMissing(true);
    const named = target ? (goesToStage ? { stage: target } : { step: target }) : {};
    run.mutate({ ...named, ...(until ? { until } : {}), ...(reason ? { reason } : {}) });
  };
  return (
    <ConfirmReason
      title={t(`proc.${operation}`)}
      action={t(`proc.${operation}`)}
      isDangerous={operation === 'cancel'}
      isReasonRequired={!['resume', 'open'].includes(operation)}
      isPending={run.isPending}
      cause={run.error}
      fields={['until', 'stage', 'step']}
      confirm={confirm}
      close={close}
    >
      {operation === 'hold' && (
        <FieldInput spec={UNTIL} value={until} error={refused['until']} onChange={changed(setUntil)} />
      )}
      {options && (
        <Select
          label={t(goesToStage ? 'proc.toStage' : 'proc.theStep')}
          data={options}
          value={target}
          onChange={changed(setTarget)}
          error={missing ?? refused[goesToStage ? 'stage' : 'step']}
          withAsterisk={isTargetRequired}
          clearable={!isTargetRequired}
          allowDeselect={!isTargetRequired}
          openOnFocus={false}
          placeholder={t('form.choose')}
        />
      )}
    </ConfirmReason>
  );
}
