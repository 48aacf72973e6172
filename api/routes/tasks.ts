import { DomainError } from '../../domain/errors';
import { may } from '../../domain/permissions';
import { taskOffersOf } from '../../domain/process/offered';
import type { Db } from '../../db/connect';
import type { RecordContext } from '../../db/context';
import { countTasks, getVisibleTask, listTasks, type TaskItem } from '../../db/inbox';
import { getInstance } from '../../db/instances';
import { actorIn, planOf, stateOf } from '../actor';
import { etag, found, pageAnswer } from '../http/answers';
import { route } from '../http/route';
import { choice, object, PAGE_QUERY, page, query, TEXT, UUID, WHOLE } from '../http/schemas';
import { TASK_DETAIL, TASK_REF } from '../http/taskSchema';

interface TaskListQuery {
  view?: 'mine' | 'team' | 'queue' | 'all';
  status?: 'open' | 'done';
  instanceId?: string;
  entity?: string;
  entityId?: string;
  customerId?: string;
  limit?: number;
  cursor?: string;
}

export const taskRoutes = [
  route<undefined, TaskListQuery>({
    method: 'get',
    path: '/api/tasks',
    tag: 'tasks',
    summary:
      "Tasks: mine, my team's, those I may claim, or all; open ones by due time, done ones latest first.",
    permission: 'signedIn',
    query: query({
      view: choice('mine', 'team', 'queue', 'all'),
      status: choice('open', 'done'),
      instanceId: UUID,
      entity: TEXT,
      entityId: UUID,
      customerId: UUID,
      ...PAGE_QUERY,
    }),
    response: page(TASK_REF),
    async handle({ query, who, deps }) {
      const view = query.view ?? 'mine';
      if (view === 'team' && !may(who, 'task.team')) throw new DomainError('FORBIDDEN');
      if (view === 'all' && !may(who, 'task.all')) throw new DomainError('FORBIDDEN');
      const { items, next } = await listTasks(deps.db, { ...query, view, personId: who.id }, new Date());
      return pageAnswer('/api/tasks', query, items.map(taskJson), next);
    },
  }),
  route({
    method: 'get',
    path: '/api/tasks/count',
    tag: 'tasks',
    summary: "How many open tasks there are: mine, overdue, to claim, and my team's.",
    permission: 'signedIn',
    response: object({ open: WHOLE, overdue: WHOLE, queue: WHOLE, team: WHOLE }),
    handle: async ({ who, deps }) => ({ body: await countTasks(deps.db, who.id, new Date()) }),
  }),
  route({
    method: 'get',
    path: '/api/tasks/{id}',
    tag: 'tasks',
    summary: 'One task, with its form and with what you may do with it now.',
    permission: 'signedIn',
    response: TASK_DETAIL,
    async handle({ params, context, who, deps }) {
      const task = await visibleTask(deps.db, params['id'] ?? '', context);
      return {
        headers: { ETag: etag(task.version) },
        body: { ...taskJson(task), operations: await operationsOf(deps.db, task, who) },
      };
    },
  }),
];

async function operationsOf(db: Db, task: TaskItem, who: { id: string; name: string }) {
  const instance = found(await getInstance(db, task.instanceId));
  const [plan, state] = [await planOf(db, instance), stateOf(instance)];
  return taskOffersOf(plan, state, task.key, await actorIn(db, plan, state, who), Date.now());
}

/** TASK_NOT_FOUND for a task that is not there, or that this person may not see. */
export async function visibleTask(db: Db, id: string, context: RecordContext): Promise<TaskItem> {
  return found(await getVisibleTask(db, id, context, new Date()), 'TASK_NOT_FOUND');
}

/** Without what only the engine needs. */
export function taskJson({ key: _key, workflowId: _workflowId, ...task }: TaskItem) {
  return task;
}
