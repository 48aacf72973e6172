import { references } from '../expression/references';
import { nextLevel } from './ladder';
import { countedItems, look, type Picture } from './look';
import { planNotices } from './notices';
import { askDate, itemContext, type Scope } from './scope';
import { addDays, instantOf, sendingStarts } from './time';
import type { Instant } from './types';

/** Time alone changes nothing further ahead than this. */
export const HORIZON_DAYS = 400;

/**
 * The earliest instant after `at` at which the answer changes though the account does not. States, holds and what is
 * included change at midnight; letters leave when the sending hours begin.
 */
export function nextInstant(scope: Scope, now: Picture, at: Instant): Instant | null {
  const today = planNotices(scope, now).length > 0 ? sendingStarts(scope, now.day) : null;
  if (today !== null && at < today) return today;
  const turns = turningDays(scope, now);
  const last = addDays(now.day, HORIZON_DAYS);
  let day: string | undefined = addDays(now.day, 1);
  while (day !== undefined && day <= last) {
    const then = look(scope, day);
    if (signature(then) !== signature(now)) return instantOf(scope.calendar, day);
    const waits = planNotices(scope, then).length > 0;
    const sending = waits ? sendingStarts(scope, day) : null;
    if (sending !== null) return sending;
    // A letter that waits for an open day looks at each of them.
    day = waits || turns === null ? addDays(day, 1) : turns.find((turn) => turn > then.day);
  }
  return null;
}

/**
 * The days on which a level, a due date, the end of a hold or an age that a state compares with falls; on no other day
 * can anything change. Null when an expression may turn on any day.
 */
function turningDays(scope: Scope, now: Picture): string[] | null {
  const ages = (scope.policy.state ?? []).map(({ when }) => comparedAges(when));
  if (conditionsOf(scope).some(readsTime) || ages.includes(null)) return null;
  const today = now.day;
  const oldest = countedItems(now)[0]?.dueDate ?? today;
  const days = new Set(
    ages.flatMap((list) => list ?? []).flatMap((age) => [addDays(oldest, age), addDays(oldest, age + 1)]),
  );
  for (const invoice of scope.facts.invoices) {
    for (const instalment of invoice.instalments) {
      const { id, dueDate } = instalment;
      days.add(dueDate);
      // Before the due date and on it another level may have its turn.
      for (const day of [today, dueDate]) days.add(nextLevel(scope, id, dueDate, day)?.from ?? dueDate);
      for (const [n, hold] of (scope.policy.holds ?? []).entries()) {
        if (!('until' in hold)) continue;
        const context = itemContext(scope, invoice, instalment, today);
        const until = askDate(scope, `/holds/${n}/until/cel`, hold.until.cel, context);
        if (until !== null && until.length > 10) return null;
        if (until !== null) days.add(addDays(until, 1));
      }
    }
  }
  return [...days].sort();
}

function conditionsOf({ policy }: Scope): string[] {
  return [
    ...(policy.includes === undefined ? [] : [policy.includes]),
    ...(policy.holds ?? []).map((hold) => ('when' in hold ? hold.when : hold.until.cel)),
    ...policy.levels.flatMap((level) => (level.if === undefined ? [] : [level.if])),
  ];
}

const AGE = /(?<![-+*/%]\s*)\boldestDays\s*(?:>=|<=|==|!=|>|<)\s*(\d{1,5})\b(?!\s*[-+*/%.])/g;

/** The whole numbers that a condition compares `oldestDays` with; null when it reads the time in any other way. */
function comparedAges(when: string): number[] | null {
  const rest = when.replace(AGE, 'true');
  return readsTime(rest) ? null : [...when.matchAll(AGE)].map(([, age]) => Number(age));
}

const timeReaders = new Map<string, boolean>();

function readsTime(source: string): boolean {
  let reads = timeReaders.get(source);
  if (reads === undefined) {
    if (timeReaders.size > 1000) timeReaders.clear();
    reads = mentionsTime(source);
    timeReaders.set(source, reads);
  }
  return reads;
}

function mentionsTime(source: string): boolean {
  try {
    return references(source).some(([root]) => root === 'today' || root === 'oldestDays');
  } catch {
    return true;
  }
}

function signature({ state, items }: Picture): string {
  return JSON.stringify([state, items.map(({ instalmentId, holds }) => [instalmentId, holds])]);
}
