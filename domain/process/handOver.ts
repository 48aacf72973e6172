import { emit, log, type Draft } from './draft';
import type { Occasion } from './effects';
import { ownerOf } from './people';
import { slaOf, stepOf } from './plan';
import type { Seeker, Sought } from './requests';
import { dropRungs, dueRequest, isOpen } from './tasks';
import type { TaskState } from './types';
import { sought } from './unassigned';

/**
 * Each task at hand goes to its assignee's manager; a further rung goes one higher, because the manager is the assignee by
 * then. Where nobody has one, the manager of the case's owner is told, and the next time theirs.
 */
export function escalate(draft: Draft, occasion: Occasion): void {
  const open = (occasion.tasks ?? []).filter(isOpen);
  const held = open.filter((task) => task.assignee ?? task.onBehalfOf);
  if (draft.state.semantics < 4) return open.forEach((task) => escalateTask(draft, task, occasion.reason));
  for (const task of held) escalateTask(draft, task, occasion.reason);
  if (held.length === 0) tellAbove(draft, occasion);
}

function escalateTask(draft: Draft, task: TaskState, reason: string): void {
  task.escalation += 1;
  const person = task.assignee ?? task.onBehalfOf;
  if (!person) return log(draft, 'escalationWithoutAssignee', { stage: task.stage, step: task.step });
  emit(draft, {
    type: 'updateTask',
    taskId: task.id,
    set: { escalation: task.escalation },
    by: null,
    event: 'escalated',
  });
  giveTo(draft, task, [managerOf(person, task)], false, reason);
}

/** Who is above the owner by as many levels as this has come to, or else as high as there is anybody. */
function tellAbove(draft: Draft, { counter = {}, stage, tasks, isOfMany, reason, clock }: Occasion): void {
  counter.escalation = (counter.escalation ?? 0) + 1;
  const seekers: Seeker[] = [];
  for (let level = 0, below = ownerOf(draft.plan, draft.state); level < counter.escalation; level++) {
    below = below.length > 0 ? [{ by: 'managerOf', of: below }] : [];
    seekers.unshift(...below);
  }
  if (seekers.length === 0) return log(draft, 'escalationWithoutAssignee', stage ? { stage: stage.id } : {});
  emit(draft, {
    type: 'notify',
    recipients: [{ role: 'escalate', seekers }],
    template: null,
    taskId: isOfMany ? null : (tasks?.[0]?.id ?? null),
    event: reason,
    ...(clock && { clock }),
  });
}

function managerOf(person: string, task: TaskState): Sought {
  const source = { role: null, by: 'managerOf' as const, ref: task.id };
  return { by: 'managerOf', of: [{ by: 'person', id: person }], source };
}

/** Asks the commit for another person; a fresh clock starts a new due version, whose rungs may fire again. */
export function giveTo(
  draft: Draft,
  task: TaskState,
  seekers: Sought[],
  resetClock: boolean,
  reason: string,
): void {
  const step = stepOf(draft.plan, `${task.stage}/${task.step}`)?.step;
  const sla =
    step && (step.kind === 'human' || step.kind === 'approval') ? slaOf(draft.plan, step.sla) : null;
  if (resetClock) {
    task.dueVersion += 1;
    task.fired = [];
    task.dueSet = null;
    delete draft.state.clocks?.[task.id];
    dropRungs(draft, task.id);
  }
  emit(draft, {
    type: 'reassignTask',
    taskId: task.id,
    seekers,
    exclude: sought(draft, task).exclude,
    resetClock,
    deadlines: resetClock ? dueRequest(draft, task, sla) : null,
    reason,
    by: draft.actor?.id ?? null,
  });
}
