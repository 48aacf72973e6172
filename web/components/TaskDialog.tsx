import { Checkbox } from '@mantine/core';
import { useState } from 'react';
import { FieldInput } from '../forms/FieldInput';
import type { FieldSpec } from '../forms/spec';
import { useText } from '../i18n';
import type { Task } from '../types';
import { ConfirmReason } from './ConfirmReason';
import { useFieldErrors } from './useFieldErrors';
import { useTaskCommand } from './useTaskCommand';

export type TaskDialogName = 'wait' | 'closure' | 'refusal' | 'assignment' | 'delegation';

const ACTION = {
  wait: 'wait',
  closure: 'close',
  refusal: 'decline',
  assignment: 'reassign',
  delegation: 'delegate',
} as const;
const UNTIL: FieldSpec = {
  name: 'until',
  title: { 'zh-CN': '等待至', en: 'Wait until' },
  widget: 'datetime',
  required: true,
  readOnly: false,
  width: 12,
};
const TO: FieldSpec = {
  name: 'to',
  title: { 'zh-CN': '交给', en: 'Give to' },
  widget: 'ref',
  entity: 'employee',
  required: true,
  readOnly: false,
  width: 12,
};

const SPEC: Record<TaskDialogName, FieldSpec | null> = {
  wait: UNTIL,
  closure: null,
  refusal: null,
  assignment: TO,
  delegation: TO,
};

export function TaskDialog({ name, task, close }: { name: TaskDialogName; task: Task; close: () => void }) {
  const { t } = useText();
  const command = useTaskCommand(task, { quiet: true });
  const refused = useFieldErrors(command.error);
  const [value, setValue] = useState<unknown>(null);
  const [error, setError] = useState<string>();
  const [resetsClock, setResetsClock] = useState(false);
  const spec = SPEC[name];
  const isEnd = name === 'closure' || name === 'refusal';
  const confirm = (reason: string) => {
    if (spec && !value) return setError(t('form.required'));
    const body = {
      ...(spec && { [spec.name]: value }),
      ...(reason && { reason }),
      ...(name === 'assignment' && resetsClock && { resetClock: true }),
    };
    command.mutate({ name, body }, { onSuccess: close });
  };
  const set = (given: unknown) => {
    setValue(given);
    setError(undefined);
    // what was said of the value before is not said of this one
    command.reset();
  };
  return (
    <ConfirmReason
      title={t(`task.${ACTION[name]}`)}
      action={t('confirm.ok')}
      isDangerous={name === 'closure'}
      isReasonRequired={isEnd}
      isPending={command.isPending}
      cause={command.error}
      fields={spec ? [spec.name] : []}
      confirm={confirm}
      close={close}
    >
      {spec && <FieldInput spec={spec} value={value} error={error ?? refused[spec.name]} onChange={set} />}
      {name === 'assignment' && (
        <Checkbox
          label={t('task.resetClock')}
          checked={resetsClock}
          onChange={(event) => setResetsClock(event.currentTarget.checked)}
        />
      )}
    </ConfirmReason>
  );
}
