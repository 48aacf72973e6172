import { emit, type Draft } from '../draft';
import { slaOf, stepOf } from '../plan';
import { dropRungs, dueRequest } from '../tasks';
import type { Command } from '../commands';
import type { TaskState } from '../types';

/**
 * Gives an open task another due, another priority, or both. Another due is a new due version, whose rungs fire once
 * each; one that would lie before this moment never does. Holds after it add their time as ever.
 */
export function amendTask(
  draft: Draft,
  task: TaskState,
  { due, priority, reason }: Extract<Command, { op: 'amend' }>,
): void {
  const was = {
    ...(due !== undefined && { due: task.due }),
    ...(priority !== undefined && { priority: task.priority }),
  };
  if (due !== undefined) {
    dropRungs(draft, task.id);
    task.fired = [];
    task.dueVersion += 1;
  }
  const set = {
    ...(due !== undefined && { due, dueSet: due, dueVersion: task.dueVersion }),
    ...(priority !== undefined && { priority }),
  };
  Object.assign(task, set);
  const by = draft.actor?.id ?? null;
  emit(draft, { type: 'updateTask', taskId: task.id, set, by, reason, event: 'amended', was });
  const step = stepOf(draft.plan, `${task.stage}/${task.step}`)?.step;
  const sla = step && 'sla' in step ? slaOf(draft.plan, step.sla) : null;
  const request = due === undefined ? null : dueRequest(draft, task, sla);
  if (request) emit(draft, { type: 'computeDeadlines', request });
}
