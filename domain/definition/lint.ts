import type { CalendarDefinition } from '../generated/calendar';
import type { DunningDefinition } from '../generated/dunning';
import type { EntityDefinition } from '../generated/entity';
import type { FormDefinition } from '../generated/form';
import type { ListDefinition } from '../generated/list';
import type { ProcessDefinition } from '../generated/process';
import type { Catalogue, Document } from './catalogue';
import { lintDunning } from './dunning';
import { lintEntity, lintForm, lintList } from './forms';
import { lintGraph } from './graph';
import { lintGuards } from './guards';
import { finding, pointer, type Finding } from './problem';
import { lintNames } from './names';
import { lintReferences } from './references';
import { lintLimits, lintShape } from './shape';
import { lintStarts } from './starts';
import { lintTimes } from './time';

const RULES: ((process: ProcessDefinition, catalogue: Catalogue) => Finding[])[] = [
  lintShape,
  lintGraph,
  lintTimes,
  lintReferences,
  lintNames,
  lintStarts,
  lintGuards,
];
const LOCALES = ['zh-CN', 'en'];

/** What is wrong with a document that its schema accepts, by what it says and by what the others say. */
export function lint(document: Document, catalogue: Catalogue): Finding[] {
  // The kind was checked by the schema.
  return [...missingLocales(document, ''), ...lintKind(document, catalogue)];
}

function lintKind(document: Document, catalogue: Catalogue): Finding[] {
  switch (document.kind) {
    case 'process': {
      // The kind says so, here and below.
      const process = document as ProcessDefinition;
      const over = lintLimits(process);
      if (over.length > 0) return over;
      return RULES.flatMap((rule) => rule(process, catalogue));
    }
    case 'dunning':
      return lintDunning(document as DunningDefinition, catalogue); // by its kind
    case 'form':
      return lintForm(document as FormDefinition, catalogue); // by its kind
    case 'list':
      return lintList(document as ListDefinition); // by its kind
    case 'entity':
      return lintEntity(document as EntityDefinition, catalogue); // by its kind
    case 'calendar':
      return lintCalendar(document as CalendarDefinition); // by its kind
    default:
      return [];
  }
}

function lintCalendar(calendar: CalendarDefinition): Finding[] {
  const days = Object.entries(calendar.week);
  const hours = days.flatMap(([, windows]) => windows).length + (calendar.open ?? []).length;
  return [
    ...(hours === 0 ? [finding('calendar-without-hours', '/week')] : []),
    ...(isZone(calendar.timezone)
      ? []
      : [finding('unknown-timezone', '/timezone', { name: calendar.timezone })]),
    ...days.flatMap(([day, windows]) =>
      windows.flatMap(([from, to], n) => {
        const before = windows[n - 1]?.[1];
        return from >= to || (before !== undefined && before > from)
          ? [finding('windows-overlap', pointer('week', day, n))]
          : [];
      }),
    ),
  ];
}

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).format(0) !== '';
  } catch {
    return false;
  }
}

/** A text in one language wants the others too. */
function missingLocales(value: unknown, at: string): Finding[] {
  if (Array.isArray(value)) return value.flatMap((item, n) => missingLocales(item, `${at}/${n}`));
  if (typeof value !== 'object' || value === null) return [];
  const keys = Object.keys(value);
  if (keys.length > 0 && keys.every((key) => LOCALES.includes(key))) {
    return LOCALES.filter((locale) => !keys.includes(locale)).map((name) =>
      finding('missing-locale', at, { name }),
    );
  }
  return Object.entries(value).flatMap(([key, item]) =>
    key === 'tests' ? [] : missingLocales(item, at + pointer(key)),
  );
}
