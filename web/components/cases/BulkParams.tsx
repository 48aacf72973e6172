import { Checkbox } from '@mantine/core';
import { FieldInput } from '../../forms/FieldInput';
import type { Errors } from '../../forms/check';
import { useText } from '../../i18n';
import type { Values } from '../../types';
import { BulkAmendment } from './BulkAmendment';
import { kindsOf, needsOf, type Operation } from './operations';
import { Place } from './Place';

interface Props {
  operation: Operation;
  definition: string | undefined;
  params: Values;
  errors: Errors;
  change: (params: Values) => void;
}

const FIELD = { readOnly: false, width: 12 } as const;

/** What an operation has to be told besides its reason. */
export function BulkParams({ operation, definition, params, errors, change }: Props) {
  const { t } = useText();
  const needs = needsOf(operation);
  const place = needs.find((need) => need === 'stage' || need === 'step');
  return (
    <>
      {place && (
        <Place
          definition={definition}
          kind={place}
          kinds={kindsOf(operation)}
          params={params}
          error={errors[place]}
          // an answer belongs to the form of its step
          change={(given) => change({ ...given, with: undefined, outcome: undefined })}
        />
      )}
      {needs.includes('to') && (
        <FieldInput
          spec={{
            ...FIELD,
            required: true,
            name: 'to',
            title: { 'zh-CN': '交给', en: 'Give to' },
            widget: 'ref',
            entity: 'employee',
          }}
          value={params['to']}
          error={errors['to']}
          onChange={(to) => change({ ...params, to })}
        />
      )}
      {operation === 'reassign' && (
        <Checkbox
          label={t('task.resetClock')}
          checked={params['resetClock'] === true}
          onChange={(event) => change({ ...params, resetClock: event.currentTarget.checked })}
        />
      )}
      {needs.includes('until') && (
        <FieldInput
          spec={{
            ...FIELD,
            required: operation === 'wait',
            name: 'until',
            title: { 'zh-CN': '直到', en: 'Until' },
            widget: 'datetime',
          }}
          value={params['until']}
          error={errors['until']}
          onChange={(until) => change({ ...params, until })}
        />
      )}
      {needs.includes('amendment') && <BulkAmendment params={params} error={errors['due']} change={change} />}
    </>
  );
}
