import { Select } from '@mantine/core';
import { FieldInput } from '../../forms/FieldInput';
import { useText } from '../../i18n';
import type { Values } from '../../types';
import { DUE, PRIORITIES } from '../AmendTask';

interface Props {
  params: Values;
  error?: string | undefined;
  change: (params: Values) => void;
}

/** Another due, another priority, or both. */
export function BulkAmendment({ params, error, change }: Props) {
  const { t } = useText();
  const { due, priority } = params;
  return (
    <>
      <FieldInput
        spec={DUE}
        value={due}
        error={error}
        onChange={(chosen) => change({ ...params, due: chosen })}
      />
      <Select
        label={t('task.priority')}
        data={PRIORITIES.map((value) => ({ value, label: t(`priority.${value}`) }))}
        value={typeof priority === 'string' ? priority : null}
        clearable
        onChange={(chosen) => change({ ...params, priority: chosen })}
      />
    </>
  );
}
