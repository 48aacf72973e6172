import { applyEdits, modify, parse } from 'jsonc-parser';
import { windowsOf } from '../../../domain/calendar/days';
import type { Calendar } from '../../../domain/calendar/types';
import { daysOfYear } from '../../../domain/calendar/year';
import { isObject } from './editor/schemaWalk';

export interface Day {
  date: string;
  isOpen: boolean;
  /** Why: as the week has it, closed on this day, or open on a day that is free otherwise. */
  reason: 'week' | 'closed' | 'open';
  /** `09:00–12:00`, in order. */
  windows: string[];
}

const FORMAT = { formattingOptions: { insertSpaces: true, tabSize: 2 } };

/** Every day of a year as the rules of the product see it. */
export function yearOf(calendar: Calendar, year: number): Day[] {
  const usual = daysOfYear({ ...calendar, closed: [], open: [] }, year);
  return daysOfYear(calendar, year).map(({ date, open: isOpen, windows }, n) => {
    const isUsual = JSON.stringify(windows) === JSON.stringify(usual[n]?.windows);
    return {
      date,
      isOpen,
      reason: isUsual ? 'week' : isOpen ? 'open' : 'closed',
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

function without(text: string, list: 'closed' | 'open', date: string): string {
  const entries = calendarIn(text)?.[list] ?? [];
  const index = entries.findIndex(
    (entry) => entry === date || (typeof entry === 'object' && 'date' in entry && entry.date === date),
  );
  return index < 0 ? text : applyEdits(text, modify(text, [list, index], undefined, FORMAT));
}

function into(text: string, list: 'closed' | 'open', date: string): string {
  const count = calendarIn(text)?.[list]?.length ?? 0;
  return applyEdits(text, modify(text, [list, count], date, FORMAT));
}
