import { parseDuration, type Duration } from '../calendar/duration';
import type { TypeEnv } from '../expression/types';
import type { DunningDefinition, Level } from '../generated/dunning';
import type { Catalogue } from './catalogue';
import { checkExpression } from './expressions';
import { closest, finding, pointer, type Finding, type ProblemCode } from './problem';

const TOTALS: TypeEnv = {
  total: 'double',
  openCount: 'double',
  oldestDays: 'double',
  tags: 'list<string>',
  today: 'string',
};
const INVOICE: TypeEnv = { invoice: 'dyn', customer: 'dyn', ...TOTALS };

export function lintDunning(policy: DunningDefinition, catalogue: Catalogue): Finding[] {
  return [
    ...(policy.calendar
      ? named('unknown-calendar', policy.calendar, '/calendar', catalogue.keys('calendar'))
      : []),
    ...(policy.includes === undefined ? [] : checkExpression(policy.includes, '/includes', INVOICE, 'bool')),
    ...(policy.holds ?? []).flatMap((hold, n) =>
      'when' in hold
        ? checkExpression(hold.when, pointer('holds', n, 'when'), INVOICE, 'bool')
        : checkExpression(hold.until.cel, pointer('holds', n, 'until', 'cel'), INVOICE, 'any'),
    ),
    ...(policy.state ?? []).flatMap((state, n) =>
      checkExpression(state.when, pointer('state', n, 'when'), INVOICE, 'bool'),
    ),
    ...policy.levels.flatMap((level, n) => lintLevel(level, n, catalogue)),
    ...lintOrder(policy),
    ...duplicates(policy),
    ...lintWindow(policy),
  ];
}

function lintLevel(level: Level, n: number, catalogue: Catalogue): Finding[] {
  return [
    ...(n === 0 && level.from === 'previousLevel'
      ? [finding('first-level-from-previous', pointer('levels', 0, 'from'))]
      : []),
    ...(level.if === undefined ? [] : checkExpression(level.if, pointer('levels', n, 'if'), INVOICE, 'bool')),
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
