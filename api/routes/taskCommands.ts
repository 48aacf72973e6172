import { DomainError } from '../../domain/errors';
import type { Priority } from '../../domain/generated/process';
import type { Command } from '../../domain/process/commands';
import { taskAndNext, type TaskItem } from '../../db/inbox';
import { applyCommand, mustWorkHere } from '../command';
import { checkAnswer } from '../checkAnswer';
import { expectedVersion, found } from '../http/answers';
import { route, type Answer, type Call, type Route, type Schema } from '../http/route';
import {
  FLAG,
  INSTANT,
  JSON_OBJECT,
  list,
  object,
  partial,
  PRIORITY,
  REASON,
  UUID,
  WHOLE,
} from '../http/schemas';
import { TASK_REF } from '../http/taskSchema';
import { taskJson, visibleTask } from './tasks';

interface Body {
  with?: Record<string, never>;
  outcome?: string;
  version?: number;
  reason?: string;
  until?: string;
  event?: string;
  to?: string;
  resetClock?: boolean;
  due?: string;
  priority?: Priority;
}

const VERSION = { version: WHOLE };
const ANSWER = object({ task: TASK_REF, next: list(TASK_REF) });

/** One route for each command on a task; each says what the body means to the core. */
export const taskCommandRoutes: Route[] = [
  command(
    'post',
    'completion',
    'Completes a task with what its form asks for; the answer has the tasks that follow for you.',
    partial({ with: JSON_OBJECT, outcome: { type: 'string', maxLength: 64 }, ...VERSION }),
    async (task, body, { deps, context }) => {
      const answer = { ...body, op: 'complete', with: body.with ?? {} } as const;
      await checkAnswer(deps.db, task, answer, context);
      return {
        op: 'complete',
        task: task.key,
        with: answer.with,
        ...(body.outcome !== undefined && { outcome: body.outcome }),
      };
    },
  ),
  command(
    'post',
    'approval',
    'Grants what an approval task asks for.',
    partial({ with: JSON_OBJECT, reason: { type: 'string', maxLength: 2000 }, ...VERSION }),
    async (task, body, { deps, context }) => {
      await checkAnswer(deps.db, task, { ...body, op: 'approve' }, context);
      return { op: 'approve', task: task.key, with: body.with, reason: body.reason };
    },
  ),
  command(
    'post',
    'rejection',
    'Rejects it, with a reason.',
    object({ with: JSON_OBJECT, reason: REASON, ...VERSION }, ['reason']),
    async (task, body, { deps, context }) => {
      await checkAnswer(deps.db, task, { ...body, op: 'reject' }, context);
      return { op: 'reject', task: task.key, with: body.with, reason: body.reason };
    },
  ),
  command('post', 'claim', 'Takes a task from its queue.', partial(VERSION), (task) => ({
    op: 'claim',
    task: task.key,
  })),
  command('delete', 'claim', 'Puts it back into its queue.', null, (task) => ({
    op: 'unclaim',
    task: task.key,
  })),
  command('post', 'start', 'Says that the work has begun.', partial(VERSION), (task) => ({
    op: 'start',
    task: task.key,
  })),
  command(
    'post',
    'wait',
    'Waits until an instant or for an event; the clock may stand still meanwhile.',
    partial({
      until: INSTANT,
      event: { type: 'string', minLength: 1, maxLength: 128 },
      reason: REASON,
      ...VERSION,
    }),
    (task, body) => ({
      op: 'wait',
      task: task.key,
      until: body.until === undefined ? undefined : Date.parse(body.until),
      event: body.event,
      reason: body.reason,
    }),
  ),
  command(
    'post',
    'closure',
    'Closes a task without its result, with a reason.',
    object({ reason: REASON, ...VERSION }, ['reason']),
    (task, body) => ({ op: 'close', task: task.key, reason: body.reason ?? '' }),
  ),
  command(
    'post',
    'refusal',
    'Does not take a task that one was given, with a reason; it goes to whom its step means next.',
    object({ reason: REASON, ...VERSION }, ['reason']),
    (task, body) => ({ op: 'decline', task: task.key, reason: body.reason ?? '' }),
  ),
  command(
    'post',
    'amendment',
    'Gives an open task another due, another priority, or both, with a reason.',
    object({ due: INSTANT, priority: PRIORITY, reason: REASON, ...VERSION }, ['reason']),
    (task, { due, priority, reason = '' }) => ({
      op: 'amend',
      task: task.key,
      ...(due !== undefined && { due: Date.parse(due) }),
      ...(priority !== undefined && { priority }),
      reason,
    }),
  ),
  command(
    'post',
    'assignment',
    'Gives the task to somebody else.',
    object({ to: UUID, resetClock: FLAG, reason: REASON, ...VERSION }, ['to']),
    async (task, { to = '', resetClock, reason }, call) => {
      await mustWorkHere(call, to, '/to');
      return { op: 'reassign', task: task.key, to, resetClock, reason };
    },
  ),
  command(
    'post',
    'delegation',
    'Lets somebody else do it in your place; it returns to you.',
    object({ to: UUID, reason: REASON, ...VERSION }, ['to']),
    async (task, { to = '', reason }, call) => {
      await mustWorkHere(call, to, '/to');
      return { op: 'delegate', task: task.key, to, reason };
    },
  ),
  command('delete', 'delegation', 'Returns a delegated task.', null, (task) => ({
    op: 'return',
    task: task.key,
  })),
];

type Translate = (task: TaskItem, body: Body, call: Call<Body>) => Command | Promise<Command>;

function command(
  method: 'post' | 'delete',
  name: string,
  summary: string,
  body: Schema | null,
  translate: Translate,
): Route {
  return route<Body>({
    method,
    path: `/api/tasks/{id}/${name}`,
    tag: 'tasks',
    summary,
    permission: 'signedIn',
    ...(body && { body }),
    response: ANSWER,
    async handle(call) {
      const task = await visibleTask(call.deps.db, call.params['id'] ?? '', call.context);
      checkVersion(task, call);
      await applyCommand(call, task.instanceId, await translate(task, call.body ?? {}, call));
      return answer(call, task);
    },
  });
}

// Read from PostgreSQL: the workflow answers when its rows are there.
async function answer({ deps, who }: Call<Body>, before: TaskItem): Promise<Answer> {
  const { task, next } = await taskAndNext(deps.db, before, who.id, new Date());
  return { body: { task: taskJson(found(task, 'TASK_NOT_FOUND')), next: next.map(taskJson) } };
}

// Nobody has to name a version here; who does is told when what they saw has changed. A closed task is refused as closed.
export function checkVersion(
  task: TaskItem,
  { body, header }: Pick<Call<{ version?: number } | undefined>, 'body' | 'header'>,
): void {
  const ifMatch = header('if-match');
  const expected = body?.version ?? (ifMatch === undefined ? null : expectedVersion(ifMatch));
  if (expected !== null && expected !== task.version && task.closedAt === null)
    throw new DomainError('VERSION_CONFLICT', { current: task.version });
}
