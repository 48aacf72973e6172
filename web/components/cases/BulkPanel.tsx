import { Button, SegmentedControl, Select, Textarea } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { newKey, request } from '../../api';
import { FieldInput } from '../../forms/FieldInput';
import { useText } from '../../i18n';
import { api } from '../../paths';
import { keys } from '../../queries';
import type { BulkJob, Label, Values } from '../../types';
import { BulkRun } from './BulkRun';

const OPERATIONS = ['hold', 'resume', 'cancel', 'retry', 'jump', 'skip', 'open', 'reassign'] as const;
type Operation = (typeof OPERATIONS)[number];
const NEEDS: Record<Operation, readonly ('stage' | 'step' | 'to')[]> = {
  hold: [],
  resume: [],
  cancel: [],
  retry: [],
  jump: ['stage'],
  skip: ['step'],
  open: ['step'],
  reassign: ['step', 'to'],
};

interface Props {
  ids: string[];
  /** What the list is narrowed to, as the API's `filter`; only open processes are taken. */
  filter: Values;
  definition: string | undefined;
}

/** One operation for many processes: always a dry run first, then for real. */
export function BulkPanel({ ids, filter, definition }: Props) {
  const { t } = useText();
  const [operation, setOperation] = useState<Operation>('hold');
  const [scope, setScope] = useState<'chosen' | 'filter'>('chosen');
  const [params, setParams] = useState<Values>({});
  const [reason, setReason] = useState('');
  const [job, setJob] = useState<string>();
  const needs = NEEDS[operation];
  const isNarrowed = Object.keys(filter).length > 0;
  const takesFilter = scope === 'filter' && isNarrowed;
  const dryRun = useMutation({
    mutationFn: () =>
      request<BulkJob>(api.bulk, {
        method: 'POST',
        key: newKey(),
        body: {
          operation,
          params: Object.fromEntries(needs.map((name) => [name, params[name]])),
          reason: reason.trim(),
          dryRun: true,
          ...(takesFilter ? { filter } : { ids }),
        },
      }),
    onSuccess: ({ id }) => setJob(id),
  });
  const isReady =
    reason.trim() !== '' && needs.every((name) => params[name]) && (takesFilter || ids.length > 0);
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
          data={OPERATIONS.map((value) => ({ value, label: t(`cases.op_${value}`) }))}
          value={operation}
          allowDeselect={false}
          // the options are OPERATIONS
          onChange={(value) => setOperation(value ?? 'hold')}
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
              name: 'to',
              title: { 'zh-CN': '交给', en: 'Give to' },
              widget: 'ref',
              entity: 'employee',
              required: true,
              readOnly: false,
              width: 12,
            }}
            value={params['to']}
            onChange={(to) => setParams({ ...params, to })}
          />
        )}
      </div>
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

interface PlaceProps {
  definition: string | undefined;
  kind: 'stage' | 'step';
  params: Values;
  change: (params: Values) => void;
}

/** A stage or a step of the definition that the list is narrowed to. */
function Place({ definition, kind, params, change }: PlaceProps) {
  const { t, label } = useText();
  const query = useQuery({
    queryKey: keys.definition('process', definition ?? ''),
    enabled: definition !== undefined,
    queryFn: () =>
      request<{ body: { stages: { id: string; title: Label; steps: { id: string; title?: Label }[] }[] } }>(
        api.definition('process', definition ?? ''),
      ),
  });
  if (definition === undefined) return <p className="muted">{t('cases.needsDefinition')}</p>;
  const stages = query.data?.body.stages ?? [];
  const options =
    kind === 'stage'
      ? stages.map(({ id, title }) => ({ value: id, label: label(title) || id }))
      : stages.flatMap((stage) =>
          stage.steps.map(({ id, title }) => ({
            value: `${stage.id}/${id}`,
            label: `${label(stage.title)} / ${label(title) || id}`,
          })),
        );
  const value = params[kind];
  return (
    <Select
      label={t(kind === 'stage' ? 'cases.toStage' : 'cases.step')}
      data={options}
      value={typeof value === 'string' ? value : null}
      onChange={(chosen) => change({ ...params, [kind]: chosen })}
      searchable
    />
  );
}
