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

/** What is needed of an item to count and add it up. */
type Counted = Pick<Item, 'instalmentId' | 'currency' | 'outstanding' | 'dueDate'>;

interface Owed extends Counted {
  invoice: InvoiceFacts;
  instalment: InstalmentFacts;
}

/** What the facts mean on a day, past, present or future; nothing is carried over from another day. */
export function look(scope: Scope, day: string): Picture {
  const owed = owedOf(scope);
  const included = owed.filter((item) => isIncluded(scope, item, owed, day));
  const items = included.map((item) => itemOf(scope, item, included, day));
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

export function figuresOf(scope: Scope, items: Counted[], currency: string, day: string): Figures {
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

function totalOf(scope: Scope, items: Counted[], currency: string): number {
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
      .flatMap((invoice) => invoice.instalments.map((instalment) => owedFor(invoice, instalment)))
      .filter(({ outstanding }) => compareMoney(outstanding, 0) > 0)
      .sort((a, b) => compareText(a.dueDate, b.dueDate));
    scope.memo.set(key, owed);
  }
  return scope.memo.get(key) as Owed[]; // stored above
}

function owedFor(invoice: InvoiceFacts, instalment: InstalmentFacts): Owed {
  const { id, dueDate, outstanding } = instalment;
  return { invoice, instalment, instalmentId: id, dueDate, outstanding, currency: invoice.currency };
}

/** `includes` sees the figures of all that is open, a hold those of all that is included. */
function contextFor(scope: Scope, item: Owed, among: Owed[], day: string): Record<string, unknown> {
  const figures = figuresOf(scope, among, item.currency, day);
  return { ...itemContext(scope, item.invoice, item.instalment, day), ...figures };
}

function isIncluded(scope: Scope, item: Owed, among: Owed[], day: string): boolean {
  const { includes } = scope.policy;
  if (includes === undefined) return !item.invoice.writtenOff;
  return remember(scope, `includes ${item.instalmentId}`, includes, () =>
    ask(scope, '/includes', includes, contextFor(scope, item, among, day), false),
  );
}

function itemOf(scope: Scope, item: Owed, among: Owed[], day: string): Item {
  const { invoice, instalmentId, dueDate, outstanding, currency } = item;
  return {
    instalmentId,
    invoiceId: invoice.id,
    number: invoice.number,
    currency,
    dueDate,
    outstanding,
    days: daysBetween(dueDate, day),
    level: ladderOf(scope, instalmentId).level,
    holds: holdsOn(scope, item, among, day),
  };
}

function holdsOn(scope: Scope, item: Owed, among: Owed[], day: string): string[] {
  const context = () => contextFor(scope, item, among, day);
  return (scope.policy.holds ?? [])
    .filter((hold, n) => {
      const key = `/holds/${n} ${item.instalmentId}`;
      if ('when' in hold) {
        return remember(scope, key, hold.when, () =>
          ask(scope, `/holds/${n}/when`, hold.when, context(), true),
        );
      }
      const source = hold.until.cel;
      const until = remember(scope, key, source, () =>
        askDate(scope, `/holds/${n}/until/cel`, source, context()),
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
