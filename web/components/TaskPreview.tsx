import { Loader } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Preview } from '../../domain/process/preview';
import { Problem, request, type FieldError } from '../api';
import { dateTime } from '../format';
import { useText } from '../i18n';
import { api } from '../paths';
import { keys } from '../queries';
import { useEntity } from '../session';
import type { Label, Task } from '../types';
import { useGroup } from '../useGroup';
import { ComingList } from './ComingList';
import { Dialog } from './Dialog';
import { ErrorBox } from './ErrorBox';
import { useIncidentTitle } from './cases/useIncidentTitle';
import { FieldValue } from './FieldValue';

export interface TaskAnswers {
  op: 'complete' | 'approve' | 'reject';
  with?: Record<string, unknown>;
  outcome?: string;
  reason?: string;
}

interface TaskPreviewAnswer extends Omit<Preview, 'set'> {
  problems: FieldError[];
  record: {
    field: string;
    title: Label | null;
    before: unknown;
    after: unknown;
    /** Of references: the titles of their records. */
    beforeLabel: string | null;
    afterLabel: string | null;
  }[];
}

interface Props {
  task: Task;
  answers: TaskAnswers;
  /** What the form calls a field. */
  titleOf: (field: string) => string;
  close: () => void;
  /** A choice between answers, above the list. */
  children?: ReactNode;
}

/** The state of the case does not allow it now. */
const REFUSED = 409;

/** What would happen, in a list; nothing is done. */
export function TaskPreview({ task, answers, titleOf, close, children }: Props) {
  const { t, label } = useText();
  const query = useQuery({
    queryKey: keys.taskPreview(task.id, answers),
    queryFn: () =>
      request<TaskPreviewAnswer>(api.taskCommand(task.id, 'preview'), { method: 'POST', body: answers }),
    gcTime: 0,
    retry: false,
  });
  return (
    <Dialog title={t(`explainIf.${answers.op}`)} close={close}>
      {children}
      {query.error instanceof Problem && query.error.status === REFUSED ? (
        <List title={t('explain.refused')} items={[label(query.error.titles)]} />
      ) : query.error ? (
        <ErrorBox cause={query.error} retry={() => void query.refetch()} />
      ) : query.data ? (
        <Answer preview={query.data} titleOf={titleOf} entity={task.entity} />
      ) : (
        <Loader role="status" aria-label={t('app.loading')} />
      )}
    </Dialog>
  );
}

function Answer({
  preview,
  titleOf,
  entity,
}: { preview: TaskPreviewAnswer; entity: string | null } & Pick<Props, 'titleOf'>) {
  const { t, label, aside } = useText();
  const incidentTitle = useIncidentTitle();
  if (preview.problems.length > 0)
    return (
      <List
        title={t('explain.nothingYet')}
        items={preview.problems.map(
          ({ pointer, message }) => `${titleOf(nameOf(pointer))} ${label(message)}`,
        )}
      />
    );
  return (
    <div className="stack why" role="status">
      <p className="muted small">{t('explain.onlyAsking')}</p>
      <Moves preview={preview} />
      <Opened opened={preview.opened} />
      <List
        title={t('explain.closed')}
        items={preview.closed.map(
          ({ title, withdrawn }) => `${label(title)}${withdrawn ? aside(t('explain.withdrawn')) : ''}`,
        )}
      />
      <List
        title={t('explain.record')}
        items={preview.record.map((change) => (
          <Changed key={change.field} change={change} entity={entity} />
        ))}
      />
      <List title={t('explain.effects')} items={preview.effects.map(({ text }) => label(text))} />
      <List title={t('explain.incidents')} items={preview.incidents.map(({ code }) => incidentTitle(code))} />
      <List
        title={t('explain.unknown')}
        items={[...new Set(preview.unknown.map(({ text }) => label(text)))]}
      />
      <section>
        <h3>{t('explain.next')}</h3>
        <ComingList items={preview.next.slice(0, 5)} />
      </section>
    </div>
  );
}

function Moves({ preview: { stages, ended } }: { preview: TaskPreviewAnswer }) {
  const { t, label } = useText();
  const items = [
    ...stages.map(({ title }) => t('explain.movesTo', { stage: label(title) })),
    ...(ended ? [t('explain.ends', { outcome: label(ended.title) || ended.outcome })] : []),
  ];
  return <List title={t('explain.stages')} items={items} />;
}

function Opened({ opened }: { opened: Preview['opened'] }) {
  const { t, label, language } = useText();
  const group = useGroup();
  const who = ({ assignee, pool, queue }: Preview['opened'][number]) => {
    if (!assignee) return t('explain.nobody', { queue: queue ? group(queue) : '' });
    return pool ? t('explain.byTurn', { name: assignee.name, pool: group(pool) }) : assignee.name;
  };
  return (
    <List
      title={t('explain.opened')}
      items={opened.map((task) =>
        [
          label(task.title),
          who(task),
          ...(task.onBehalfOf ? [t('inbox.for', { name: task.onBehalfOf })] : []),
          ...(task.due ? [t('explain.dueAt', { at: dateTime(task.due, language) })] : []),
        ].join(' · '),
      )}
    />
  );
}

function List({ title, items }: { title: string; items: ReactNode[] }) {
  if (items.length === 0) return null;
  return (
    <section>
      <h3>{title}</h3>
      <ul className="plain small">
        {items.map((item, place) => (
          <li key={place}>{item}</li>
        ))}
      </ul>
    </section>
  );
}

/** A field before and after, as the record shows it. */
function Changed({ change, entity }: { change: TaskPreviewAnswer['record'][number]; entity: string | null }) {
  const { label } = useText();
  const { field: name, title, before, after, beforeLabel, afterLabel } = change;
  const field = useEntity(entity)?.fields[name];
  const show = (value: unknown, called: string | null) =>
    called ??
    (field ? <FieldValue name={name} field={field} record={{ [name]: value }} plain /> : shown(value));
  return (
    <>
      <span className="muted">{label(title) || name}</span> {show(before, beforeLabel)} →{' '}
      {show(after, afterLabel)}
    </>
  );
}

function nameOf(pointer: string): string {
  return pointer.split('/').at(-1) ?? '';
}

function shown(value: unknown): string {
  return value === null || value === ''
    ? '–'
    : typeof value === 'object'
      ? JSON.stringify(value)
      : String(value);
}
