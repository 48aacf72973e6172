import { Button, Loader } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { Problem, request } from '../api';
import { dateTime, relative } from '../format';
import { useText } from '../i18n';
import { api, page } from '../paths';
import { keys } from '../queries';
import { useEntity, useMeta } from '../session';
import type { Task } from '../types';
import { FirstClock } from './CaseClocks';
import { Cause } from './Cause';
import { EmptyState } from './EmptyState';
import { ErrorBox } from './ErrorBox';
import { Facts, type Fact } from './Facts';
import { HeldReason } from './HeldReason';
import { Link } from './Link';
import { TaskMarks } from './TaskMarks';
import { TaskWhy } from './TaskWhy';
import { useTaskCommand, type RunTaskCommand } from './useTaskCommand';

// Inputs, menus and dialogs are a third of everything: the list of tasks shows before they are here.
const TaskWork = lazy(() => import('./TaskWork').then(({ TaskWork: component }) => ({ default: component })));
const TaskMenu = lazy(() => import('./TaskMenu').then(({ TaskMenu: component }) => ({ default: component })));
const TaskMatter = lazy(() =>
  import('./TaskMatter').then(({ TaskMatter: component }) => ({ default: component })),
);

export function TaskDetail({ id }: { id: string }) {
  const { t } = useText();
  const task = useQuery({ queryKey: keys.task(id), queryFn: () => request<Task>(api.task(id)) });
  // somebody else has it now, and who looks is not shown it any more
  if (task.error instanceof Problem && task.error.status === 404)
    return (
      <EmptyState title={t('task.notHere')} hint={t('task.notHereHint')}>
        <Link to={page.inbox}>{t('inbox.back')}</Link>
      </EmptyState>
    );
  if (task.error) return <ErrorBox cause={task.error} retry={() => void task.refetch()} />;
  if (!task.data)
    return (
      <div className="centered" role="status" aria-label={t('app.loading')}>
        <Loader />
      </div>
    );
  return <TaskView key={id} task={task.data} />;
}

function TaskView({ task }: { task: Task }) {
  const { t, label, colon } = useText();
  const command = useTaskCommand(task);
  return (
    <article className="task">
      <div>
        <Link to={page.inbox} className="back">
          ← {t('inbox.back')}
        </Link>
        <div className="row">
          <h1 className="task-title">{label(task.title)}</h1>
          <span className={task.overdue ? 'pill pill-red' : 'pill'}>
            {task.overdue ? t('inbox.overdue') : t(`status.${task.status}`)}
          </span>
          <TaskMarks task={task} />
          <span className="grow" />
          <Suspense fallback={null}>
            <TaskMenu task={task} command={command} />
          </Suspense>
        </div>
        <p className="muted small">
          {t('inbox.why')}
          {colon}
          <Cause task={task} />
        </p>
      </div>
      {task.held && (
        <p className="text-amber" role="status">
          <HeldReason held={task.held} />
        </p>
      )}
      <TaskFacts task={task} />
      <Matter task={task} />
      <TaskWhy id={task.id} />
      <div className="card">
        <Work task={task} command={command} />
      </div>
    </article>
  );
}

/** Open where somebody has to decide; elsewhere it is asked for. */
function Matter({ task }: { task: Task }) {
  const { t } = useText();
  const [isOpen, setOpen] = useState(task.kind === 'approval');
  return (
    <details open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('task.matter')}</summary>
      {isOpen && (
        <Suspense fallback={<Loader size="sm" />}>
          <TaskMatter task={task} />
        </Suspense>
      )}
    </details>
  );
}

function Work({ task, command }: { task: Task; command: RunTaskCommand }) {
  const { t } = useText();
  const { user } = useMeta();
  if (task.closedAt !== null) return <p>{t('task.closed')}</p>;
  if (task.assigneeId === user.id)
    return (
      <Suspense fallback={<Loader />}>
        <TaskWork task={task} command={command} />
      </Suspense>
    );
  if (task.operations?.includes('claim'))
    return (
      <Button loading={command.isPending} onClick={() => command.mutate({ name: 'claim' })}>
        {t('task.claim')}
      </Button>
    );
  return <p className="muted">{t('inbox.mineBy', { name: task.assigneeLabel ?? '–' })}</p>;
}

function TaskFacts({ task }: { task: Task }) {
  const { t, label, language, aside } = useText();
  const entity = useEntity(task.entity);
  const customers = useEntity('customer');
  const facts: (Fact | false)[] = [
    customers !== undefined &&
      task.customerId !== null && {
        title: t('task.customer'),
        value: <Link to={page.record(customers.path, task.customerId)}>{task.customerLabel}</Link>,
      },
    entity !== undefined &&
      task.entityId !== null &&
      task.entity !== 'customer' && {
        title: label(entity.title),
        value: <Link to={page.record(entity.path, task.entityId)}>{task.entityLabel}</Link>,
      },
    task.dueAt !== null && {
      title: t('task.dueAt'),
      value: `${dateTime(task.dueAt, language)}${aside(relative(task.dueAt, language))}`,
    },
    task.clock !== null && { title: t('clock.clock'), value: <FirstClock clock={task.clock} /> },
    task.waitUntil !== null && {
      title: t('status.wait'),
      value: t('task.waitingUntil', { when: dateTime(task.waitUntil, language) }),
    },
    { title: t('task.assignee'), value: task.assigneeLabel ?? t('inbox.queue') },
    task.onBehalfOfLabel !== null && {
      title: t('task.onBehalfOf'),
      value: task.onBehalfOfLabel,
    },
    { title: t('task.opened'), value: dateTime(task.openedAt, language) },
    {
      title: t('task.process'),
      value: `${label(task.processTitle)}${task.stageTitle ? ` · ${label(task.stageTitle)}` : ''}`,
    },
  ];
  return <Facts facts={facts.filter((fact) => fact !== false)} />;
}
