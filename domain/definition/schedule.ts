import { Cron } from 'croner';
import { finding, type Finding } from './problem';

const ITEM = '(?:\\d{1,2}|[A-Za-z]{3})';
const PART = `(?:(?:\\*|${ITEM}-${ITEM})(?:/\\d{1,2})?|${ITEM})`;
const FIELDS = new RegExp(`^(?:${PART}(?:,${PART})*(?: (?!$)|$)){5}$`);
/** Before every leap day that a schedule could wait for. */
const FROM = new Date('2024-01-01T00:00:00Z');
const LEAST_MINUTES = 5;
/** With less than this between two runs an hour has so many that they show here. */
const RUNS = 20;

/**
 * A schedule is five fields of cron: numbers, `*`, ranges, steps and names of months and days. What cron programs read
 * differently is refused: both kinds of day at once (some take either, some take both), seconds, years, nicknames.
 */
export function lintSchedule(schedule: string, at: string): Finding[] {
  const cron = parse(schedule);
  if (cron === null) return [finding('schedule-syntax', at)];
  const [, , day = '', , weekday = ''] = schedule.split(' ');
  if (!day.startsWith('*') && !weekday.startsWith('*')) return [finding('schedule-two-days', at)];
  const runs = cron.nextRuns(RUNS, FROM);
  if (runs.length === 0) return [finding('schedule-never', at)];
  const isTooOften = runs.some((run, n) => gap(runs[n - 1], run) < LEAST_MINUTES * 60_000);
  return isTooOften ? [finding('schedule-too-often', at, { minutes: String(LEAST_MINUTES) })] : [];
}

function gap(before: Date | undefined, run: Date): number {
  return before ? run.getTime() - before.getTime() : Infinity;
}

function parse(schedule: string): Cron | null {
  // Sunday ends no range by its name: to Temporal it is the first day of the week; `5-7` says it.
  if (!FIELDS.test(schedule) || /-sun\b/i.test(schedule)) return null;
  try {
    return new Cron(schedule, { timezone: 'UTC', paused: true });
  } catch {
    // out of range, or a name that is none
    return null;
  }
}
