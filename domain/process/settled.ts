import { emit, type Draft } from './draft';
import { recipientsOf } from './people';
import { stageOf, stepOf } from './plan';
import { isOpen } from './tasks';
import { visitOf } from './runs';
import type { Deadline, Settlement } from './types';
import { advance } from './advance';

/** Takes in the people and instants that the commit found for earlier effects. */
export function onSettled(draft: Draft, settlement: Settlement): void {
  for (const [id, found] of Object.entries(settlement.tasks)) {
    const task = draft.state.tasks[id];
    if (task && isOpen(task)) Object.assign(task, found);
  }
  for (const [id, due] of Object.entries(settlement.dues ?? {})) {
    const task = draft.state.tasks[id];
    if (task && isOpen(task)) task.due = due;
  }
  for (const [id, deadline] of Object.entries(settlement.deadlines)) {
    if (deadline && stillMatters(draft, deadline)) draft.state.deadlines[id] = deadline;
  }
  for (const id of settlement.unassigned ?? []) tellNobodyFound(draft, id);
  if (settlement.targets) {
    // Another step may watch other fields of the same record.
    for (const [key, target] of Object.entries(settlement.targets))
      draft.state.targets[key] = { ...draft.state.targets[key], ...target };
    advance(draft);
  }
}

function stillMatters(draft: Draft, deadline: Deadline): boolean {
  const task = draft.state.tasks[deadline.subject];
  if (task)
    return (
      isOpen(task) &&
      (deadline.dueVersion ?? task.dueVersion) === task.dueVersion &&
      !task.fired.includes(deadline.rung ?? '-')
    );
  const stage = stageOf(draft.plan, deadline.subject);
  if (stage) return draft.state.stage === stage.id && draft.state.stages[stage.id]?.status === 'active';
  const found = stepOf(draft.plan, deadline.subject);
  return found !== undefined && visitOf(draft, found.stage, found.step).state.status === 'open';
}

/** Nobody was eligible: the task lies in the queue, and whoever is named is told. */
function tellNobodyFound(draft: Draft, taskId: string): void {
  const roles = draft.plan.definition.assignment?.ifNone?.notify;
  if (!roles) return;
  const recipients = recipientsOf(draft.plan, draft.state, roles, draft.state.tasks[taskId]);
  emit(draft, { type: 'notify', recipients, template: null, taskId, event: 'unassigned' });
}
