import { DateTime } from 'luxon';

const DAY = 86_400_000;
/** Asking for an offset costs tens of microseconds, and one deadline asks dozens of times; of these instants it is remembered. */
const REMEMBERED = { from: Date.UTC(2000, 0, 1), to: Date.UTC(2200, 0, 1) };
const MOST_DAYS = 5_000;
const remembered = new Map<string, Map<number, number | null>>();

/** Minutes that a zone is ahead of UTC at an instant; NaN for a zone that nobody knows. */
export function offsetAt(timezone: string, at: number): number {
  if (!isRemembered(at)) return lookUp(timezone, at);
  const day = Math.floor(at / DAY);
  const days = daysOf(timezone);
  let offset = days.get(day);
  if (offset === undefined) {
    // No zone changes twice within a day; one that changes in it is asked each time.
    const [first, last] = [lookUp(timezone, day * DAY), lookUp(timezone, (day + 1) * DAY)];
    offset = first === last ? first : null;
    days.set(day, offset);
  }
  return offset ?? lookUp(timezone, at);
}

/** The date in a zone at an instant, `YYYY-MM-DD`. */
export function localDate(timezone: string, at: number): string {
  const offset = isRemembered(at) ? offsetAt(timezone, at) : NaN;
  if (Number.isNaN(offset)) return DateTime.fromMillis(at, { zone: timezone }).toFormat('yyyy-MM-dd');
  return new Date(at + offset * 60_000).toISOString().slice(0, 10);
}

function isRemembered(at: number): boolean {
  return at >= REMEMBERED.from && at < REMEMBERED.to;
}

function daysOf(timezone: string): Map<number, number | null> {
  const known = remembered.get(timezone);
  if (known && known.size < MOST_DAYS) return known;
  const fresh = new Map<number, number | null>();
  remembered.set(timezone, fresh);
  return fresh;
}

function lookUp(timezone: string, at: number): number {
  return DateTime.fromMillis(at, { zone: timezone }).offset;
}
