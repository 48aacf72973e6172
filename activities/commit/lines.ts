import type { ProcessEventRow } from '../../db/instanceLog';
import type { Found } from '../../domain/process/finding';
import type { Effect } from '../../domain/process/effectTypes';
import type { Json, JsonObject } from '../../domain/process/types';

type Line = {
  event: string;
  stage?: string | null;
  step?: string | null;
  by?: string | null;
  onBehalfOf?: string | null;
  data?: JsonObject;
};

/** What the commit adds: who got the task and how, until when the stage should have been left. */
interface More {
  found?: Found;
  due?: Date;
}

type Describe<E extends Effect = Effect> = (effect: E, more: More) => Line;

/** What each kind of effect says in the timeline; null for what says nothing to a reader. */
const LINES: { [T in Effect['type']]: Describe<Extract<Effect, { type: T }>> | null } = {
  openTask: ({ task, cause }, { found }) => ({
    event: 'taskOpened',
    stage: task.stage,
    step: task.step,
    data: { task: task.id, cause: json(cause), ...(found && { found: json(found) }) },
  }),
  updateTask: ({ event, taskId, by, reason, set, was }) =>
    ofTask(event, taskId, by, {
      ...(set.assignee && { to: set.assignee }),
      ...(was && { was: amended(was), now: amended(set) }),
      ...why(reason),
    }),
  closeTask: ({ status, taskId, by, out, reason, onBehalfOf }) => ({
    ...ofTask(status === 'complete' ? 'taskCompleted' : 'taskClosed', taskId, by, { out, ...why(reason) }),
    onBehalfOf,
  }),
  reassignTask: ({ taskId, by, reason }, { found }) =>
    ofTask('taskReassigned', taskId, by, { reason, ...(found && { found: json(found) }) }),
  enterStage: ({ stage, visit, entered }) => ({
    event: 'stageEntered',
    stage,
    data: { visit, ...(entered && { entered: json(entered) }) },
  }),
  leaveStage: ({ stage, by, status, to, reason }, { due }) => ({
    event: 'stageLeft',
    stage,
    by,
    data: { status, to, ...why(reason), ...(due && { due: due.toISOString() }) },
  }),
  patchEntity: ({ by, set }) => ({ event: 'recordChanged', by, data: set }),
  milestone: ({ step }) => ({ event: 'milestoneReached', step }),
  notify: ({ recipients, template, event }) => ({
    event: 'notified',
    data: { roles: recipients.map((r) => r.role), template, reason: event },
  }),
  send: ({ template, channels }) => ({ event: 'messageSent', data: { template, channels } }),
  runAction: ({ compensation, stage, step, action, attempt }) => ({
    event: compensation ? 'actionUndone' : 'actionRun',
    stage,
    step,
    data: { action, attempt },
  }),
  startProcess: ({ step, process, detached }) => ({
    event: 'processStarted',
    step,
    data: { process, detached },
  }),
  publish: ({ name }) => ({ event: 'eventPublished', data: { name } }),
  incident: ({ incident: { stage, step, code, message } }) => ({
    event: 'incidentOpened',
    stage,
    step,
    data: { code, message },
  }),
  incidentResolved: ({ by, incidentId }) => ({
    event: 'incidentResolved',
    by,
    data: { incident: incidentId },
  }),
  hold: ({ held, by, reason, status }) => ({
    event: held ? 'held' : 'resumed',
    by,
    data: { ...why(reason), ...(status && { status: { ...status } }) },
  }),
  migrated: ({ by, from, to, reason }) => ({ event: 'migrated', by, data: { from, to, ...why(reason) } }),
  reopen: ({ by, reason }) => ({ event: 'reopened', by, data: { reason } }),
  end: ({ by, outcome, status, reason }) => ({
    event: 'ended',
    by,
    data: { outcome, status, ...why(reason) },
  }),
  log: ({ event, stage, step, by, onBehalfOf, data }) => ({ event, stage, step, by, onBehalfOf, data }),
  computeDeadlines: null,
  shiftDeadlines: null,
  cancelProcess: null,
  watch: null,
};

/** The line that an effect leaves in the timeline of its instance. */
export function lineOf(effect: Effect, at: Date, more: More = {}): ProcessEventRow | null {
  // The table pairs each type with its own function.
  const describe = LINES[effect.type] as Describe | null;
  if (!describe) return null;
  const [seq = 0, idx = 0] = effect.id.split('.').map(Number);
  const { event, stage, step, by, onBehalfOf, data } = describe(effect, more);
  return { seq, idx, at, event, stage, step, actorId: by, onBehalfOfId: onBehalfOf, data };
}

/** Plain data, of which undefined members are left out. */
function json(value: object): Json {
  return JSON.parse(JSON.stringify(value)) as Json; // what was JSON a moment ago
}

function why(reason: string | undefined): JsonObject {
  return reason ? { reason } : {};
}

/** What an amendment is about, as people read it. */
function amended({ due, priority }: { due?: number | null; priority?: string }): JsonObject {
  return {
    ...(due !== undefined && { due: due === null ? null : new Date(due).toISOString() }),
    ...(priority !== undefined && { priority }),
  };
}

/** A task's id begins with its stage and step. */
function ofTask(event: string, taskId: string, by: string | null, data: JsonObject): Line {
  const [stage, step] = taskId.split('.');
  return { event, stage, step, by, data: { task: taskId, ...data } };
}
