import { check } from '../expression/check';
import { parseDuration, type Duration } from '../calendar/duration';
import { SURE, type Shape } from '../expression/shape';
import type { DunningDefinition, Level } from '../generated/dunning';
import type { Catalogue } from './catalogue';
import { lookUp } from './lookup';
import { checked, guard, type Place } from './places';
import { finding, hasErrors, pointer, type Finding } from './problem';

const FIGURES = {
  total: 'double',
  openCount: 'double',
  oldestDays: 'double',
  tags: 'list<string>',
  today: 'string',
};
const EMPTY: Shape = { empty: true };

/** What domain/dunning/scope.ts gives, typed. */
const OF_CUSTOMER: Place = {
  env: {
    ...FIGURES,
    customer: {
      ...texts('id', 'name', 'locale', 'category', 'email'),
      tags: 'list<string>',
    },
  },
  shapes: { customer: { fields: { category: EMPTY, email: EMPTY } } },
  done: new Set(),
  known: new Set(),
};
const OF_ITEM: Place = {
  ...OF_CUSTOMER,
  env: {
    ...OF_CUSTOMER.env,
    invoice: {
      ...texts('id', 'number', 'currency', 'date', 'issueDate', 'dueDate', 'status', 'paymentTerms'),
      ...texts('orderId', 'promisedOn'),
      ...{ amount: 'double', total: 'double', paid: 'double', balance: 'double' },
      ...{ draft: 'bool', disputed: 'bool', writtenOff: 'bool' },
    },
    instalment: { ...texts('id', 'dueDate'), amount: 'double', balance: 'double' },
  },
  shapes: {
    ...OF_CUSTOMER.shapes,
    invoice: { fields: { orderId: EMPTY, promisedOn: EMPTY } },
    instalment: SURE,
  },
};

function texts(...names: string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, 'string']));
}

export function lintDunning(policy: DunningDefinition, catalogue: Catalogue): Finding[] {
  return [
    ...(policy.calendar
      ? lookUp('unknown-calendar', policy.calendar, '/calendar', catalogue.keys('calendar'))
      : []),
    ...(policy.includes === undefined ? [] : guard(policy.includes, '/includes', OF_ITEM)),
    ...(policy.holds ?? []).flatMap((hold, n) =>
      'when' in hold
        ? guard(hold.when, pointer('holds', n, 'when'), OF_ITEM)
        : lintUntil(hold.until.cel, pointer('holds', n, 'until', 'cel')),
    ),
    ...(policy.state ?? []).flatMap((state, n) => [
      ...guard(state.when, pointer('state', n, 'when'), OF_CUSTOMER),
      // Where no state matches.
      ...(state.id === 'clear'
        ? [finding('reserved-name', pointer('state', n, 'id'), { name: 'clear' })]
        : []),
    ]),
    ...policy.levels.flatMap((level, n) => lintLevel(level, n, catalogue)),
    ...lintOrder(policy),
    ...duplicates(policy),
    ...lintWindow(policy),
  ];
}

/** A date or an instant, or nothing where there is none. */
function lintUntil(source: string, at: string): Finding[] {
  const found = checked(source, at, OF_ITEM, 'any');
  if (hasErrors(found)) return found;
  const result = check(source, OF_ITEM.env, 'any');
  return result.ok && !['string', 'dyn', 'null'].includes(result.type)
    ? [
        ...found,
        finding('wrong-value', at, { expected: 'string', actual: result.type.replace('double', 'number') }),
      ]
    : found;
}

function lintLevel(level: Level, n: number, catalogue: Catalogue): Finding[] {
  const at = pointer('levels', n);
  return [
    ...(n === 0 && level.from === 'previousLevel'
      ? [finding('first-level-from-previous', `${at}/from`)]
      : []),
    // Letters are counted in days.
    ...(level.after.includes('T') ? [finding('bad-format', `${at}/after`, { example: 'P3D' })] : []),
    ...(level.if === undefined ? [] : guard(level.if, `${at}/if`, OF_ITEM)),
    ...level.do.flatMap((effect, e) => {
      if ('send' in effect)
        return lookUp(
          'unknown-template',
          effect.template,
          `${at}/do/${e}/template`,
          catalogue.keys('template'),
        );
      return 'task' in effect && effect.task.form
        ? lookUp('unknown-form', effect.task.form, `${at}/do/${e}/task/form`, catalogue.keys('form'))
        : [];
    }),
  ];
}

/** A level that never comes after one before it, by the days after the due date on which each may come. */
function lintOrder({ levels }: DunningDefinition): Finding[] {
  let earliest = -Infinity;
  return levels.flatMap((level, n) => {
    const after = days(level.after);
    if (after === null) return [];
    const isRelative = level.from === 'previousLevel';
    const latest = isRelative
      ? earliest + after
      : after + (level.from === 'endOfMonth' ? LONGEST_MONTH - 1 : 0);
    const isLate = isRelative ? after > 0 : latest > earliest;
    earliest = Math.max(earliest, isRelative ? earliest + after : after);
    return isLate ? [] : [finding('levels-unordered', pointer('levels', n, 'after'))];
  });
}

const LONGEST_MONTH = 31;

function duplicates({ levels, state = [], holds = [] }: DunningDefinition): Finding[] {
  return Object.entries({ levels, state, holds }).flatMap(([list, items]) =>
    items.flatMap((item, n) =>
      items.findIndex((other) => other.id === item.id) < n
        ? [finding('duplicate-id', pointer(list, n, 'id'), { name: item.id })]
        : [],
    ),
  );
}

function lintWindow({ send }: DunningDefinition): Finding[] {
  const [from, to] = send?.window ?? [];
  return from !== undefined && to !== undefined && String(from) >= String(to)
    ? [finding('windows-overlap', '/send/window')]
    : [];
}

/** Days, roughly: a month is thirty of them, which orders levels well enough. */
function days(text: string): number | null {
  let duration: Duration;
  try {
    duration = parseDuration(text);
  } catch {
    return null;
  }
  const { sign, years, months, weeks, hours } = duration;
  return sign * ((years * 12 + months) * 30 + weeks * 7 + duration.days + hours / 24);
}
