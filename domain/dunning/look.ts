import { compareMoney, sumMoney } from '../money';
import { ladderOf } from './ladder';
import { ask, askDate, customerContext, itemContext, remember, type Scope } from './scope';
import { daysBetween, instantOf } from './time';
import type { InstalmentFacts, InvoiceFacts, Item } from './types';

/** A customer's account on one day. */
export interface Picture {
  day: string;
  /** Everything owed that the policy includes, oldest due first. */
  items: Item[];
  state: string;
}

interface Owed {
  invoice: InvoiceFacts;
  instalment: InstalmentFacts;
}

/** What the facts mean on a day, past, present or future; nothing is carried over from another day. */
export function look(scope: Scope, day: string): Picture {
  const items = owedOf(scope)
    .filter((owed) => isIncluded(scope, owed, day))
    .map((owed) => itemOf(scope, owed, day));
  return { day, items, state: stateOf(scope, items.filter(isCounted), day) };
}

/** Items that no hold covers: only they count. */
export function countedItems(picture: Picture): Item[] {
  return picture.items.filter(isCounted);
}

function isCounted(item: Item): boolean {
  return item.holds.length === 0;
}

/** What a state's `when` and a level's `if` see besides: amounts of different currencies are never added. */
export interface Figures {
  total: number;
  openCount: number;
  oldestDays: number;
}

export function figuresOf(scope: Scope, items: Item[], currency: string, day: string): Figures {
  const oldest = items.reduce(
    (first, { dueDate }) => (dueDate < first ? dueDate : first),
    items[0]?.dueDate ?? day,
  );
  return {
    total: totalOf(scope, items, currency),
    openCount: items.length,
    oldestDays: daysBetween(oldest, day),
  };
}

function totalOf(scope: Scope, items: Item[], currency: string): number {
  const own = items.filter((item) => item.currency === currency);
  const key = `total ${own.map(({ instalmentId }) => instalmentId).join()}`;
  if (!scope.memo.has(key)) {
    scope.memo.set(key, Number(sumMoney(own.map((item) => item.outstanding))));
  }
  return scope.memo.get(key) as number; // stored above
}

/** Instalments with something open, oldest due first; a draft is not owed. */
function owedOf(scope: Scope): Owed[] {
  const key = 'owed';
  if (!scope.memo.has(key)) {
    const owed = scope.facts.invoices
      .filter((invoice) => !invoice.draft)
      .flatMap((invoice) => invoice.instalments.map((instalment) => ({ invoice, instalment })))
      .filter(({ instalment }) => compareMoney(instalment.outstanding, 0) > 0)
      .sort((a, b) => compareText(a.instalment.dueDate, b.instalment.dueDate));
    scope.memo.set(key, owed);
  }
  return scope.memo.get(key) as Owed[]; // stored above
}

function isIncluded(scope: Scope, { invoice, instalment }: Owed, day: string): boolean {
  const { includes } = scope.policy;
  if (includes === undefined) return !invoice.writtenOff;
  return remember(scope, `includes ${instalment.id}`, includes, () =>
    ask(scope, '/includes', includes, itemContext(scope, invoice, instalment, day), false),
  );
}

function itemOf(scope: Scope, { invoice, instalment }: Owed, day: string): Item {
  return {
    instalmentId: instalment.id,
    invoiceId: invoice.id,
    number: invoice.number,
    currency: invoice.currency,
    dueDate: instalment.dueDate,
    outstanding: instalment.outstanding,
    days: daysBetween(instalment.dueDate, day),
    level: ladderOf(scope, instalment.id).level,
    holds: holdsOn(scope, { invoice, instalment }, day),
  };
}

function holdsOn(scope: Scope, { invoice, instalment }: Owed, day: string): string[] {
  const { id } = instalment;
  const context = () => itemContext(scope, invoice, instalment, day);
  return (scope.policy.holds ?? [])
    .filter((hold, n) => {
      const pointer = `/holds/${n}`;
      if ('when' in hold) {
        return remember(scope, `${pointer} ${id}`, hold.when, () =>
          ask(scope, `${pointer}/when`, hold.when, context(), true),
        );
      }
      const source = hold.until.cel;
      const until = remember(scope, `${pointer} ${id}`, source, () =>
        askDate(scope, `${pointer}/until/cel`, source, context()),
      );
      return until !== null && holdsUntil(scope, until, day);
    })
    .map((hold) => hold.id);
}

/** A promised day is kept until it is over; an instant holds the days that begin before it. */
function holdsUntil(scope: Scope, until: string, day: string): boolean {
  return until.length === 10 ? day <= until : instantOf(scope.calendar, day) < Date.parse(until);
}

/** The first state that matches the items that count, worst first, in any currency. */
export function stateOf(scope: Scope, counted: Item[], day: string): string {
  if (counted.length === 0) return 'clear';
  const currencies = [...new Set(counted.map((item) => item.currency))];
  const contexts = currencies.map((currency) => ({
    ...customerContext(scope, day),
    ...figuresOf(scope, counted, currency, day),
  }));
  const state = (scope.policy.state ?? []).find(({ when }, n) =>
    contexts.some((context) => ask(scope, `/state/${n}/when`, when, context, false)),
  );
  return state?.id ?? 'clear';
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
