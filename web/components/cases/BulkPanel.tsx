import { Button, SegmentedControl, Select, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { newKey, request } from '../../api';
import { FieldInput } from '../../forms/FieldInput';
import { useText } from '../../i18n';
import { api } from '../../paths';
import type { BulkJob, Values } from '../../types';
import { BulkAmendment } from './BulkAmendment';
import { BulkAnswer } from './BulkAnswer';
import { BulkRun } from './BulkRun';
import { needsOf, operationsFor, type Need } from './operations';
import { Place } from './Place';

const FIELD = { required: true, readOnly: false, width: 12 } as const;

interface Props {
  ids: string[];
  /** What the list is narrowed to, as the API's `filter`; only open processes are taken. */
  filter: Values;
  definition: string | undefined;
  status: 'open' | 'closed';
}

/** One operation for many processes: always a dry run first, then for real. */
export function BulkPanel({ ids, filter, definition, status }: Props) {
  const { t } = useText();
  const operations = operationsFor(status);
  const [operation, setOperation] = useState(operations[0] ?? 'hold');
  const [scope, setScope] = useState<'chosen' | 'filter'>('chosen');
  const [params, setParams] = useState<Values>({});
  const [reason, setReason] = useState('');
  const [job, setJob] = useState<string>();
  const needs = needsOf(operation);
  const isNarrowed = status === 'open' && Object.keys(filter).length > 0;
  const takesFilter = scope === 'filter' && isNarrowed;
  const dryRun = useMutation({
    mutationFn: () =>
      request<BulkJob>(api.bulk, {
        method: 'POST',
        key: newKey(),
        body: {
          operation,
          params: paramsFor(needs, params),
          reason: reason.trim(),
          dryRun: true,
          ...(takesFilter ? { filter } : { ids }),
        },
      }),
    onSuccess: ({ id }) => setJob(id),
  });
  const isReady =
    reason.trim() !== '' && needs.every((name) => isGiven(name, params)) && (takesFilter || ids.length > 0);
  return (
    <section className="card stack" aria-label={t('cases.bulk')}>
      <h2>{t('cases.bulk')}</h2>
      {isNarrowed && (
        <SegmentedControl
          aria-label={t('cases.scope')}
          value={scope}
          onChange={(value) => setScope(value === 'filter' ? 'filter' : 'chosen')}
          data={(['chosen', 'filter'] as const).map((value) => ({ value, label: t(`cases.scope_${value}`) }))}
        />
      )}
      <p className="muted">{takesFilter ? t('cases.chosenAll') : t('cases.chosen', { count: ids.length })}</p>
      <div className="row">
        <Select
          label={t('cases.operation')}
          data={operations.map((value) => ({ value, label: t(`cases.op_${value}`) }))}
          value={operation}
          allowDeselect={false}
          onChange={(value) => setOperation(value ?? operation)}
        />
        {(needs.includes('stage') || needs.includes('step')) && (
          <Place
            definition={definition}
            kind={needs.includes('stage') ? 'stage' : 'step'}
            params={params}
            change={setParams}
          />
        )}
        {needs.includes('to') && (
          <FieldInput
            spec={{
              ...FIELD,
              name: 'to',
              title: { 'zh-CN': '交给', en: 'Give to' },
              widget: 'ref',
              entity: 'employee',
            }}
            value={params['to']}
            onChange={(to) => setParams({ ...params, to })}
          />
        )}
        {needs.includes('until') && (
          <FieldInput
            spec={{ ...FIELD, name: 'until', title: { 'zh-CN': '直到', en: 'Until' }, widget: 'datetime' }}
            value={params['until']}
            onChange={(until) => setParams({ ...params, until })}
          />
        )}
        {needs.includes('amendment') && <BulkAmendment params={params} change={setParams} />}
      </div>
      {needs.includes('answer') && <BulkAnswer definition={definition} params={params} change={setParams} />}
      <Textarea
        label={t('confirm.reason')}
        withAsterisk
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <div className="row">
        <Button loading={dryRun.isPending} disabled={!isReady} onClick={() => dryRun.mutate()}>
          {t('cases.dryRun')}
        </Button>
        <span className="muted small">{t('cases.dryHint')}</span>
      </div>
      {job && <BulkRun key={job} id={job} />}
    </section>
  );
}

function isGiven(name: Need, params: Values): boolean {
  if (name === 'amendment') return Boolean(params['due'] || params['priority']);
  return name === 'answer' || Boolean(params[name]);
}

function paramsFor(needs: readonly Need[], params: Values): Values {
  const names = needs.flatMap((name) => {
    if (name === 'amendment') return ['due', 'priority'].filter((one) => params[one]);
    return name === 'answer' ? ['with', 'outcome'] : [name];
  });
  return Object.fromEntries(names.map((name) => [name, params[name]]));
}
