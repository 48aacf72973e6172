import { Button, Loader, SegmentedControl } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { request } from '../api';
import { dateTime } from '../format';
import { useText } from '../i18n';
import { api, page, withQuery } from '../paths';
import { keys } from '../queries';
import { useMay } from '../session';
import type { Page, Task } from '../types';
import { EmptyState } from './EmptyState';
import { ErrorBox } from './ErrorBox';
import { groupByDue } from './groupByDue';
import { HeldReason } from './HeldReason';
import { Link } from './Link';
import { LoadMore } from './LoadMore';
import { FirstClock } from './CaseClocks';
import { Cause } from './Cause';
import { TaskMarks } from './TaskMarks';

const NewTask = lazy(() => import('./NewTask').then(({ NewTask: component }) => ({ default: component })));

type View = 'mine' | 'queue' | 'team' | 'done';

export function TaskList({ openId }: { openId: string | undefined }) {
  const { t } = useText();
  const [view, setView] = useState<View>('mine');
  const [isCreating, setCreating] = useState(false);
  const seesTeam = useMay('task.team');
  const mayCreate = useMay('task.create');
  const tasks = useTasks(view);
  const items = tasks.data?.pages.flatMap((part) => part.items) ?? [];
  const views: View[] = seesTeam ? ['mine', 'queue', 'team', 'done'] : ['mine', 'queue', 'done'];
  return (
    <section className="inbox-list" aria-labelledby="inbox-title">
      <div className="inbox-head">
        <div className="row spread">
          <h1 id="inbox-title">{t('inbox.title')}</h1>
          {mayCreate && (
            <Button size="compact-sm" variant="light" onClick={() => setCreating(true)}>
              {t('inbox.newTask')}
            </Button>
          )}
        </div>
        <Suspense fallback={null}>{isCreating && <NewTask close={() => setCreating(false)} />}</Suspense>
        {/* the choices are those of `views` */}
        <SegmentedControl
          fullWidth
          aria-label={t('inbox.list')}
          value={view}
          onChange={setView}
          data={views.map((value) => ({ value, label: t(`inbox.${value}`) }))}
        />
      </div>
      {tasks.isPending && (
        <div className="centered">
          <Loader />
        </div>
      )}
      {tasks.error && <ErrorBox cause={tasks.error} retry={() => void tasks.refetch()} />}
      {tasks.data && items.length === 0 && (
        <EmptyState title={t('inbox.empty')} hint={t('inbox.emptyHint')} />
      )}
      {view === 'done' ? (
        <Items tasks={items} openId={openId} showAssignee={false} />
      ) : (
        groupByDue(items, tasks.dataUpdatedAt).map(({ name, tasks: group }) => (
          <div key={name}>
            <h2 className={`inbox-group is-${name}`}>{t(`inbox.${name}`)}</h2>
            <Items tasks={group} openId={openId} showAssignee={view === 'team'} />
          </div>
        ))
      )}
      <LoadMore query={tasks} />
    </section>
  );
}

function useTasks(view: View) {
  const query = view === 'done' ? { view: 'mine', status: 'done' } : { view, status: 'open' };
  return useInfiniteQuery({
    queryKey: keys.tasks(query.view, query.status),
    queryFn: ({ pageParam, signal }) =>
      request<Page<Task>>(withQuery(api.tasks, { ...query, limit: 50, cursor: pageParam }), { signal }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    refetchInterval: 10_000,
  });
}

function Items({
  tasks,
  openId,
  showAssignee,
}: {
  tasks: Task[];
  openId: string | undefined;
  showAssignee: boolean;
}) {
  const { t, label, language } = useText();
  return (
    <ul className="inbox-items">
      {tasks.map((task) => (
        <li key={task.id}>
          <Link
            to={page.task(task.id)}
            className={task.id === openId ? 'inbox-item is-open' : 'inbox-item'}
            aria-current={task.id === openId ? 'true' : undefined}
          >
            <span className="title">{label(task.title)}</span>
            <TaskMarks task={task} />
            <span className="small">
              {[task.customerLabel, task.entityLabel]
                .filter((part, index, all) => part && all.indexOf(part) === index)
                .join(' · ')}
            </span>
            <span className="small muted">
              <Cause task={task} />
            </span>
            {task.held && (
              <span className="small text-amber">
                <HeldReason held={task.held} />
              </span>
            )}
            {task.clock && <FirstClock clock={task.clock} />}
            <span className={task.overdue ? 'small text-red' : 'small muted'}>
              {task.dueAt ? t('inbox.due', { when: dateTime(task.dueAt, language) }) : t('inbox.noDue')}
              {showAssignee && task.assigneeLabel && ` · ${task.assigneeLabel}`}
              {task.onBehalfOfLabel && ` · ${t('inbox.for', { name: task.onBehalfOfLabel })}`}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
