import { DateTime } from 'luxon';
import { parseDuration } from './duration';
import { offsetAt } from './offsets';
import type { Calendar } from './types';

/** Minutes since local midnight, `end` up to 1440. */
export interface Window {
  start: number;
  end: number;
}

const DAY = 86_400_000;
const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** The working windows of a date: make-up days first, then closures, then the week. */
export function windowsOf(calendar: Calendar, date: string): Window[] {
  const open = (calendar.open ?? []).find((entry) => covers(entry, date));
  if (open)
    return (
      (typeof open === 'object' ? open.windows : undefined)?.map(toWindow) ?? usualWindows(calendar, date)
    );
  if ((calendar.closed ?? []).some((entry) => covers(entry, date))) return [];
  return (calendar.week[weekday(date)] ?? []).map(toWindow).sort((a, b) => a.start - b.start);
}

export function isWorkingDay(calendar: Calendar, date: string): boolean {
  return windowsOf(calendar, date).length > 0;
}

/** A date moved by an ISO duration; month ends clamp. */
export function dateAdd(date: string, duration: string): string {
  const { sign, years, months, weeks, days } = parseDuration(duration);
  return utc(date)
    .plus({ years: sign * years, months: sign * months })
    .plus({ days: sign * (weeks * 7 + days) })
    .toFormat('yyyy-MM-dd');
}

export function addDays(date: string, days: number): string {
  return utc(date).plus({ days }).toFormat('yyyy-MM-dd');
}

export function endOfMonth(date: string): string {
  return utc(date).endOf('month').toFormat('yyyy-MM-dd');
}

/**
 * The instant of a local time of day. Of a time that a change of clocks leaves out, the moment of the change; of one
 * that it doubles, the first. (Luxon's own answer depends on the day on which it is asked.)
 */
export function instantOf(timezone: string, date: string, minutes: number): number {
  const local = utc(date).toMillis() + minutes * 60_000;
  const [before, after] = [offsetAt(timezone, local - DAY), offsetAt(timezone, local + DAY)];
  const candidates = [local - before * 60_000, local - after * 60_000].sort((a, b) => a - b);
  const found = candidates.find((at) => at + offsetAt(timezone, at) * 60_000 === local);
  return found ?? changeBetween(timezone, local - DAY, local + DAY);
}

/** Offsets of a zone between two instants, `[from, minutes]` ascending; the first entry holds at `from`. */
export function zoneOffsets(timezone: string, from: number, to: number): [number, number][] {
  const table: [number, number][] = [[from, offsetAt(timezone, from)]];
  const step = 7 * DAY;
  for (let at = from; at < to; at += step) {
    const next = offsetAt(timezone, at + step);
    if (offsetAt(timezone, at) !== next) table.push([changeBetween(timezone, at, at + step), next]);
  }
  return table;
}

/** The instant from which a zone's offset is no longer what it was. */
function changeBetween(timezone: string, from: number, to: number): number {
  const before = offsetAt(timezone, from);
  let [low, high] = [from, to];
  while (high - low > 1) {
    const middle = low + Math.floor((high - low) / 2);
    if (offsetAt(timezone, middle) === before) low = middle;
    else high = middle;
  }
  return high;
}

/** A make-up day without windows of its own keeps the hours of the first working day of the week. */
export function usualWindows(calendar: Calendar, date: string): Window[] {
  const own = calendar.week[weekday(date)] ?? [];
  const first = DAYS.map((day) => calendar.week[day] ?? []).find((windows) => windows.length > 0) ?? [];
  return (own.length > 0 ? own : first).map(toWindow);
}

export function covers(entry: string | { date?: string; from?: string; to?: string }, date: string): boolean {
  if (typeof entry === 'string') return entry === date;
  if (entry.date !== undefined) return entry.date === date;
  return (entry.from ?? '9') <= date && date <= (entry.to ?? '');
}

function toWindow([start, end]: [string, string]): Window {
  return { start: minutesOf(start), end: minutesOf(end) };
}

export function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

function weekday(date: string): (typeof DAYS)[number] {
  return DAYS[utc(date).weekday - 1] ?? 'mon';
}

function utc(date: string): DateTime {
  return DateTime.fromISO(date.slice(0, 10), { zone: 'utc' });
}
