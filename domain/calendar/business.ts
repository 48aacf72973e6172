import { DateTime } from 'luxon';
import { addDays, instantOf, windowsOf } from './days';
import { localDate, offsetAt } from './offsets';
import { parseDuration, timeMillis, type Duration } from './duration';
import type { Calendar } from './types';

interface Span {
  start: number;
  end: number;
  date: string;
}

/** No calendar is searched further than this for working time. */
const MOST_DAYS = 4_000;

/**
 * The instant `duration` (ISO 8601, may be negative) away from another. On the business clock days are working days
 * at the same local time of day, clipped to that day's windows, and hours are working hours; a start outside working
 * time counts from the next opening (going back: from the last closing). Without a calendar the business clock is the
 * calendar clock. Throws RangeError for months on the business clock and for a calendar without working time.
 */
export function addDuration(
  calendar: Calendar | null,
  timezone: string,
  from: number,
  duration: string,
  clock: 'calendar' | 'business',
): number {
  const parts = parseDuration(duration);
  if (clock === 'calendar' || !calendar) return addOnCalendar(timezone, from, parts);
  if (parts.years + parts.months > 0)
    throw new RangeError('Months and years are not counted on the business clock');
  const workdays = parts.weeks * workdaysAWeek(calendar) + parts.days;
  const start = parts.sign > 0 ? openingAtOrAfter(calendar, from) : closingAtOrBefore(calendar, from);
  const moved = workdays === 0 ? start : moveWorkdays(calendar, start, parts.sign * workdays);
  return addBusinessMillis(calendar, moved, timeMillis(parts));
}

/** Working time between two instants in milliseconds; negative when `to` is earlier. */
export function businessMillis(calendar: Calendar, from: number, to: number): number {
  if (to < from) return -businessMillis(calendar, to, from);
  const last = localDate(calendar.timezone, to);
  let total = 0;
  for (let date = localDate(calendar.timezone, from); date <= last; date = addDays(date, 1)) {
    for (const span of spansOf(calendar, date))
      total += Math.max(0, Math.min(span.end, to) - Math.max(span.start, from));
  }
  return total;
}

/** An instant moved by working time. */
export function addBusinessMillis(calendar: Calendar, from: number, millis: number): number {
  let left = Math.abs(millis);
  if (left === 0) return from;
  for (const span of millis > 0 ? spansAfter(calendar, from) : spansBefore(calendar, from)) {
    const length = span.end - span.start;
    if (length >= left) return millis > 0 ? span.start + left : span.end - left;
    left -= length;
  }
  throw new RangeError('The calendar has no working time');
}

/** The instant itself inside working time (the closing included), else the next opening. */
export function nextOpening(calendar: Calendar, at: number): number {
  for (const span of spansAfter(calendar, at)) return span.start;
  throw new RangeError('The calendar has no working time');
}

function openingAtOrAfter(calendar: Calendar, at: number): number {
  const inside = spansOf(calendar, localDate(calendar.timezone, at - 1)).some(
    (span) => span.start <= at && at <= span.end,
  );
  return inside ? at : nextOpening(calendar, at);
}

function closingAtOrBefore(calendar: Calendar, at: number): number {
  const inside = spansOf(calendar, localDate(calendar.timezone, at)).some(
    (span) => span.start <= at && at <= span.end,
  );
  if (inside) return at;
  for (const span of spansBefore(calendar, at)) return span.end;
  throw new RangeError('The calendar has no working time');
}

/** Same local time of day, so many working days on; `from` lies in working time. */
function moveWorkdays(calendar: Calendar, from: number, days: number): number {
  // A closing at 24:00 belongs to the day that ends.
  const atMidnight = from === instantOf(calendar.timezone, localDate(calendar.timezone, from), 0);
  const ends =
    atMidnight && spansOf(calendar, localDate(calendar.timezone, from - 1)).some((span) => span.end === from);
  let date = localDate(calendar.timezone, ends ? from - 1 : from);
  const minutes = ends ? 1440 : minuteOfDay(calendar.timezone, from);
  const seconds = ends ? 0 : from % 60_000;
  for (let left = Math.abs(days), looked = 0; left > 0; looked++) {
    if (looked > MOST_DAYS) throw new RangeError('The calendar has no working time');
    date = addDays(date, Math.sign(days));
    if (windowsOf(calendar, date).length > 0) left -= 1;
  }
  return clip(calendar, date, minutes, seconds);
}

function clip(calendar: Calendar, date: string, minutes: number, rest: number): number {
  const windows = windowsOf(calendar, date);
  const inside = windows.some((w) => w.start <= minutes && minutes + rest / 60_000 <= w.end);
  if (inside) return instantOf(calendar.timezone, date, minutes) + rest;
  const next = windows.find((w) => w.start > minutes);
  const last = windows.at(-1);
  return instantOf(calendar.timezone, date, next ? next.start : (last?.end ?? minutes));
}

function* spansAfter(calendar: Calendar, from: number): Generator<Span> {
  let date = localDate(calendar.timezone, from);
  for (let looked = 0; looked < MOST_DAYS; looked++, date = addDays(date, 1)) {
    for (const span of spansOf(calendar, date)) {
      if (span.end > from) yield { ...span, start: Math.max(span.start, from) };
    }
  }
}

function* spansBefore(calendar: Calendar, from: number): Generator<Span> {
  let date = localDate(calendar.timezone, from);
  for (let looked = 0; looked < MOST_DAYS; looked++, date = addDays(date, -1)) {
    for (const span of spansOf(calendar, date).reverse()) {
      if (span.start < from) yield { ...span, end: Math.min(span.end, from) };
    }
  }
}

function spansOf(calendar: Calendar, date: string): Span[] {
  return windowsOf(calendar, date).map((window) => ({
    date,
    start: instantOf(calendar.timezone, date, window.start),
    end: instantOf(calendar.timezone, date, window.end),
  }));
}

function addOnCalendar(timezone: string, from: number, parts: Duration): number {
  const { sign, years, months, weeks, days } = parts;
  const moved = DateTime.fromMillis(from, { zone: timezone }).plus({
    years: sign * years,
    months: sign * months,
    weeks: sign * weeks,
    days: sign * days,
  });
  return moved.toMillis() + timeMillis(parts);
}

function workdaysAWeek(calendar: Calendar): number {
  return Object.values(calendar.week).filter((windows) => windows.length > 0).length;
}

function minuteOfDay(timezone: string, at: number): number {
  const minutes = Math.floor(at / 60_000) + offsetAt(timezone, at);
  return ((minutes % 1440) + 1440) % 1440;
}
