import { Button, SegmentedControl, Select, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { newKey, request } from '../../api';
import { useText } from '../../i18n';
import { api } from '../../paths';
import { useMay } from '../../session';
import type { BulkJob, Values } from '../../types';
import { ErrorBox } from '../ErrorBox';
import { useFieldErrors } from '../useFieldErrors';
import { useFocusOnWrong } from '../useFocusOnWrong';
import { BulkAnswer } from './BulkAnswer';
import { BulkParams } from './BulkParams';
import { BulkRun } from './BulkRun';
import { missingIn, needsOf, operationsFor, paramsFor, type Operation } from './operations';

interface Props {
  ids: string[];
  /** What the list is narrowed to, as the API's `filter`; only open processes are taken. */
  filter: Values;
  definition: string | undefined;
  status: 'open' | 'closed';
  /** The one that was begun; it stands in the address, so that a reload does not lose it. */
  job: string | undefined;
  show: (job: string | undefined) => void;
}

/** One operation for many processes: always a dry run first, then for real. */
export function BulkPanel(props: Props) {
  const { t } = useText();
  const operations = operationsFor(props.status, useMay('process.operate'));
  const [first] = operations;
  if (!first) return null;
  return (
    <section className="card stack" aria-label={t('cases.bulk')}>
      <h2>{t('cases.bulk')}</h2>
      <Ask {...props} operations={operations} first={first} />
      {props.job && <BulkRun key={props.job} id={props.job} />}
    </section>
  );
}

/** What was dry-run is not what is asked for any more once something is changed. */
function Ask({
  ids,
  filter,
  definition,
  status,
  show,
  operations,
  first,
}: Props & { operations: Operation[]; first: Operation }) {
  const { t } = useText();
  const [operation, setOperation] = useState(first);
  const [scope, setScope] = useState<'chosen' | 'filter'>('chosen');
  const [params, setParams] = useState<Values>({});
  const [reason, setReason] = useState('');
  const [tries, setTries] = useState(0);
  const isTried = tries > 0;
  const isNarrowed = status === 'open' && Object.keys(filter).length > 0;
  const takesFilter = scope === 'filter' && isNarrowed;
  const dryRun = useMutation({
    meta: { quiet: true },
    mutationFn: (body: Values) => request<BulkJob>(api.bulk, { method: 'POST', key: newKey(), body }),
    onSuccess: ({ id }) => show(id),
  });
  const place = useFocusOnWrong<HTMLDivElement>(dryRun.error, tries);
  const changed = () => {
    show(undefined);
    dryRun.reset();
  };
  const take = (given: Values) => {
    setParams(given);
    changed();
  };
  const isEmpty = !takesFilter && ids.length === 0;
  const missing = [...missingIn(operation, params), ...(reason.trim() === '' ? ['reason'] : [])];
  const errors = {
    ...useRefused(dryRun.error),
    ...(isTried && Object.fromEntries(missing.map((name) => [name, t('form.required')]))),
  };
  const ask = () => {
    setTries(tries + 1);
    if (missing.length > 0 || isEmpty) return;
    const what = { operation, params: paramsFor(operation, params), reason: reason.trim(), dryRun: true };
    dryRun.mutate({ ...what, ...(takesFilter ? { filter } : { ids }) });
  };
  return (
    <div className="stack" ref={place}>
      {isNarrowed && (
        <SegmentedControl
          className="wraps"
          aria-label={t('cases.scope')}
          value={scope}
          onChange={(value) => setScope(value === 'filter' ? 'filter' : 'chosen')}
          data={(['chosen', 'filter'] as const).map((value) => ({ value, label: t(`cases.scope_${value}`) }))}
        />
      )}
      <p
        className={isTried && isEmpty ? 'text-red' : 'muted'}
        role={isTried && isEmpty ? 'alert' : undefined}
      >
        {takesFilter ? t('cases.chosenAll') : t('cases.chosen', { count: ids.length })}
        {isTried && isEmpty && ` · ${t('cases.chooseSome')}`}
      </p>
      <div className="row">
        <Select
          label={t('cases.operation')}
          data={operations.map((value) => ({ value, label: t(`cases.op_${value}`) }))}
          value={operation}
          allowDeselect={false}
          onChange={(value) => {
            setOperation(value ?? operation);
            setTries(0);
            changed();
          }}
        />
        <BulkParams {...{ operation, definition, params, errors }} change={take} />
      </div>
      {needsOf(operation).includes('answer') && (
        <BulkAnswer definition={definition} params={params} change={take} />
      )}
      <Textarea
        label={t('confirm.reason')}
        withAsterisk
        value={reason}
        error={errors['reason']}
        onChange={(event) => {
          setReason(event.currentTarget.value);
          changed();
        }}
      />
      {dryRun.error && <ErrorBox cause={dryRun.error} />}
      <div className="row">
        <Button loading={dryRun.isPending} onClick={ask}>
          {t('cases.dryRun')}
        </Button>
        <span className="muted small">{t('cases.dryHint')}</span>
      </div>
    </div>
  );
}

/** By the names of the fields here; the API has them under `params`. */
function useRefused(cause: unknown) {
  const errors = useFieldErrors(cause);
  return Object.fromEntries(
    Object.entries(errors).map(([name, text]) => [name.replace(/^params\./, ''), text]),
  );
}
