import { Select } from '@mantine/core';
import { useState } from 'react';
import { FieldInput } from '../forms/FieldInput';
import type { FieldSpec } from '../forms/spec';
import { useText } from '../i18n';
import type { Task } from '../types';
import { ConfirmReason } from './ConfirmReason';
import { useFieldErrors } from './useFieldErrors';
import { useTaskCommand } from './useTaskCommand';

export const PRIORITIES = ['low', 'normal', 'high', 'urgent'] as const;
export const DUE: FieldSpec = {
  name: 'due',
  title: { 'zh-CN': '期限', en: 'Due' },
  widget: 'datetime',
  required: false,
  readOnly: false,
  width: 12,
};

/** Another due, another priority, or both; what is left as it was is not sent. */
export function AmendTask({ task, close }: { task: Task; close: () => void }) {
  const { t } = useText();
  const command = useTaskCommand(task, { quiet: true });
  const refused = useFieldErrors(command.error);
  const [due, setDue] = useState<unknown>(task.dueAt);
  const [priority, setPriority] = useState<Task['priority']>(task.priority);
  const [error, setError] = useState<string>();
  const confirm = (reason: string) => {
    const body = {
      ...(due && due !== task.dueAt ? { due } : {}),
      ...(priority !== task.priority && { priority }),
    };
    if (Object.keys(body).length === 0) return setError(t('task.nothingAmended'));
    command.mutate({ name: 'amendment', body: { ...body, reason } }, { onSuccess: close });
  };
  const changeDue = (given: unknown) => {
    setDue(given);
    setError(undefined);
    command.reset();
  };
  return (
    <ConfirmReason
      title={t('task.amend')}
      action={t('confirm.ok')}
      isPending={command.isPending}
      cause={command.error}
      fields={['due', 'priority']}
      confirm={confirm}
      close={close}
    >
      <FieldInput spec={DUE} value={due} error={error ?? refused['due']} onChange={changeDue} />
      <Select
        label={t('task.priority')}
        data={PRIORITIES.map((value) => ({ value, label: t(`priority.${value}`) }))}
        value={priority}
        error={refused['priority']}
        allowDeselect={false}
        // the options are PRIORITIES
        onChange={(value) => {
          setPriority(value ?? task.priority);
          setError(undefined);
          command.reset();
        }}
      />
    </ConfirmReason>
  );
}
