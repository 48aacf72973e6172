import { stageOf, stepOf } from './plan';
import { mayOpen } from './guards';
import { obstacles } from './migrate';
import { rulesOf } from './migrationRules';
import { findTask, isOpen } from './tasks';
import { requesters } from './steps/approval';
import { TASK_OPERATIONS, type Command } from './commands';
import type { Actor, Instant, Plan, ProcessState, Refusal, TaskState } from './types';

type TaskCommand = Extract<Command, { task?: string }>;
type Of<Op extends TaskCommand['op']> = Extract<TaskCommand, { op: Op }>;
type InstanceCommand = Exclude<Command, TaskCommand>;

/** Who may do what where the definition does not say: the organisation's and the definition's leaders. */
const LEADERS = ['manager', 'director', 'admin'];
const DEFAULTS: Record<InstanceCommand['op'] | 'close' | 'reassign' | 'amend', string[]> = {
  hold: [...LEADERS, 'owner'],
  resume: [...LEADERS, 'owner'],
  skip: LEADERS,
  open: [...LEADERS, 'owner'],
  jump: LEADERS,
  reopen: LEADERS,
  cancel: LEADERS,
  retry: [...LEADERS, 'owner'],
  migrate: ['admin'],
  close: [...LEADERS, 'requester'],
  reassign: LEADERS,
  /** Whoever asked for a task may say by when. */
  amend: [...LEADERS, 'owner', 'requester'],
};

/**
 * Why a command cannot be applied to this state now, or null. Synchronous, so that the workflow's validator can
 * refuse without leaving history. Without an actor nobody's permission is asked for.
 */
export function refuse(
  plan: Plan,
  state: ProcessState,
  command: Command,
  actor: Actor | null,
  now: Instant,
): Refusal | null {
  if ('reason' in command && needsReason(command) && !command.reason?.trim())
    return { code: 'REASON_REQUIRED' };
  const ended = state.status === 'ended' || state.status === 'cancelled';
  if (command.op === 'reopen')
    return ended ? refuseInstance(plan, state, command, actor, now) : { code: 'PROCESS_NOT_ENDED' };
  // What could not be undone or started may be tried again.
  const isLeft = command.op === 'retry' && Object.keys(state.incidents).length > 0;
  if (ended && !isLeft) return { code: 'PROCESS_ENDED' };
  return isTaskCommand(command)
    ? refuseTask(plan, state, command, actor, now)
    : refuseInstance(plan, state, command, actor, now);
}

function needsReason(command: Command): boolean {
  return ['amend', 'close', 'decline', 'hold', 'skip', 'jump', 'reopen', 'cancel'].includes(command.op);
}

function refuseTask(
  plan: Plan,
  state: ProcessState,
  command: TaskCommand,
  actor: Actor | null,
  now: Instant,
): Refusal | null {
  const task = findTask(plan, state, command, actor?.id);
  if (task === undefined) return { code: 'TASK_NOT_FOUND' };
  if (!isOpen(task)) return { code: 'TASK_CLOSED', details: { task: task.id, status: task.status } };
  if (!stepOf(plan, `${task.stage}/${task.step}`)) return { code: 'TASK_NOT_FOUND' };
  if (state.held && ['complete', 'approve', 'reject', 'start', 'wait'].includes(command.op))
    return { code: 'PROCESS_HELD' };
  const unfit = refuseKind(state, task, command, now);
  if (unfit) return unfit;
  return actor ? refuseActor(plan, state, task, command, actor) : null;
}

function refuseKind(
  state: ProcessState,
  task: TaskState,
  command: TaskCommand,
  now: Instant,
): Refusal | null {
  if (command.op === 'amend') return refuseAmendment(command, now);
  if (command.op === 'complete' && task.kind === 'approval') return { code: 'APPROVAL_NEEDS_DECISION' };
  if ((command.op === 'approve' || command.op === 'reject') && task.kind !== 'approval')
    return { code: 'NOT_AN_APPROVAL' };
  if (command.op === 'wait' && command.until === undefined && !command.event)
    return { code: 'WAIT_NEEDS_TARGET' };
  if (command.op === 'wait' && isPast(state, command.until, now)) return { code: 'UNTIL_IN_PAST' };
  if (command.op === 'claim' && task.assignee) return { code: 'ALREADY_CLAIMED' };
  if (command.op === 'return' && !task.delegatedBy) return { code: 'NOT_DELEGATED' };
  if (command.op === 'decline' && !task.assignee) return { code: 'TASK_NOT_YOURS' };
  return null;
}

function refuseActor(
  plan: Plan,
  state: ProcessState,
  task: TaskState,
  command: TaskCommand,
  actor: Actor,
): Refusal | null {
  const mine = isMine(task, actor);
  switch (command.op) {
    case 'approve':
      if (isRequester(plan, state, task, actor)) return { code: 'SELF_APPROVAL' };
      return mine ? null : { code: 'TASK_NOT_YOURS' };
    case 'claim':
      return mayClaim(task, actor) ? null : { code: 'TASK_NOT_YOURS' };
    case 'close':
    case 'reassign':
      return (command.op === 'reassign' && mine) || isAllowed(plan, command.op, actor)
        ? null
        : { code: 'FORBIDDEN' };
    case 'amend':
      return mayAmend(plan, task, command, actor);
    case 'unclaim':
    case 'delegate':
      return mine || isAllowed(plan, command.op, actor) ? null : { code: 'TASK_NOT_YOURS' };
    case 'return':
      return mine || task.delegatedBy === actor.id ? null : { code: 'TASK_NOT_YOURS' };
    default:
      return mine || (task.assignee === null && mayClaim(task, actor)) ? null : { code: 'TASK_NOT_YOURS' };
  }
}

/** Nobody waits for what has been; older cases were let. */
function isPast({ semantics }: ProcessState, until: Instant | undefined, now: Instant): boolean {
  return semantics >= 4 && until !== undefined && !(until > now);
}

function refuseAmendment({ due, priority }: Of<'amend'>, now: Instant): Refusal | null {
  if (due === undefined && priority === undefined) return { code: 'AMENDMENT_EMPTY' };
  return due === undefined || due > now ? null : { code: 'DUE_IN_PAST' };
}

/** Where the definition does not say who may, nobody but who asked for the task gives themselves more time; it may let the `assignee`. */
function mayAmend(plan: Plan, task: TaskState, { due }: Of<'amend'>, actor: Actor): Refusal | null {
  const declared = plan.definition.permissions?.amend;
  const isOwn = isMine(task, actor) || task.delegatedBy === actor.id;
  if (isOwn && declared?.includes('assignee')) return null;
  if (!isAllowed(plan, 'amend', actor)) return { code: 'FORBIDDEN' };
  const isFree = actor.holds.some((role) => ['requester', 'admin'].includes(role));
  const isLater = due !== undefined && task.due !== null && due > task.due;
  return isOwn && isLater && !declared && !isFree ? { code: 'OWN_DEADLINE' } : null;
}

function refuseInstance(
  plan: Plan,
  state: ProcessState,
  command: InstanceCommand,
  actor: Actor | null,
  now: Instant,
): Refusal | null {
  if (actor && !isAllowed(plan, command.op, actor)) return { code: 'FORBIDDEN' };
  switch (command.op) {
    case 'hold':
      if (state.held) return { code: 'PROCESS_HELD' };
      return isPast(state, command.until, now) ? { code: 'UNTIL_IN_PAST' } : null;
    case 'resume':
      if (state.held?.cause) return { code: 'HOLD_HAS_A_CAUSE', details: { cause: state.held.cause } };
      return state.held ? null : { code: 'PROCESS_NOT_HELD' };
    case 'jump':
      return stageOf(plan, command.stage) ? null : { code: 'STAGE_NOT_FOUND' };
    case 'reopen':
      return command.stage === undefined || stageOf(plan, command.stage) ? null : { code: 'STAGE_NOT_FOUND' };
    case 'skip':
      return refuseSkip(plan, state, command.step);
    case 'open':
      return state.held ? { code: 'PROCESS_HELD' } : refuseOpen(plan, state, command.step, actor, now);
    case 'retry':
      return refuseRetry(state, command.incident);
    case 'migrate':
      return refuseMigration(plan, state, command);
    case 'cancel':
      return null;
  }
}

function refuseMigration(
  plan: Plan,
  state: ProcessState,
  command: Extract<Command, { op: 'migrate' }>,
): Refusal | null {
  const { plan: to } = command;
  const { key, version } = plan.definition;
  if (to.definition.key !== key || to.definition.entity !== plan.definition.entity)
    return { code: 'MIGRATION_REFUSED', details: { reason: 'OTHER_PROCESS' } };
  if (to.definition.version === version) return { code: 'ALREADY_ON_VERSION', details: { version } };
  const reasons = obstacles(plan, to, state, rulesOf(command, version));
  return reasons.length === 0
    ? null
    : { code: 'MIGRATION_REFUSED', details: { reasons: reasons.map((reason) => ({ ...reason })) } };
}

function refuseSkip(plan: Plan, state: ProcessState, reference: string): Refusal | null {
  const run = activeRun(plan, state, reference);
  if (!run) return { code: 'STEP_NOT_FOUND' };
  return run.status === 'pending' || run.status === 'open' ? null : { code: 'STEP_ALREADY_DONE' };
}

function refuseOpen(
  plan: Plan,
  state: ProcessState,
  reference: string,
  actor: Actor | null,
  now: Instant,
): Refusal | null {
  const run = activeRun(plan, state, reference);
  const step = stepOf(plan, `${state.stage}/${reference}`)?.step ?? stepOf(plan, reference)?.step;
  if (!run || !step) return { code: 'STEP_NOT_FOUND' };
  if (!step.manual) return { code: 'STEP_NOT_MANUAL' };
  if (run.status === 'open') return { code: 'STEP_ALREADY_OPEN' };
  if (run.run >= (step.repeat?.max ?? 1)) return { code: 'REPEAT_EXHAUSTED' };
  return mayOpen(plan, state, state.stage ?? '', step, now, actor) ? null : { code: 'STEP_NOT_READY' };
}

function refuseRetry(state: ProcessState, incident: string | undefined): Refusal | null {
  const found =
    incident === undefined
      ? Object.keys(state.incidents).length > 0
      : state.incidents[incident] !== undefined;
  return found ? null : { code: 'INCIDENT_NOT_FOUND' };
}

/** The run of a step in the active stage. */
function activeRun(plan: Plan, state: ProcessState, reference: string) {
  const found = stepOf(plan, `${state.stage}/${reference}`) ?? stepOf(plan, reference);
  return found && found.stage.id === state.stage
    ? state.stages[found.stage.id]?.steps[found.step.id]
    : undefined;
}

/** The definition's list counts alone where there is one; the administrator may always. */
function isAllowed(plan: Plan, op: string, actor: Actor): boolean {
  const declared = plan.definition.permissions?.[op];
  const defaults = new Map(Object.entries(DEFAULTS)).get(op) ?? LEADERS;
  const allowed = [...(declared ?? defaults), 'admin'];
  return actor.holds.some((role) => allowed.includes(role));
}

function isMine(task: TaskState, actor: Actor): boolean {
  return task.assignee === actor.id || (task.onBehalfOf === actor.id && task.assignee !== null);
}

/** A task in a queue is free to whoever serves the queue, unless they declined it, or leads; candidates may take theirs. */
function mayClaim(task: TaskState, actor: Actor): boolean {
  if (task.candidates.includes(actor.id)) return true;
  const serves = task.queue !== null && actor.queues?.includes(task.queue);
  if (serves && !task.declined?.includes(actor.id)) return true;
  return task.queue !== null && actor.holds.some((role) => LEADERS.includes(role));
}

function isRequester(plan: Plan, state: ProcessState, task: TaskState, actor: Actor): boolean {
  const found = stepOf(plan, `${task.stage}/${task.step}`);
  if (!found || found.step.kind !== 'approval') return false;
  return requesters(state, found.stage, found.step).includes(actor.id);
}

function isTaskCommand(command: Command): command is TaskCommand {
  return TASK_OPERATIONS.some((op) => op === command.op);
}
