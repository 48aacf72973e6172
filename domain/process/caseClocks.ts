import type { CaseClock } from '../generated/process';
import { subjectOfClock } from './clock';
import { computed, holds, type Place } from './context';
import { clearIncident, dropDeadlines, emit, log, type Draft } from './draft';
import { guardOf } from './guard';
import { slaOf } from './plan';
import { dueOf, isOpen } from './tasks';
import { gaps, recount } from './recount';
import type { ClockRun, DeadlineRequest } from './requests';
import type { Instant, JsonObject, ProcessState } from './types';

/** All clocks are there to begin: when the case starts, and afresh when it is reopened. */
export function readyClocks(draft: Draft, began: Instant): void {
  for (const clock of clocksOf(draft)) ready(draft, clock, began);
}

/** Begins those whose turn it is and stops those that have what they wait for. True when one did. */
export function turnClocks(draft: Draft): boolean {
  return clocksOf(draft).some((clock) => turn(draft, clock));
}

/** Those whose clock stands still from here on, or goes on: by how the case is once the event has done its work. */
export function followClocks(draft: Draft, at: Instant = draft.now): void {
  for (const clock of clocksOf(draft)) {
    follow(draft, clock.id, at);
    renewDue(draft, clock);
  }
}

/** At the end of the case: what has happened counts, what is late is missed, and the rest is withdrawn. */
export function endClocks(draft: Draft): void {
  clocksOf(draft).forEach((clock) => {
    const run = runOf(draft, clock.id);
    if (run?.status === 'idle') run.status = 'skipped';
    if (run?.status === 'running' && !turn(draft, clock)) stop(draft, clock.id, run, 'withdrawn');
  });
}

/** By another version: clocks that it does not know are withdrawn, new ones count from when the case began. */
export function migrateClocks(draft: Draft): void {
  const { state } = draft;
  const known = new Set(clocksOf(draft).map(({ id }) => id));
  for (const [id, run] of Object.entries(state.caseClocks ?? {}))
    if (!known.has(id) && (run.status === 'idle' || run.status === 'running'))
      stop(draft, id, run, 'withdrawn');
  for (const clock of clocksOf(draft)) {
    const status = runOf(draft, clock.id)?.status ?? 'withdrawn';
    if (status === 'withdrawn') ready(draft, clock, state.startedAt);
  }
}

/** When the clock is up, with the rungs around it; null after an incident, or where its SLA has no due. */
export function clockRequest(draft: Draft, clock: CaseClock, run: ClockRun): DeadlineRequest | null {
  const sla = slaOf(draft.plan, clock.sla);
  const due = sla?.due && dueOf(draft, sla.due, sla.clock, placeOf(draft, clock, 'sla'));
  if (!sla || !due) return null;
  const subject = subjectOfClock(clock.id);
  return {
    subject,
    from: run.from ?? draft.now,
    clock: sla.clock,
    ...(sla.calendar !== undefined && { calendar: sla.calendar }),
    ...due,
    dueVersion: run.run,
    pause: sla.pauseWhile,
    items: sla.ladder.map((rung) => ({
      id: `${subject}:${run.run}:${rung.at}`,
      kind: 'clock',
      from: 'due',
      after: rung.at,
      rung: rung.at,
    })),
  };
}

function clocksOf({ plan }: Pick<Draft, 'plan'>): CaseClock[] {
  return plan.definition.clocks ?? [];
}

function runOf(draft: Draft, id: string): ClockRun | undefined {
  return draft.state.caseClocks?.[id];
}

function ready(draft: Draft, clock: CaseClock, began: Instant): void {
  const run = (runOf(draft, clock.id)?.run ?? 0) + 1;
  const from = clock.from ? null : began;
  (draft.state.caseClocks ??= {})[clock.id] = {
    status: 'idle',
    run,
    from,
    due: null,
    stoppedAt: null,
    fired: [],
  };
}

function turn(draft: Draft, clock: CaseClock): boolean {
  const run = runOf(draft, clock.id);
  if (run?.status === 'idle') return begin(draft, clock, run);
  if (run?.status !== 'running' || !isReached(draft, clock)) return false;
  stop(draft, clock.id, run, 'met');
  return true;
}

/** What has happened already is not waited for: of a clock that should begin now it makes none. */
function begin(draft: Draft, clock: CaseClock, run: ClockRun): boolean {
  if (clock.from) {
    const begins = holds(draft, clock.from.when, placeOf(draft, clock, 'from/when')) === true;
    run.from = begins ? (run.from ?? draft.now) : null;
    if (!begins || isReached(draft, clock) !== false) return false;
  } else {
    const reached = isReached(draft, clock);
    if (reached) run.status = 'skipped';
    if (reached !== false) return false;
  }
  const request = clockRequest(draft, clock, run);
  if (!request) return false;
  run.status = 'running';
  log(draft, 'clockStarted', {}, { clock: clock.id, run: run.run });
  emit(draft, { type: 'computeDeadlines', request });
  return true;
}

function isReached(draft: Draft, clock: CaseClock): boolean | null {
  return holds(draft, clock.until.when, placeOf(draft, clock, 'until/when'));
}

/** The time that it stands still is over with it, so its due is counted once more. */
function stop(draft: Draft, id: string, run: ClockRun, as: 'met' | 'withdrawn'): void {
  const { state, now } = draft;
  const subject = subjectOfClock(id);
  const isLate = run.still ? run.still.late : run.due !== null && now > run.due;
  const ran = run.status === 'running';
  const clock = state.clocks?.[subject];
  if (ran && run.still && clock) {
    const stood = [...clock.stood, ...gaps([run.still.since, now], clock.stood)];
    emit(draft, { type: 'computeDeadlines', request: { ...clock.request, items: [] }, stood });
  }
  dropDeadlines(draft, (other) => other === subject);
  clearIncident(draft, `${subject}/until/when`);
  delete run.still;
  Object.assign(run, { status: isLate && ran ? 'missed' : as, stoppedAt: ran ? now : null });
  if (ran) log(draft, 'clockStopped', {}, { clock: id, run: run.run, result: run.status, due: run.due });
}

/** Stands still while the case is held, or while everything that is open in it waits, as its SLA says. */
function follow(draft: Draft, id: string, at: Instant): void {
  const { state } = draft;
  const run = runOf(draft, id);
  const clock = state.clocks?.[subjectOfClock(id)];
  if (run?.status !== 'running' || !clock) return;
  if (standsBy(state, clock.request.pause ?? [])) {
    run.still ??= { since: at, late: run.due !== null && at > run.due };
    return;
  }
  if (!run.still) return;
  clock.stood.push(...gaps([run.still.since, at], clock.stood));
  delete run.still;
  recount(draft, clock, clock.request);
}

/** A computed due is counted again, from the same beginning, when a field that it reads is another one. */
function renewDue(draft: Draft, clock: CaseClock): void {
  const run = runOf(draft, clock.id);
  const read = run?.status === 'running' ? readBy(draft, clock) : undefined;
  if (!run || !read || JSON.stringify(read) === JSON.stringify(run.read)) return;
  const isKnown = run.read !== undefined;
  run.read = read;
  const before = draft.state.clocks?.[subjectOfClock(clock.id)];
  const request = isKnown && before ? clockRequest(draft, clock, run) : null;
  if (request && before) recount(draft, before, request);
}

/** The values of the case that a computed due reads; the time of day is none of them. */
function readBy({ plan, state, now }: Draft, clock: CaseClock): JsonObject | undefined {
  const source = computed(slaOf(plan, clock.sla)?.due);
  if (source === null || state.semantics < 4) return undefined;
  const { values } = guardOf(plan, state, source, now);
  return Object.fromEntries(Object.entries(values).filter(([path]) => OF_CASE.test(path)));
}

const OF_CASE = /^(entity|vars|steps)\./;

function standsBy(state: ProcessState, pause: ('onHold' | 'waiting')[]): boolean {
  if (pause.includes('onHold') && state.held) return true;
  const open = Object.values(state.tasks).filter(isOpen);
  return pause.includes('waiting') && open.length > 0 && open.every(({ status }) => status === 'wait');
}

function placeOf(draft: Draft, clock: CaseClock, at: string): Place {
  const pointer = `/clocks/${clocksOf(draft).indexOf(clock)}/${at}`;
  return { id: `${subjectOfClock(clock.id)}/${at}`, stage: null, step: null, pointer };
}
