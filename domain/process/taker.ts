import { pick } from './assign';
import type { Command } from './commands';
import { localDate } from '../calendar/offsets';
import type { Directory } from './directory';
import { whyPassed } from './explainPerson';
import type { Passed } from './finding';
import { zoneOf } from './settle';
import { findTask } from './tasks';
import type { Instant, Plan, ProcessState } from './types';
import { sought } from './unassigned';

export type Giving = Extract<Command, { op: 'reassign' | 'delegate' }>;

/** Who gives it, when, and how many open tasks each has, which counts only where `belowCapacity` is asked for. */
interface Occasion {
  by: string | undefined;
  now: Instant;
  open: Record<string, number>;
}

/** Why it cannot be given, and who was passed over, also as a sentence. */
export interface Untaken {
  code: 'PERSON_UNAVAILABLE' | 'ALREADY_THEIRS' | 'SELF_APPROVAL';
  passed: Passed[];
  message: { 'zh-CN': string; en: string } | null;
}

export function isGiving(command: Command): command is Giving {
  return command.op === 'reassign' || command.op === 'delegate';
}

/**
 * Why a task cannot be given to the person whom a command names, or null. What `refuse` does not know: who is there. A
 * delegated task is done by that very person; a reassigned one may go to the deputy. Asked before the command is sent, not
 * by the workflow, which does not know the staff.
 */
export function refuseTaker(
  plan: Plan,
  state: ProcessState,
  command: Giving,
  directory: Directory,
  { by, now, open }: Occasion,
): Untaken | null {
  const task = findTask(plan, state, command, by);
  if (!task) return null;
  const rules = plan.definition.assignment;
  const isDelegation = command.op === 'delegate';
  const request = {
    seekers: [{ by: 'person' as const, id: command.to }],
    exclude: sought({ plan, state }, task).exclude,
    rules: isDelegation ? { ...rules, substitute: 'none' as const } : rules,
    today: localDate(zoneOf(plan), now),
    entity: state.entity,
    vars: state.vars,
  };
  const { assignee, onBehalfOf, tried } = pick(request, directory, { open, cursors: {}, last: {} });
  // An approval goes up past whoever asked for it; a delegation is to that very person.
  if (isDelegation && assignee !== null && assignee !== command.to) return untaken('SELF_APPROVAL');
  if (assignee === null) return unavailable(tried[0]?.passed ?? [], directory);
  if (isDelegation) return task.assignee === assignee ? untaken('ALREADY_THEIRS') : null;
  const isSame = task.assignee === assignee && task.onBehalfOf === onBehalfOf && !task.delegatedBy;
  // named was whoever asked for the approval, and going up from there it is where it is
  if (isSame && request.exclude.includes(command.to)) return untaken('SELF_APPROVAL');
  return isSame && !command.resetClock ? untaken('ALREADY_THEIRS') : null;
}

function untaken(code: Untaken['code']): Untaken {
  return { code, passed: [], message: null };
}

function unavailable(passed: Passed[], { byId }: Directory): Untaken {
  const message = whyPassed(passed, (id) => byId.get(id)?.name ?? id);
  return { code: 'PERSON_UNAVAILABLE', passed, message };
}
