import type { ApprovalStep, HumanStep } from '../../generated/process';
import { applySet } from '../assignments';
import { followClocks } from '../caseClocks';
import type { Draft } from '../draft';
import { giveTo } from '../handOver';
import { stepOf } from '../plan';
import { goOn } from '../recount';
import { visitOf } from '../runs';
import { answer, decisionsOf, logDecision } from '../steps/approval';
import { complete, type StepVisit } from '../steps/kind';
import { closeTask, updateTask, withdrawTasks } from '../tasks';
import { askOthers, sought } from '../unassigned';
import type { Command } from '../commands';
import type { Instant, JsonObject, TaskState } from '../types';
import { isSpent, rejected } from './reject';

type Of<Op extends Command['op']> = Extract<Command, { op: Op }>;

export function completeTask(draft: Draft, task: TaskState, command: Of<'complete'>): void {
  const at = visitOfTask(draft, task);
  const out: JsonObject = { ...command.with, ...(command.outcome ? { outcome: command.outcome } : {}) };
  const by = actorOr(draft, task);
  closeTask(draft, task, 'complete', out, by);
  complete(draft, at, out, by);
  setFromForm(draft, at, out);
}

export function decide(draft: Draft, task: TaskState, command: Of<'approve' | 'reject'>): void {
  // The task's kind is approval, so its step is.
  const at = visitOfTask(draft, task) as StepVisit<ApprovalStep>;
  const by = actorOr(draft, task);
  const out: JsonObject = {
    ...command.with,
    approved: command.op === 'approve',
    by: by ?? '',
    ...(command.reason ? { reason: command.reason } : {}),
  };
  task.decision = command.op === 'approve' ? 'approved' : 'rejected';
  closeTask(draft, task, 'complete', out, by, command.reason);
  const result = answer(draft, at, task, out);
  if (result === 'open') return;
  withdrawTasks(draft, at.stage.id, at.step.id, 'decided');
  logDecision(draft, at, result);
  if (result === 'rejected' && isSpent(draft, at)) return;
  complete(
    draft,
    at,
    {
      approved: result === 'approved',
      decisions: decisionsOf(at),
      ...(command.reason ? { reason: command.reason } : {}),
    },
    by,
  );
  if (result === 'approved') setFromForm(draft, at, out);
  else rejected(draft, at, command.reason ?? '');
}

export function closeByPerson(draft: Draft, task: TaskState, reason: string): void {
  const at = visitOfTask(draft, task);
  closeTask(draft, task, 'close', null, actorOr(draft, task), reason);
  if (task.kind === 'approval') withdrawTasks(draft, task.stage, task.step, reason);
  Object.assign(at.state, { status: 'withdrawn', at: draft.now });
}

export function waitTask(draft: Draft, task: TaskState, command: Of<'wait'>): void {
  // Whoever waits for something else has waited since the beginning, and not for the first thing any more.
  const isOther = task.status === 'wait' && draft.state.semantics >= 5;
  const set = {
    status: 'wait' as const,
    waitUntil: command.until ?? null,
    waitEvent: command.event ?? null,
    waitSince: (isOther && task.waitSince) || draft.now,
  };
  updateTask(draft, task, set, 'waiting', command.reason);
  const id = `taskWait:${task.id}`;
  if (isOther) delete draft.state.deadlines[id];
  if (command.until === undefined) return;
  draft.state.deadlines[id] = {
    id,
    kind: 'taskWait',
    at: command.until,
    subject: task.id,
    clock: 'calendar',
  };
}

/** The clock that stood still goes on: its deadlines move by the time it stood; `at`: when it woke, where that comes late. */
export function wake(draft: Draft, task: TaskState, reason: string, at: Instant = draft.now): void {
  const since = task.waitSince ?? draft.now;
  const until = draft.state.semantics < 4 ? draft.now : Math.max(since, at);
  delete draft.state.deadlines[`taskWait:${task.id}`];
  updateTask(
    draft,
    task,
    { status: 'execute', waitUntil: null, waitEvent: null, waitSince: null },
    'woken',
    reason,
  );
  if (until < draft.now) followClocks(draft, until);
  const subjects = [task.id, `${task.stage}/${task.step}`];
  goOn(draft, 'waiting', [since, until], (subject) => subjects.includes(subject));
}

export function reassignTask(draft: Draft, task: TaskState, command: Of<'reassign'>): void {
  if (draft.state.semantics < 4) task.delegatedBy = null;
  giveTo(
    draft,
    task,
    [{ by: 'person', id: command.to }],
    command.resetClock ?? false,
    command.reason ?? 'reassigned',
  );
}

/** It is done on behalf of whoever delegated it, or still of whom that person stands in for. */
export function delegateTask(draft: Draft, task: TaskState, command: Of<'delegate'>): void {
  const from = task.delegatedBy ?? task.assignee;
  const set = {
    delegatedBy: from,
    assignee: command.to,
    ...(draft.state.semantics >= 4 && { onBehalfOf: task.onBehalfOf ?? from }),
    candidates: [],
    queue: null,
  };
  updateTask(draft, task, set, 'delegated', command.reason);
}

export function returnTask(draft: Draft, task: TaskState, reason?: string): void {
  const set = { assignee: task.delegatedBy ?? null, delegatedBy: null, ...withoutDelegation(draft, task) };
  updateTask(draft, task, set, 'returned', reason);
}

/** On whose behalf it is done once it is not delegated any more: a deputy still stands in. */
function withoutDelegation({ state }: Draft, { onBehalfOf, delegatedBy }: TaskState): { onBehalfOf?: null } {
  return state.semantics >= 4 && onBehalfOf === delegatedBy ? { onBehalfOf: null } : {};
}

export function claimTask(draft: Draft, task: TaskState): void {
  updateTask(draft, task, { assignee: draft.actor?.id ?? task.candidates[0] ?? null }, 'claimed');
}

/** Back to its group: whoever serves it may claim the task. Cases from before semantics 3 knew only who gave it back. */
export function unclaimTask(draft: Draft, task: TaskState): void {
  if (task.status === 'wait' && draft.state.semantics >= 4) wake(draft, task, 'unclaimed');
  const candidates = task.candidates.length > 0 ? task.candidates : task.assignee ? [task.assignee] : [];
  const queue = task.queue ?? (draft.state.semantics < 3 ? null : groupOf(draft, task));
  const own = draft.state.semantics < 4 ? {} : { onBehalfOf: null, delegatedBy: null };
  updateTask(draft, task, { assignee: null, ...own, candidates, queue, status: 'prepare' }, 'unclaimed');
}

/** The group that a task's step means. */
export function groupOf(at: Pick<Draft, 'plan' | 'state'>, task: TaskState): string | null {
  const groups = sought(at, task).seekers.flatMap((seeker) => (seeker.by === 'pool' ? [seeker.group] : []));
  return groups[0] ?? null;
}

/** Whoever declined is not asked again by the step; a person may still give it to them. A delegated task goes back. */
export function declineTask(draft: Draft, task: TaskState, reason: string): void {
  if (task.delegatedBy) return returnTask(draft, task, reason);
  if (task.status === 'wait') wake(draft, task, 'declined');
  const declined = [...new Set([...(task.declined ?? []), ...(task.assignee ? [task.assignee] : [])])];
  const nobody = { assignee: null, onBehalfOf: null, candidates: [], queue: null };
  updateTask(draft, task, { ...nobody, declined, status: 'prepare' }, 'declined', reason);
  askOthers(draft, task, 'declined');
}

function setFromForm(draft: Draft, at: StepVisit, form: JsonObject): void {
  const place = {
    id: `set:${at.stage.id}/${at.step.id}`,
    stage: at.stage.id,
    step: at.step.id,
    pointer: '/set',
  };
  applySet(draft, at.step.set, place, { form });
}

function visitOfTask(draft: Draft, task: TaskState): StepVisit<HumanStep | ApprovalStep> {
  const found = stepOf(draft.plan, `${task.stage}/${task.step}`);
  // `refuse` lets nobody act on a task whose step is not in the definition.
  if (!found) throw new Error(`No step ${task.stage}/${task.step}`);
  // Only these kinds of steps open tasks.
  return visitOf(draft, found.stage, found.step as HumanStep | ApprovalStep);
}

function actorOr(draft: Draft, task: TaskState): string | null {
  return draft.actor?.id ?? task.assignee;
}
