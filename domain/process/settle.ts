import { addBusinessMillis, addDuration, businessMillis, nextOpening } from '../calendar/business';
import { instantOf } from '../calendar/days';
import { localDate } from '../calendar/offsets';
import type { Calendar } from '../calendar/types';
import type { Clock } from '../generated/process';
import { pick, type Pick, type Workload } from './assign';
import { deadlineOf } from './brief';
import { calendarOfClock } from './calendars';
import { clockRunOf } from './clock';
import type { Directory } from './directory';
import type { Found, Trial } from './finding';
import type { DeadlineRequest, RunningClock } from './requests';
import type { Settlement } from './settlement';
import type { Effect } from './effectTypes';
import type { Instant, Plan, ProcessState } from './types';

export interface SettleInput {
  plan: Plan;
  /** The state after the transition whose effects these are. */
  state: ProcessState;
  effects: Effect[];
  directory: Directory;
  workload: Workload;
  now: Instant;
  /** Is told how the person of each task was found; it is for people to read, so the state does not carry it. */
  tell?: (effectId: string, found: Found) => void;
}

/** What a duration is counted by. */
interface ByCalendar {
  clock: Clock;
  calendar?: string;
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
  const {
    tasks,
    deadlines,
    dues = {},
    targets = {},
    unassigned = [],
    failed = [],
    incidents = [],
  } = settlement;
  return [tasks, deadlines, dues, targets, unassigned, failed, incidents].every(
    (part) => Object.keys(part).length === 0,
  );
}

function settleEffect(input: SettleInput, effect: Effect, settlement: Settlement): void {
  switch (effect.type) {
    case 'openTask':
      assign(input, settlement, effect);
      if (effect.deadlines) answer(input, settlement, effect.deadlines);
      return;
    case 'reassignTask':
      reassign(input, settlement, effect);
      if (effect.deadlines) answer(input, settlement, effect.deadlines);
      return;
    case 'computeDeadlines':
      return answer(input, settlement, effect.request, effect.stood);
    case 'shiftDeadlines':
      return shift(input, settlement, effect);
    default:
  }
}

function assign(
  input: SettleInput,
  settlement: Settlement,
  { id, task, seekers, exclude }: Extract<Effect, { type: 'openTask' }>,
): void {
  const { plan, state, directory, workload } = input;
  const rules = plan.definition.assignment;
  const today = localDate(zoneOf(plan), input.now);
  const { pool, tried, ...found } = pick(
    { seekers, exclude, rules, today, entity: state.entity, vars: state.vars },
    directory,
    workload,
  );
  input.tell?.(id, foundOf(found, tried));
  if (pool) workload.cursors[pool] = workload.last[pool] = found.assignee;
  if (found.assignee) addLoad(workload, found.assignee, 1);
  else (settlement.unassigned ??= []).push(task.id);
  settlement.tasks[task.id] = { ...settlement.tasks[task.id], ...found };
}

/** Where nobody is found the task stays with whom it has, or in its queue. */
function reassign(
  input: SettleInput,
  settlement: Settlement,
  effect: Extract<Effect, { type: 'reassignTask' }>,
): void {
  const { plan, state, directory, workload } = input;
  const today = localDate(zoneOf(plan), input.now);
  const request = {
    seekers: effect.seekers,
    exclude: effect.exclude ?? [],
    declined: effect.declined,
    rules: plan.definition.assignment,
    today,
    entity: state.entity,
    vars: state.vars,
  };
  const { pool, tried, ...found } = pick(request, directory, workload);
  input.tell?.(effect.id, foundOf(found, tried));
  if (pool) workload.cursors[pool] = workload.last[pool] = found.assignee;
  const had = state.tasks[effect.taskId]?.assignee;
  const isFree = !had;
  if (found.assignee) addLoad(workload, found.assignee, 1);
  if (found.assignee && had) addLoad(workload, had, -1);
  if (found.assignee || isFree)
    settlement.tasks[effect.taskId] = { ...settlement.tasks[effect.taskId], ...found };
  if (!found.assignee && isFree) (settlement.unassigned ??= []).push(effect.taskId);
}

function addLoad({ open }: SettleInput['workload'], person: string, by: 1 | -1): void {
  open[person] = Math.max(0, (open[person] ?? 0) + by);
}

function foundOf({ assignee, onBehalfOf, queue }: Omit<Pick, 'pool'>, tried: Trial[]): Found {
  return { to: assignee, onBehalfOf, queue, tried };
}

function answer(
  input: SettleInput,
  settlement: Settlement,
  request: DeadlineRequest,
  stood: [Instant, Instant][] = [],
): void {
  const { plan } = input;
  const due = dueOf(plan, request);
  const later = (at: Instant) => laterBy(plan, { request, stood }, at);
  const task = input.state.tasks[request.subject];
  if (due !== null && task) {
    const known = settlement.tasks[task.id] ?? {
      assignee: task.assignee,
      onBehalfOf: task.onBehalfOf,
      candidates: task.candidates,
      queue: task.queue,
    };
    settlement.tasks[task.id] = {
      ...known,
      due: later(due),
      dueVersion: request.dueVersion ?? task.dueVersion,
    };
  }
  if (due !== null && clockRunOf(input.state, request.subject))
    (settlement.dues ??= {})[request.subject] = later(due);
  for (const item of request.items) {
    const from = item.from === 'due' ? (due ?? request.from) : request.from;
    const at =
      item.at === undefined
        ? moved(plan, from, item.after ?? 'PT0S', request)
        : instantAt(plan, item.at, request);
    if (request.isAmended && at <= request.from) continue;
    settlement.deadlines[item.id] = deadlineOf(request, item, later(at));
  }
}

/** When a running clock is up, by the time that it stood later; null for one without a due instant. */
export function instantOfDue(plan: Plan, clock: RunningClock): Instant | null {
  const due = dueOf(plan, clock.request);
  return due === null ? null : laterBy(plan, clock, due);
}

function laterBy(plan: Plan, { request, stood }: RunningClock, at: Instant): Instant {
  return stood.reduce((sum, [from, to]) => shifted(plan, request, sum, { from, to }), at);
}

function dueOf(plan: Plan, request: DeadlineRequest): Instant | null {
  if (request.dueAt !== undefined) return instantAt(plan, request.dueAt, request);
  return request.due === undefined ? null : moved(plan, request.from, request.due, request);
}

/** Each deadline by the time its own clock stood, and so the due of each task, whether rungs are left or not. */
function shift(
  { plan, state }: SettleInput,
  settlement: Settlement,
  effect: Extract<Effect, { type: 'shiftDeadlines' }>,
): void {
  const move = (id: string, clock: ByCalendar) => {
    const due = settlement.dues?.[id] ?? state.tasks[id]?.due;
    if (due != null) (settlement.dues ??= {})[id] = shifted(plan, clock, due, effect);
  };
  const tasks = new Set(effect.tasks);
  for (const id of effect.deadlines) {
    const deadline = settlement.deadlines[id] ?? state.deadlines[id];
    if (!deadline) continue;
    settlement.deadlines[id] = { ...deadline, at: shifted(plan, deadline, deadline.at, effect) };
    // A state of old knows no clocks.
    if (!effect.tasks) tasks.add(deadline.subject);
  }
  for (const id of tasks) move(id, clockOf(state, id));
}

function clockOf({ clocks, deadlines }: ProcessState, subject: string): ByCalendar {
  return (
    clocks?.[subject]?.request ??
    Object.values(deadlines).find((d) => d.subject === subject) ?? { clock: 'calendar' }
  );
}

function shifted(
  plan: Plan,
  clock: ByCalendar,
  at: Instant,
  { from, to }: { from: Instant; to: Instant },
): Instant {
  const calendar = calendarOfClock(plan, clock);
  if (clock.clock === 'calendar' || !calendar) return at + (to - from);
  const later = addBusinessMillis(calendar, at, businessMillis(calendar, from, to));
  // An opening that had not come is no closing afterwards, which would have been before the clock went on.
  return at >= from && later < to ? nextOpening(calendar, to) : later;
}

/** A calendar without working time has no business clock; the linter refuses it, and an old one goes by the calendar. */
function moved(plan: Plan, from: Instant, after: string, clock: ByCalendar): Instant {
  const calendar = calendarOfClock(plan, clock);
  const zone = zoneOf({ calendar });
  try {
    return addDuration(calendar, zone, from, after, clock.clock);
  } catch {
    return addDuration(null, zone, from, 'PT0S', 'calendar');
  }
}

/** An instant with an offset, or a date, which begins at midnight in the calendar's zone. */
function instantAt(plan: Plan, text: string, clock: ByCalendar): Instant {
  const zone = zoneOf({ calendar: calendarOfClock(plan, clock) });
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? instantOf(zone, text, 0) : Date.parse(text);
  return Number.isNaN(at) ? 0 : at;
}

export function zoneOf(plan: { calendar: Calendar | null }): string {
  return plan.calendar?.timezone ?? DEFAULT_ZONE;
}
