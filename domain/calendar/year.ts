import { addDays, covers, windowsOf } from './days';
import type { Calendar } from './types';

export interface CalendarDay {
  date: string;
  open: boolean;
  windows: [string, string][];
  /** Which of the calendar's rules decides about this day. */
  reason: 'closed' | 'open' | 'week';
}

/** Every day of a year with its working windows, and why it is as it is. */
export function daysOfYear(calendar: Calendar, year: number): CalendarDay[] {
  const days: CalendarDay[] = [];
  const first = `${String(year).padStart(4, '0')}-01-01`;
  for (let date = first; date.startsWith(first.slice(0, 4)); date = addDays(date, 1)) {
    const windows = windowsOf(calendar, date).map(({ start, end }): [string, string] => [
      clock(start),
      clock(end),
    ]);
    days.push({ date, open: windows.length > 0, windows, reason: reasonOf(calendar, date) });
  }
  return days;
}

function reasonOf(calendar: Calendar, date: string): CalendarDay['reason'] {
  if ((calendar.open ?? []).some((entry) => covers(entry, date))) return 'open';
  return (calendar.closed ?? []).some((entry) => covers(entry, date)) ? 'closed' : 'week';
}

function clock(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return `${String(hours).padStart(2, '0')}:${String(rest).padStart(2, '0')}`;
}
