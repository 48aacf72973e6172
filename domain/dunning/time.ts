import { DateTime, Duration } from 'luxon';
import type { Calendar } from '../calendar/types';
import type { DunningDefinition } from '../generated/dunning';
import { dateOf as dateOfNumber, dayNumber, isWorkday, type WorkdayRule } from '../expression/workdays';
import type { Instant } from './types';

/** Used where a policy names no calendar: the company's own time zone, every day open. */
export const EVERY_DAY: Calendar = {
  kind: 'calendar',
  key: 'every-day',
  version: 1,
  title: { 'zh-CN': '全年无休', en: 'Every day' },
  timezone: 'Asia/Shanghai',
  week: Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, [['00:00', '24:00']]])),
};

interface Sending {
  policy: DunningDefinition;
  calendar: Calendar;
}

export function dateOf(calendar: Calendar, at: Instant): string {
  return local(calendar, at).toISODate() ?? '';
}

export function instantOf(calendar: Calendar, date: string, time = '00:00'): Instant {
  const day = time === '24:00' ? addDays(date, 1) : date;
  return DateTime.fromISO(`${day}T${time === '24:00' ? '00:00' : time}`, { zone: calendar.timezone }).toMillis();
}

export function addDays(date: string, days: number): string {
  return dateOfNumber(dayNumber(date) + days);
}

export function daysBetween(from: string, to: string): number {
  return dayNumber(to) - dayNumber(from);
}

/** Calendar time; the 31st plus a month is the last of the month. */
export function addToDate(date: string, duration: string): string {
  const days = /^(-?)P(\d+)D$/.exec(duration);
  if (days) return addDays(date, Number(`${days[1]}${days[2]}`));
  return DateTime.fromISO(date, { zone: 'utc' }).plus(Duration.fromISO(duration)).toISODate() ?? date;
}

export function endOfMonth(date: string): string {
  return DateTime.fromISO(date, { zone: 'utc' }).endOf('month').toISODate() ?? date;
}

export function maySendAt(sending: Sending, at: Instant): boolean {
  const date = dateOf(sending.calendar, at);
  const opens = sendingStarts(sending, date);
  return opens !== null && at >= opens && at < instantOf(sending.calendar, date, sending.policy.send?.window?.[1] ?? '24:00');
}

/** When letters may leave on that day; null on a closed day. */
export function sendingStarts({ policy, calendar }: Sending, date: string): Instant | null {
  const { window, onClosedDay } = policy.send ?? {};
  if (onClosedDay !== 'send' && !isWorkday(ruleOf(calendar), date)) return null;
  return instantOf(calendar, date, window?.[0] ?? '00:00');
}

export function advance(calendar: Calendar, from: Instant, duration: string, _clock: 'calendar' | 'business'): Instant {
  return local(calendar, from).plus(Duration.fromISO(duration)).toMillis();
}

/** Null when it is neither an instant nor a date or time of the calendar's own zone. */
export function parseInstant(calendar: Calendar, value: string): Instant | null {
  const at = DateTime.fromISO(value, { zone: calendar.timezone });
  return at.isValid ? at.toMillis() : null;
}

function local(calendar: Calendar, at: Instant): DateTime {
  return DateTime.fromMillis(at, { zone: calendar.timezone });
}

function ruleOf(calendar: Calendar): WorkdayRule {
  const range = (entry: string | { from: string; to: string } | { date: string }) =>
    typeof entry === 'string' ? { from: entry, to: entry } : 'date' in entry ? { from: entry.date, to: entry.date } : { from: entry.from, to: entry.to };
  return {
    week: (['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const).map((day) => (calendar.week[day]?.length ?? 0) > 0),
    closed: (calendar.closed ?? []).map(range),
    open: (calendar.open ?? []).map(range),
  };
}
