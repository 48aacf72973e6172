import { clockRunOf } from './clock';
import { raise, type Draft } from './draft';
import { stageOf, stepOf } from './plan';
import { isOpen } from './tasks';
import { visitOf } from './runs';
import type { Settlement } from './settlement';
import type { Deadline, ProcessState, TaskState } from './types';
import { advance } from './advance';
import { startFailed } from './events';
import { noteUnassigned } from './unassigned';

/** Takes in the people and instants that the commit found for earlier effects. */
export function onSettled(draft: Draft, settlement: Settlement): void {
  for (const [id, found] of Object.entries(settlement.tasks)) {
    const task = draft.state.tasks[id];
    if (task && isOpen(task)) Object.assign(task, found, delegationAfter(draft.state, task, found));
  }
  for (const [id, due] of Object.entries(settlement.dues ?? {})) {
    const task = draft.state.tasks[id];
    if (task && isOpen(task)) task.due = due;
    const clock = clockRunOf(draft.state, id);
    if (clock) clock.due = due;
  }
  for (const [id, deadline] of Object.entries(settlement.deadlines)) {
    if (deadline && stillMatters(draft, deadline)) draft.state.deadlines[id] = deadline;
  }
  noteUnassigned(draft, settlement);
  for (const failed of settlement.failed ?? []) startFailed(draft, failed);
  for (const incident of settlement.incidents ?? []) raise(draft, incident);
  if (settlement.targets) {
    // Another step may watch other fields of the same record.
    for (const [key, target] of Object.entries(settlement.targets))
      draft.state.targets[key] = { ...draft.state.targets[key], ...target };
    advance(draft);
  }
}

/** Who delegated a task until now: a task that others are given is theirs. Cases from before semantics 4 said so themselves. */
export function delegationAfter(
  { semantics }: ProcessState,
  task: TaskState,
  found: Settlement['tasks'][string],
): Pick<TaskState, 'delegatedBy'> {
  const isSame = found.assignee === task.assignee && found.onBehalfOf === task.onBehalfOf;
  if (!task.delegatedBy || isSame || semantics < 4) return {};
  return { delegatedBy: null };
}

function stillMatters(draft: Draft, deadline: Deadline): boolean {
  const task = draft.state.tasks[deadline.subject];
  if (task)
    return (
      isOpen(task) &&
      (deadline.dueVersion ?? task.dueVersion) === task.dueVersion &&
      !task.fired.includes(deadline.rung ?? '-')
    );
  const clock = clockRunOf(draft.state, deadline.subject);
  if (clock)
    return (
      clock.status === 'running' &&
      deadline.dueVersion === clock.run &&
      !clock.fired.includes(deadline.rung ?? '-')
    );
  const stage = stageOf(draft.plan, deadline.subject);
  if (stage) return draft.state.stage === stage.id && draft.state.stages[stage.id]?.status === 'active';
  const found = stepOf(draft.plan, deadline.subject);
  return found !== undefined && visitOf(draft, found.stage, found.step).state.status === 'open';
}
