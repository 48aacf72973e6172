import { addBusinessMillis, addDuration, businessMillis } from '../calendar/business';
import { instantOf, localDate } from '../calendar/days';
import type { Calendar } from '../calendar/types';
import { pick, type Workload } from './assign';
import type { Directory } from './directory';
import type { DeadlineRequest, Seeker } from './requests';
import type { Deadline, Effect, Instant, Plan, ProcessState, Settlement } from './types';

export interface SettleInput {
  plan: Plan;
  /** The state after the transition whose effects these are. */
  state: ProcessState;
  effects: Effect[];
  directory: Directory;
  workload: Workload;
  now: Instant;
}

/** Where the calendar gives no zone. */
const DEFAULT_ZONE = 'Asia/Shanghai';

/**
 * Answers what a transition asked: who gets each task and when each deadline is. Pure; `workload` is changed, so that
 * several picks in a row go round. The running system calls it inside the commit, the simulator on a scenario's people.
 */
export function settle(input: SettleInput): Settlement {
  const settlement: Settlement = { tasks: {}, deadlines: {} };
  for (const effect of input.effects) settleEffect(input, effect, settlement);
  return settlement;
}

export function isEmpty(settlement: Settlement): boolean {
  const { tasks, deadlines, dues = {}, unassigned = [], targets = {} } = settlement;
  return [tasks, deadlines, dues, unassigned, targets].every((part) => Object.keys(part).length === 0);
}

function settleEffect(input: SettleInput, effect: Effect, settlement: Settlement): void {
  switch (effect.type) {
    case 'openTask':
      assign(input, settlement, effect.task.id, effect.seekers, effect.exclude);
      if (effect.deadlines) answer(input, settlement, effect.deadlines);
      return;
    case 'reassignTask':
      reassign(input, settlement, effect);
      if (effect.deadlines) answer(input, settlement, effect.deadlines);
      return;
    case 'computeDeadlines':
      return answer(input, settlement, effect.request);
    case 'shiftDeadlines':
      return shift(input, settlement, effect);
    default:
  }
}

function assign(
  input: SettleInput,
  settlement: Settlement,
  taskId: string,
  seekers: Seeker[],
  exclude: string[],
): void {
  const { plan, state, directory, workload } = input;
  const rules = plan.definition.assignment;
  const today = localDate(zoneOf(plan), input.now);
  const { pool, ...found } = pick(
    { seekers, exclude, rules, today, entity: state.entity, vars: state.vars },
    directory,
    workload,
  );
  if (pool) workload.cursors[pool] = found.assignee;
  if (found.assignee) workload.open[found.assignee] = (workload.open[found.assignee] ?? 0) + 1;
  else (settlement.unassigned ??= []).push(taskId);
  settlement.tasks[taskId] = { ...settlement.tasks[taskId], ...found };
}

/** Where nobody is found the task stays with whom it has. */
function reassign(
  input: SettleInput,
  settlement: Settlement,
  effect: Extract<Effect, { type: 'reassignTask' }>,
): void {
  const { plan, state, directory, workload } = input;
  const today = localDate(zoneOf(plan), input.now);
  const request = {
    seekers: effect.seekers,
    exclude: [],
    rules: plan.definition.assignment,
    today,
    entity: state.entity,
    vars: state.vars,
  };
  const { pool, ...found } = pick(request, directory, workload);
  if (pool) workload.cursors[pool] = found.assignee;
  if (found.assignee) settlement.tasks[effect.taskId] = { ...settlement.tasks[effect.taskId], ...found };
}

function answer(input: SettleInput, settlement: Settlement, request: DeadlineRequest): void {
  const { plan } = input;
  const due = dueOf(plan, request);
  const task = input.state.tasks[request.subject];
  if (due !== null && task) {
    const known = settlement.tasks[task.id] ?? {
      assignee: task.assignee,
      onBehalfOf: task.onBehalfOf,
      candidates: task.candidates,
      queue: task.queue,
    };
    settlement.tasks[task.id] = { ...known, due, dueVersion: request.dueVersion ?? task.dueVersion };
  }
  for (const item of request.items) {
    const from = item.from === 'due' ? (due ?? request.from) : request.from;
    settlement.deadlines[item.id] = {
      id: item.id,
      kind: item.kind,
      at:
        item.at === undefined
          ? moved(plan, from, item.after ?? 'PT0S', request.clock)
          : instantAt(plan, item.at),
      subject: request.subject,
      clock: request.clock,
      ...(item.rung === undefined ? {} : { rung: item.rung }),
      ...(request.dueVersion === undefined ? {} : { dueVersion: request.dueVersion }),
      ...(request.pause?.length ? { pause: request.pause } : {}),
    };
  }
}

function dueOf(plan: Plan, request: DeadlineRequest): Instant | null {
  if (request.dueAt !== undefined) return instantAt(plan, request.dueAt);
  return request.due === undefined ? null : moved(plan, request.from, request.due, request.clock);
}

/** Each deadline by the time its own clock stood; a task's due moves with its rungs. */
function shift(
  input: SettleInput,
  settlement: Settlement,
  effect: Extract<Effect, { type: 'shiftDeadlines' }>,
): void {
  for (const id of effect.deadlines) {
    const deadline = input.state.deadlines[id];
    if (!deadline) continue;
    settlement.deadlines[id] = { ...deadline, at: shifted(input.plan, deadline, deadline.at, effect) };
    const task = input.state.tasks[deadline.subject];
    if (task?.due != null)
      (settlement.dues ??= {})[task.id] = shifted(input.plan, deadline, task.due, effect);
  }
}

function shifted(
  plan: Plan,
  { clock }: Deadline,
  at: Instant,
  { from, to }: { from: Instant; to: Instant },
): Instant {
  const { calendar } = plan;
  if (clock === 'calendar' || !calendar) return at + (to - from);
  return addBusinessMillis(calendar, at, businessMillis(calendar, from, to));
}

/** A calendar without working time has no business clock; the linter refuses it, and an old one goes by the calendar. */
function moved(plan: Plan, from: Instant, after: string, clock: Deadline['clock']): Instant {
  try {
    return addDuration(plan.calendar, zoneOf(plan), from, after, clock);
  } catch {
    return addDuration(null, zoneOf(plan), from, 'PT0S', 'calendar');
  }
}

/** An instant with an offset, or a date, which begins at midnight in the calendar's zone. */
function instantAt(plan: Plan, text: string): Instant {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? instantOf(zoneOf(plan), text, 0) : Date.parse(text);
  return Number.isNaN(at) ? 0 : at;
}

export function zoneOf(plan: { calendar: Calendar | null }): string {
  return plan.calendar?.timezone ?? DEFAULT_ZONE;
}
