import { DateTime } from 'luxon';
import { addDuration } from '../calendar/business';
import { dateAdd, endOfMonth, instantOf as minutesInto, isWorkingDay, minutesOf } from '../calendar/days';
import { localDate } from '../calendar/offsets';
import type { Calendar } from '../calendar/types';
import { dateOf as dateOfNumber, dayNumber } from '../expression/workdays';
import type { Clock, DunningDefinition, Level } from '../generated/dunning';
import type { Instant } from './types';

/** Used where a policy names no calendar: the company's own time zone, every day open. */
export const EVERY_DAY: Calendar = {
  kind: 'calendar',
  key: 'every-day',
  version: 1,
  title: { 'zh-CN': '全年无休', en: 'Every day' },
  timezone: 'Asia/Shanghai',
  week: Object.fromEntries(
    ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, [['00:00', '24:00']]]),
  ),
};

interface Sending {
  policy: DunningDefinition;
  calendar: Calendar;
}

export function dateOf(calendar: Calendar, at: Instant): string {
  return localDate(calendar.timezone, at);
}

export function instantOf(calendar: Calendar, date: string, time = '00:00'): Instant {
  return minutesInto(calendar.timezone, date, minutesOf(time));
}

export function addDays(date: string, days: number): string {
  return dateOfNumber(dayNumber(date) + days);
}

export function daysBetween(from: string, to: string): number {
  return dayNumber(to) - dayNumber(from);
}

/** The day from which a level counts, given the day it counts from. */
export function startOfLevel(level: Level, from: string): string {
  const moved = dateAdd(from, level.after);
  return level.from === 'endOfMonth' ? endOfMonth(moved) : moved;
}

export function maySendAt(sending: Sending, at: Instant): boolean {
  const date = dateOf(sending.calendar, at);
  const opens = sendingStarts(sending, date);
  return (
    opens !== null &&
    at >= opens &&
    at < instantOf(sending.calendar, date, sending.policy.send?.window?.[1] ?? '24:00')
  );
}

/** When letters may leave on that day; null on a closed day. */
export function sendingStarts({ policy, calendar }: Sending, date: string): Instant | null {
  const { window, onClosedDay } = policy.send ?? {};
  if (onClosedDay !== 'send' && !isWorkingDay(calendar, date)) return null;
  return instantOf(calendar, date, window?.[0] ?? '00:00');
}

export function advance(calendar: Calendar, from: Instant, duration: string, clock: Clock): Instant {
  return addDuration(calendar, calendar.timezone, from, duration, clock);
}

/** Null when it is neither an instant nor a date or time of the calendar's own zone. */
export function parseInstant(calendar: Calendar, value: string): Instant | null {
  const at = DateTime.fromISO(value, { zone: calendar.timezone });
  return at.isValid ? at.toMillis() : null;
}
