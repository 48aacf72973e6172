import { applyEdits, modify, parse } from 'jsonc-parser';
import { addDays, covers, usualWindows, windowsOf, type Window } from '../../../domain/calendar/days';
import type { Calendar } from '../../../domain/calendar/types';
import { daysOfYear } from '../../../domain/calendar/year';
import { isObject } from './editor/schemaWalk';

export interface Day {
  date: string;
  isOpen: boolean;
  /** Why: as the week has it, closed on this day, open on a day that is free otherwise, or with hours of its own. */
  reason: 'week' | 'closed' | 'open' | 'hours';
  /** `09:00–12:00`, in order. */
  windows: string[];
}

/** A day, or days from one to another, in `closed` or `open`. */
type Entry = string | { date?: string; from?: string; to?: string; windows?: [string, string][] };
type Range = { from: string; to: string };

const FORMAT = { formattingOptions: { insertSpaces: true, tabSize: 2 } };

/** Every day of a year as the rules of the product see it. */
export function yearOf(calendar: Calendar, year: number): Day[] {
  const usual = daysOfYear({ ...calendar, closed: [], open: [] }, year);
  return daysOfYear(calendar, year).map(({ date, open: isOpen, windows }, n) => {
    const asUsual = usual[n]?.windows ?? [];
    const isUsual = JSON.stringify(windows) === JSON.stringify(asUsual);
    return {
      date,
      isOpen,
      reason: isUsual ? 'week' : !isOpen ? 'closed' : asUsual.length > 0 ? 'hours' : 'open',
      windows: windows.map((window) => window.join('–')),
    };
  });
}

/** The calendar in a text, once there is enough of it to draw. */
export function calendarIn(text: string): Calendar | null {
  const document: unknown = parse(text);
  if (!isObject(document) || !isObject(document['week'])) return null;
  // the checker judges the rest; the drawing is asked for only when it found no error
  return document as unknown as Calendar;
}

/** The text with a working day made free, or a free day made a working day. */
export function toggleDay(text: string, date: string): string {
  const calendar = calendarIn(text);
  if (!calendar) return text;
  const wasOpen = windowsOf(calendar, date).length > 0;
  const undone = without(text, wasOpen ? 'open' : 'closed', date);
  const now = calendarIn(undone);
  if (now && windowsOf(now, date).length > 0 !== wasOpen) return undone;
  return into(undone, wasOpen ? 'closed' : 'open', date);
}

/** The text with the first half of the working hours on a day, or with all of them where it had half. */
export function halveDay(text: string, date: string): string {
  const calendar = calendarIn(text);
  if (!calendar) return text;
  const half = halfOf(usualWindows(calendar, date));
  const hasHalf = JSON.stringify(windowsOf(calendar, date)) === JSON.stringify(half);
  const undone = without(text, 'open', date);
  if (hasHalf) return undone;
  const windows = half.map(({ start, end }): [string, string] => [timeOf(start), timeOf(end)]);
  return into(undone, 'open', { date, windows });
}

function halfOf(windows: Window[]): Window[] {
  const [first, second] = windows;
  if (!first || second) return windows.slice(0, 1);
  return [{ start: first.start, end: Math.round((first.start + first.end) / 2) }];
}

function timeOf(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

/** Without what a list says of one day; of a range the days before and after it stay. */
function without(text: string, list: 'closed' | 'open', date: string): string {
  const entries: Entry[] = calendarIn(text)?.[list] ?? [];
  const index = entries.findIndex((entry) => covers(entry, date) && (list === 'open' || !isRange(entry)));
  const entry = entries[index];
  if (entry === undefined) return text;
  const rest = isRange(entry) ? around(entry, date) : [];
  const gone = applyEdits(text, modify(text, [list, index], undefined, FORMAT));
  return rest.reduce<string>((now, part) => into(now, list, part), gone);
}

function isRange(entry: Entry): entry is Range {
  return typeof entry === 'object' && entry.from !== undefined && entry.to !== undefined;
}

function around(range: Range, date: string): Entry[] {
  const parts = [
    { ...range, to: addDays(date, -1) },
    { ...range, from: addDays(date, 1) },
  ];
  return parts.filter(({ from, to }) => from <= to);
}

function into(text: string, list: 'closed' | 'open', entry: Entry): string {
  const count = calendarIn(text)?.[list]?.length ?? 0;
  return applyEdits(text, modify(text, [list, count], entry, FORMAT));
}
