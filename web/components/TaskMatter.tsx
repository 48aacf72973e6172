import { Loader } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Problem, request, requestRecord } from '../api';
import { date, dateTime, listed, number, percent } from '../format';
import { specsOfForm, type FieldSpec } from '../forms/spec';
import { useText } from '../i18n';
import { api, page } from '../paths';
import { keys } from '../queries';
import { useEntity, useMeta } from '../session';
import type { EntityDefinition, ProcessDetail, Task, TaskForm } from '../types';
import { ErrorBox } from './ErrorBox';
import { Facts } from './Facts';
import { FieldValue } from './FieldValue';
import { Link } from './Link';
import { currencyOf } from './RecordTable';

/** What a task is about, for who has to decide: the record in short, and what the steps before were answered with. */
export function TaskMatter({ task }: { task: Task }) {
  const entity = useEntity(task.entity);
  return (
    <div className="stack">
      {task.kind === 'approval' && entity !== undefined && task.entityId !== null && (
        <RecordInShort entity={entity} id={task.entityId} />
      )}
      <EarlierAnswers task={task} />
    </div>
  );
}

/** The fields that its lists show; those that the person may not see are in neither the entity nor the record. */
function RecordInShort({ entity, id }: { entity: EntityDefinition; id: string }) {
  const { label } = useText();
  const record = useQuery({
    queryKey: keys.record(entity.path, id),
    queryFn: () => requestRecord(api.record(entity.path, id)),
    retry: false,
  });
  if (isHidden(record.error)) return null;
  if (record.error) return <ErrorBox cause={record.error} retry={() => void record.refetch()} />;
  if (!record.data) return <Waiting />;
  const data = record.data.record;
  const currency = currencyOf(entity, data);
  const facts = (entity.views?.list ?? Object.keys(entity.fields)).flatMap((name) => {
    const field = entity.fields[name];
    return field && field.type !== 'json'
      ? [
          {
            title: label(field.title),
            value: <FieldValue name={name} field={field} record={data} currency={currency} />,
          },
        ]
      : [];
  });
  return (
    <section aria-label={label(entity.title)}>
      <Facts facts={facts} />
    </section>
  );
}

function EarlierAnswers({ task }: { task: Task }) {
  const { t } = useText();
  const process = useQuery({
    queryKey: keys.process(task.instanceId),
    queryFn: () => request<ProcessDetail>(api.process(task.instanceId)),
    retry: false,
  });
  if (isHidden(process.error)) return null;
  if (process.error) return <ErrorBox cause={process.error} retry={() => void process.refetch()} />;
  if (!process.data) return <Waiting />;
  const answered = process.data.tasks.filter(
    (one) => one.id !== task.id && one.closedAt !== null && answersOf(one).length > 0,
  );
  if (answered.length === 0) return <p className="muted">{t('task.nothingAnswered')}</p>;
  return answered.map((one) => <Answered key={one.id} task={one} />);
}

function Answered({ task }: { task: Task }) {
  const { t, label, language } = useText();
  const when = task.closedAt === null ? '' : dateTime(task.closedAt, language);
  return (
    <section className="stack" aria-label={label(task.title)}>
      <h2>{label(task.title)}</h2>
      <p className="muted small">{t('task.answeredBy', { name: task.assigneeLabel ?? '–', when })}</p>
      <Facts
        facts={answersOf(task).map(({ spec, value }) => ({
          title: label(spec.title),
          value: <Answer spec={spec} value={value} />,
        }))}
      />
    </section>
  );
}

interface Given {
  spec: FieldSpec;
  value: unknown;
}

/** What the fields of its form were answered with, in the order of the form. */
function answersOf({ form, out }: { form: TaskForm | null; out: unknown }): Given[] {
  if (form === null || typeof out !== 'object' || out === null) return [];
  const given = new Map<string, unknown>(Object.entries(out));
  return specsOfForm(form).flatMap((spec) => {
    const value = given.get(spec.name);
    return value === undefined || value === null || value === '' ? [] : [{ spec, value }];
  });
}

function Answer({ spec, value }: Given) {
  const { t, label, language } = useText();
  const { lists } = useMeta();
  const choices = spec.options ?? lists.find(({ key }) => key === spec.list)?.items ?? [];
  const chosen = choices.find(({ code }) => code === value);
  if (chosen) return label(chosen.title);
  if (typeof value === 'boolean') return value ? t('record.yes') : t('record.no');
  if (typeof value === 'number')
    return spec.widget === 'percent' ? percent(value, language) : number(value, language);
  if (Array.isArray(value)) return listed(value, language);
  if (typeof value !== 'string') return JSON.stringify(value);
  if (spec.widget === 'ref') return <RecordName entityKey={spec.entity} id={value} />;
  if (spec.widget === 'date') return date(value, language);
  return spec.widget === 'datetime' ? dateTime(value, language) : value;
}

function RecordName({ entityKey, id }: { entityKey: string | undefined; id: string }) {
  const { t } = useText();
  const entity = useEntity(entityKey);
  const record = useQuery({
    queryKey: keys.record(entity?.path ?? '', id),
    queryFn: () => requestRecord(api.record(entity?.path ?? '', id)),
    enabled: entity !== undefined,
    retry: false,
  });
  if (!entity || !record.data) return record.error ? t('task.hiddenRecord') : '…';
  const named = record.data.record;
  const name = named[entity.titleField ?? 'number'] ?? named.number;
  return <Link to={page.record(entity.path, id)}>{String(name)}</Link>;
}

function Waiting() {
  const { t } = useText();
  return <Loader size="sm" role="status" aria-label={t('app.loading')} />;
}

/** What the person may not see is left out, not complained about. */
function isHidden(cause: unknown): boolean {
  return cause instanceof Problem && (cause.status === 403 || cause.status === 404);
}
