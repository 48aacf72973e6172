import { dayNumber } from '../expression/workdays';
import type { CalendarDefinition } from '../generated/calendar';
import { finding, pointer, type Finding } from './problem';

type Entry = string | { date?: string; from?: string; to?: string; windows?: [string, string][] };

export function lintCalendar(calendar: CalendarDefinition): Finding[] {
  const days = Object.entries(calendar.week);
  const open = calendar.open ?? [];
  const usual = days.flatMap(([, windows]) => windows).length;
  const isOpen = usual > 0 || open.some((entry) => typeof entry === 'object' && entry.windows);
  return [
    ...(!isOpen ? [finding('calendar-without-hours', '/week')] : []),
    ...(isZone(calendar.timezone)
      ? []
      : [finding('unknown-timezone', '/timezone', { name: calendar.timezone })]),
    ...days.flatMap(([day, windows]) => overlaps(windows, pointer('week', day))),
    ...(calendar.closed ?? []).flatMap((entry, n) => lintEntry(entry, pointer('closed', n))),
    ...open.flatMap((entry, n) => lintEntry(entry, pointer('open', n))),
    ...openTwice(open),
  ];
}

function overlaps(windows: [string, string][], at: string): Finding[] {
  return windows.flatMap(([from, to], n) => {
    const before = windows[n - 1]?.[1];
    return from >= to || (before !== undefined && before > from)
      ? [finding('windows-overlap', `${at}/${n}`)]
      : [];
  });
}

function lintEntry(entry: Entry, at: string): Finding[] {
  if (typeof entry === 'string') return lintDate(entry, at);
  const { date, from, to, windows = [] } = entry;
  return [
    ...Object.entries({ date, from, to }).flatMap(([name, day]) =>
      day === undefined ? [] : lintDate(day, `${at}/${name}`),
    ),
    ...(from !== undefined && to !== undefined && from > to ? [finding('windows-overlap', at)] : []),
    ...overlaps(windows, `${at}/windows`),
  ];
}

function lintDate(day: string, at: string): Finding[] {
  return Number.isNaN(dayNumber(day)) ? [finding('bad-format', at, { example: '2026-02-28' })] : [];
}

/** Of a day that is opened twice, with other hours, it would not be known which it has. */
function openTwice(open: Entry[]): Finding[] {
  const ranges = open.map((entry) => {
    const range: Exclude<Entry, string> = typeof entry === 'string' ? { date: entry } : entry;
    const { date = '', from = date, to = from, windows } = range;
    return { from, to, hours: JSON.stringify(windows) };
  });
  return ranges.flatMap(({ from, to, hours }, n) =>
    ranges.slice(0, n).some((other) => other.from <= to && from <= other.to && other.hours !== hours)
      ? [finding('windows-overlap', pointer('open', n))]
      : [],
  );
}

/** A name of the IANA list; an offset such as `+08:00`, which JavaScript takes too, knows no daylight saving. */
function isZone(name: string): boolean {
  if (/^[+-]/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).format(0) !== '';
  } catch {
    return false;
  }
}
