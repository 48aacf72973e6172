import { businessMillis } from '../calendar/business';
import type { Label } from '../generated/process';
import { calendarOfClock } from './calendars';
import { slaOf, type ResolvedSla } from './plan';
import type { ClockRun } from './requests';
import type { Instant, Plan, ProcessState } from './types';

/** A clock of the case as people see it. */
export interface ClockView {
  id: string;
  title: Label;
  status: ClockRun['status'];
  /** Counts its beginnings. */
  run: number;
  startedAt: Instant | null;
  due: Instant | null;
  stoppedAt: Instant | null;
  /** It stands still since then: its due moves by the time that it stands. */
  pausedAt: Instant | null;
  /** How long before its due it stopped, or how much is left, on its own clock; less than 0 = late by that much. */
  seconds: number | null;
}

/** The clocks of a case in the order of its definition; those that another version had and this one has not come last. */
export function clocksOfCase(plan: Plan, { caseClocks = {} }: ProcessState, now: Instant): ClockView[] {
  const declared = plan.definition.clocks ?? [];
  const known = declared.map(({ id }) => id);
  const gone = Object.keys(caseClocks).filter((id) => !known.includes(id));
  return [...known, ...gone].flatMap((id) => {
    const run = caseClocks[id];
    const clock = declared.find((one) => one.id === id);
    return run ? [viewOf(plan, { id, title: clock?.title ?? { en: id }, sla: clock?.sla }, run, now)] : [];
  });
}

function viewOf(
  plan: Plan,
  { id, title, sla }: { id: string; title: Label; sla: Parameters<typeof slaOf>[1] },
  { status, run, from, due, stoppedAt, still }: ClockRun,
  now: Instant,
): ClockView {
  const hasBegun = status !== 'idle' && status !== 'skipped';
  const pausedAt = still?.since ?? null;
  const at = stoppedAt ?? pausedAt ?? now;
  const seconds = hasBegun && due !== null ? between(plan, slaOf(plan, sla), at, due) : null;
  return { id, title, status, run, startedAt: hasBegun ? from : null, due, stoppedAt, pausedAt, seconds };
}

function between(plan: Plan, sla: ResolvedSla | null, from: Instant, to: Instant): number {
  const calendar = sla?.clock === 'business' ? calendarOfClock(plan, sla) : null;
  return Math.round((calendar ? businessMillis(calendar, from, to) : to - from) / 1000);
}
