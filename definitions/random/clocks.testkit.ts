import { addDuration } from '../../domain/calendar/business';
import { addDays } from '../../domain/calendar/days';
import { createOracle } from '../../domain/calendar/oracle';
import type { Calendar } from '../../domain/calendar/types';
import { clockRunOf, subjectOfClock } from '../../domain/process/clock';
import type { DeadlineRequest } from '../../domain/process/requests';
import { isOpen } from '../../domain/process/tasks';
import type { Instant, ProcessState } from '../../domain/process/types';
import type { Case, Trace } from './run.testkit';

const ZONE = 'Asia/Shanghai';
const DAY = 86_400_000;
type Span = [from: Instant, to: Instant];

/** What the oracle knows of the clock of a task or of the case: what was asked for, and when it stood still. */
interface Watched {
  name: string;
  request: DeadlineRequest;
  /** The rungs and after how long, counted from the due, each is up. */
  rungs: Map<string, string>;
  /** Those that have fired, which another version does not bring back. */
  gone: Set<string>;
  stood: Span[];
  since: Instant | null;
}

/**
 * Looks at the clocks of tasks and of the case after each event and counts again, minute by minute, when each is up: a rung
 * that fires twice, early or not at its instant, one that is lost, a due that is another one, a promise that is misjudged.
 */
export function clockFaults({ trace }: Case): string[] {
  const faults: string[] = [];
  const fired = new Set<string>();
  let watched = new Map<string, Watched>();
  let before: Trace | null = null;
  for (const moment of trace) {
    faults.push(...firedWrongly(moment, before, watched, fired));
    if (before) faults.push(...misjudged(moment, before, watched));
    watched = watch(moment, before, watched);
    for (const one of watched.values()) faults.push(...countedWrongly(moment, one));
    before = moment;
  }
  return faults;
}

function watch(moment: Trace, before: Trace | null, known: Map<string, Watched>): Map<string, Watched> {
  const now = new Map<string, Watched>();
  for (const { request } of Object.values(moment.state.clocks ?? {})) {
    const name = nameOf(moment.state, request);
    if (name === null) continue;
    // Counted again, as by another version, it has stood as long; begun anew, not at all.
    const had = [...known.values()].find((one) => one.request.subject === request.subject);
    const isSame = had?.request.from === request.from;
    const { rungs, gone, stood, since } = isSame ? had : BEGUN;
    const one = { name, request, rungs: new Map(rungs), gone: new Set(gone), stood: [...stood], since };
    for (const { rung, after } of request.items) if (rung && after) one.rungs.set(rung, after);
    follow(one, moment, before);
    now.set(name, one);
  }
  return now;
}

const BEGUN = { rungs: new Map<string, string>(), gone: new Set<string>(), stood: [], since: null };

/** Of a task by each version of its due, of the case by each beginning; nothing else is looked at. */
function nameOf(state: ProcessState, { subject, dueVersion }: DeadlineRequest): string | null {
  const task = state.tasks[subject];
  const isLive = task ? isOpen(task) : clockRunOf(state, subject)?.status === 'running';
  return isLive ? `${subject}#${dueVersion}` : null;
}

function follow(one: Watched, moment: Trace, before: Trace | null): void {
  const stands = standsStill(moment.state, one.request);
  const at = instantOf(moment, before);
  if (stands) one.since ??= moment.now;
  else if (one.since !== null) {
    one.stood.push([one.since, Math.max(one.since, at)]);
    one.since = null;
  }
}

/** A hold and a wait end by themselves at their instant, whenever that comes to light. */
function instantOf({ event, now }: Trace, before: Trace | null): Instant {
  const deadline = event.type === 'due' ? before?.state.deadlines[event.deadline] : undefined;
  return deadline?.kind === 'resume' || deadline?.kind === 'taskWait' ? deadline.at : now;
}

function standsStill(state: ProcessState, { subject, pause = [] }: DeadlineRequest): boolean {
  if (pause.includes('onHold') && state.held) return true;
  if (!pause.includes('waiting')) return false;
  const task = state.tasks[subject];
  const open = task ? [task] : Object.values(state.tasks).filter(isOpen);
  return open.length > 0 && open.every(({ status }) => status === 'wait');
}

/** When it is up, or one of its rungs, by the oracle. */
function upAt({ plan }: Trace, { request, stood }: Watched, rung?: string): Instant | null {
  const calendar = request.clock === 'business' ? plan.calendar : null;
  const count = (from: Instant, after: string) => addDuration(calendar, ZONE, from, after, request.clock);
  if (request.dueAt === undefined && request.due === undefined) return null;
  const due =
    request.dueAt === undefined ? count(request.from, request.due ?? 'PT0S') : Date.parse(request.dueAt);
  return stood.reduce((at, span) => later(calendar, at, span), rung === undefined ? due : count(due, rung));
}

const known = new Map<Calendar, Map<string, Instant>>();

/** Remembered, since every event asks again for the same. */
function later(calendar: Calendar | null, at: Instant, span: Span): Instant {
  if (!calendar) return at + span[1] - span[0];
  const answers = known.get(calendar) ?? new Map<string, Instant>();
  known.set(calendar, answers);
  const key = `${at} ${span.join(' ')}`;
  const answer = answers.get(key) ?? laterInWork(createOracle(dayByDay(calendar)), at, span);
  answers.set(key, answer);
  return answer;
}

/** As the oracle reads it: each day by itself. The make-up days here have the hours of other days. */
function dayByDay(calendar: Calendar): Calendar {
  const closed = (calendar.closed ?? []).flatMap((one) => {
    if (typeof one === 'string') return [one];
    const days = (Date.parse(one.to) - Date.parse(one.from)) / DAY + 1;
    return Array.from({ length: days }, (_, n) => addDays(one.from, n));
  });
  const open = (calendar.open ?? []).map((one) =>
    typeof one === 'string' ? one : 'date' in one ? one.date : one.from,
  );
  return { ...calendar, closed, open };
}

/** As much work lies behind the standstill as lay before it; what had come already stays as late as it was. */
function laterInWork(oracle: ReturnType<typeof createOracle>, at: Instant, [from, to]: Span): Instant {
  const held = oracle.count(from, to);
  const left = at < from ? 0 : oracle.count(from, at);
  if (left > 0 && held > 0) return oracle.forward(to, left);
  const moved = held > 0 ? oracle.forward(at, held) : at;
  return at >= from && moved < to ? oracle.opening(to) : moved;
}

function countedWrongly(moment: Trace, one: Watched): string[] {
  const { state } = moment;
  const { subject, dueVersion, isAmended, from } = one.request;
  const due = upAt(moment, one);
  const told = (state.tasks[subject] ?? clockRunOf(state, subject))?.due ?? null;
  // While it stands still it is counted up to some instant of that.
  const isCounted = one.since === null;
  const faults =
    !isCounted || due === told ? [] : [`${one.name} is due ${time(told)}, by the oracle ${time(due)}`];
  for (const [rung, after] of one.rungs) {
    const at = upAt(moment, one, after);
    const pending = Object.values(state.deadlines).find(
      (deadline) =>
        deadline.subject === subject && deadline.dueVersion === dueVersion && deadline.rung === rung,
    );
    // Whoever sets a due is not reminded of what lay behind by then.
    const isBehind = isAmended && (upAt(moment, { ...one, stood: [] }, after) ?? from) <= from;
    if (isBehind || one.gone.has(rung)) continue;
    if (isCounted ? pending?.at !== at : !pending)
      faults.push(`${one.name} ${rung} is up ${time(pending?.at)}, by the oracle ${time(at)}`);
  }
  return faults;
}

function firedWrongly(
  moment: Trace,
  before: Trace | null,
  watched: Map<string, Watched>,
  fired: Set<string>,
): string[] {
  return moment.effects.flatMap((effect) => {
    if (effect.type !== 'log' || effect.event !== 'rungFired' || !effect.data) return [];
    const { task, clock, dueVersion, rung, at } = effect.data;
    // Of the target of a stage.
    if (task === undefined && clock === undefined) return [];
    const name = `${String(task ?? subjectOfClock(String(clock)))}#${String(dueVersion)}`;
    const key = `${name} ${String(rung)}`;
    const one = watched.get(name);
    const after = one?.rungs.get(String(rung));
    const up = one && before && after !== undefined ? upAt(before, one, after) : null;
    const faults = [
      ...(fired.has(key) ? [`${key} fires twice`] : []),
      ...(Number(at) > moment.now ? [`${key} fires early`] : []),
      ...(up === at ? [] : [`${key} fires for ${time(Number(at))}, by the oracle ${time(up)}`]),
    ];
    fired.add(key);
    one?.gone.add(String(rung));
    return faults;
  });
}

/** A clock of the case that stops is missed exactly where it was late by then, or when it stopped counting. */
function misjudged(moment: Trace, before: Trace, watched: Map<string, Watched>): string[] {
  return [...watched.values()].flatMap((one) => {
    const run = clockRunOf(moment.state, one.request.subject);
    if (!run || run.run !== one.request.dueVersion || run.status === 'running') return [];
    const due = upAt(before, one);
    const isLate = due !== null && (one.since ?? moment.now) > due;
    return (run.status === 'missed') === isLate ? [] : [`${one.name} is ${run.status}, due ${time(due)}`];
  });
}

const time = (at: Instant | null | undefined): string => (at == null ? 'never' : new Date(at).toISOString());
