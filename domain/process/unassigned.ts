import { clearIncident, emit, raise, type Draft } from './draft';
import { ownerOf, recipientsOf, seekersOf, soughtOf } from './people';
import { stepOf } from './plan';
import type { Recipient, Sought } from './requests';
import type { Settlement } from './settlement';
import { requesters, seekersOfSlot } from './steps/approval';
import { isOpen } from './tasks';
import type { Incident, TaskState } from './types';

/** Nobody was eligible: the task lies in its queue, whoever is named is told, and the case has an incident until somebody has it. */
export function noteUnassigned(draft: Draft, { unassigned = [] }: Settlement): void {
  for (const id of unassigned) {
    const task = draft.state.tasks[id];
    if (!task || !isOpen(task) || task.assignee) continue;
    const { stage, step, queue } = task;
    raise(draft, {
      id: incidentOf(id),
      code: 'NOBODY_ELIGIBLE',
      stage,
      step,
      message: 'Nobody is eligible for this task',
      values: { task: id, queue, sought: JSON.stringify(sought(draft, task).seekers).slice(0, 1_000) },
      retry: 'assignment',
    });
    // Who looks again in vain need not be told a second time.
    if (!task.inQueueSince) tellNobodyFound(draft, task);
    if (draft.state.semantics >= 4) task.inQueueSince ??= draft.now;
  }
}

/** Looks for somebody once more. */
export function askAgain(draft: Draft, { values = {} }: Incident): void {
  const task = draft.state.tasks[String(values.task)];
  if (!task || !isOpen(task) || task.assignee) return;
  askOthers(draft, task, 'retry');
}

/** Asks the commit for whom the step means, without those who did not take it. */
export function askOthers(draft: Draft, task: TaskState, reason: string): void {
  emit(draft, {
    type: 'reassignTask',
    taskId: task.id,
    ...sought(draft, task),
    ...(task.declined && { declined: task.declined }),
    resetClock: false,
    deadlines: null,
    reason,
    by: draft.actor?.id ?? null,
  });
}

/** Closes the incidents of tasks that somebody has by now, or nobody needs any more. */
export function forgetAssigned(draft: Draft): void {
  for (const task of Object.values(draft.state.tasks)) if (task.assignee) delete task.inQueueSince;
  for (const { id, retry, values } of Object.values(draft.state.incidents)) {
    if (retry !== 'assignment') continue;
    const task = draft.state.tasks[String(values?.task)];
    if (!task || !isOpen(task) || task.assignee) clearIncident(draft, id);
  }
}

/** Whom the step means, and who must not get it because they asked. */
export function sought(
  { plan, state }: Pick<Draft, 'plan' | 'state'>,
  task: TaskState,
): { seekers: Sought[]; exclude: string[] } {
  const found = stepOf(plan, `${task.stage}/${task.step}`);
  if (found?.step.kind === 'human')
    return { seekers: soughtOf(plan, state, found.step.assign, task), exclude: [] };
  if (found?.step.kind !== 'approval') return { seekers: [], exclude: [] };
  return {
    seekers: seekersOfSlot(plan, state, found.step, task.slot ?? 0),
    exclude: requesters(state, found.stage, found.step),
  };
}

function tellNobodyFound(draft: Draft, task: TaskState): void {
  const recipients = recipientsOfNone(draft, task);
  if (!recipients) return;
  emit(draft, { type: 'notify', recipients, template: null, taskId: task.id, event: 'unassigned' });
}

/** Whom `ifNone` names; else whoever leads, or else who answers for the case. */
function recipientsOfNone({ plan, state }: Draft, task: TaskState): Recipient[] | null {
  const roles = plan.definition.assignment?.ifNone?.notify;
  if (roles) return recipientsOf(plan, state, roles, [task]);
  if (state.semantics < 4) return null;
  const manager = plan.definition.roles?.manager ? seekersOf(plan, state, 'manager') : [];
  return [{ role: 'manager', seekers: [...manager, ...ownerOf(plan, state)] }];
}

function incidentOf(taskId: string): string {
  return `assignment:${taskId}`;
}
