import { parseDuration, type Duration } from '../calendar/duration';
import { isObjectType, type CelType, type TypeEnv } from '../expression/types';
import type { DunningDefinition, Level } from '../generated/dunning';
import type { Catalogue } from './catalogue';
import { entityType } from './environment';
import { checkExpression } from './expressions';
import { closest, finding, pointer, type Finding, type ProblemCode } from './problem';

const FIGURES: TypeEnv = {
  total: 'double',
  openCount: 'double',
  oldestDays: 'double',
  tags: 'list<string>',
  today: 'string',
};

/** What domain/dunning/scope.ts gives, typed: the records' own fields, and what the account adds to them. */
function environments(catalogue: Catalogue): { customer: TypeEnv; item: TypeEnv } {
  const customer: TypeEnv = {
    ...FIGURES,
    customer: withFields(entityType('customer', catalogue), {
      id: 'string',
      tags: 'list<string>',
      locale: 'string',
      category: 'string',
    }),
  };
  const invoice = withFields(entityType('invoice', catalogue), {
    id: 'string',
    amount: 'double',
    balance: 'double',
    paid: 'double',
    date: 'string',
    dueDate: 'string',
    draft: 'bool',
    disputed: 'bool',
    writtenOff: 'bool',
    promisedOn: 'dyn',
  });
  const instalment = { id: 'string', dueDate: 'string', amount: 'double', balance: 'double' };
  return { customer, item: { ...customer, invoice, instalment } };
}

function withFields(type: CelType, fields: Record<string, CelType>): CelType {
  return isObjectType(type) ? { ...type, ...fields } : type;
}

export function lintDunning(policy: DunningDefinition, catalogue: Catalogue): Finding[] {
  const { customer, item } = environments(catalogue);
  return [
    ...(policy.calendar
      ? named('unknown-calendar', policy.calendar, '/calendar', catalogue.keys('calendar'))
      : []),
    ...(policy.includes === undefined ? [] : checkExpression(policy.includes, '/includes', item, 'bool')),
    ...(policy.holds ?? []).flatMap((hold, n) =>
      'when' in hold
        ? checkExpression(hold.when, pointer('holds', n, 'when'), item, 'bool')
        : checkExpression(hold.until.cel, pointer('holds', n, 'until', 'cel'), item, 'any'),
    ),
    ...(policy.state ?? []).flatMap((state, n) =>
      checkExpression(state.when, pointer('state', n, 'when'), customer, 'bool'),
    ),
    ...policy.levels.flatMap((level, n) => lintLevel(level, n, item, catalogue)),
    ...lintOrder(policy),
    ...duplicates(policy),
    ...lintWindow(policy),
  ];
}

function lintLevel(level: Level, n: number, env: TypeEnv, catalogue: Catalogue): Finding[] {
  return [
    ...(n === 0 && level.from === 'previousLevel'
      ? [finding('first-level-from-previous', pointer('levels', 0, 'from'))]
      : []),
    ...(level.if === undefined ? [] : checkExpression(level.if, pointer('levels', n, 'if'), env, 'bool')),
    ...level.do.flatMap((effect, e) => {
      if ('send' in effect)
        return named(
          'unknown-template',
          effect.template,
          pointer('levels', n, 'do', e, 'template'),
          catalogue.keys('template'),
        );
      if ('task' in effect && effect.task.form)
        return named(
          'unknown-form',
          effect.task.form,
          pointer('levels', n, 'do', e, 'task', 'form'),
          catalogue.keys('form'),
        );
      return [];
    }),
  ];
}

/** Levels that count from the due date must lie one after the other; one from the previous level must lie after it. */
function lintOrder({ levels }: DunningDefinition): Finding[] {
  return levels.flatMap((level, n) => {
    const after = days(level.after);
    const at = pointer('levels', n, 'after');
    if (after === null) return [];
    if (level.from === 'previousLevel') return after <= 0 ? [finding('levels-unordered', at)] : [];
    const before = levels
      .slice(0, n)
      .filter((other) => other.from === level.from)
      .map((other) => days(other.after) ?? -Infinity);
    return before.some((other) => other >= after) ? [finding('levels-unordered', at)] : [];
  });
}

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

function named(code: ProblemCode, name: string, at: string, known: string[]): Finding[] {
  if (known.includes(name)) return [];
  const hint = closest(name, known);
  return [finding(code, at, { name }, hint ? { hint: `${hint}?` } : {})];
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
