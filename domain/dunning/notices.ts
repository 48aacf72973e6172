import type { Level } from '../generated/dunning';
import { compareMoney, roundMoney, share, sumMoney } from '../money';
import { groupBy } from './groupBy';
import { countedItems, figuresOf, type Picture } from './look';
import { ladderOf, nextLevel } from './ladder';
import { ask, itemContext, type Scope } from './scope';
import type { Item, Notice, NoticeItem } from './types';

interface Climb {
  item: Item;
  level: Level;
  index: number;
}

/** The letters that this day calls for, whatever the hour: at most one for each currency. */
export function planNotices(scope: Scope, picture: Picture): Notice[] {
  const counted = countedItems(picture);
  const climbs = counted
    .map((item) => climbOf(scope, item, counted, picture.day))
    .filter((climb) => climb !== null);
  return [...groupBy(climbs, ({ item }) => item.currency)]
    .filter(([currency, group]) => isWorthALetter(scope, currency, group))
    .map(([currency, group]) => noticeOf(scope, currency, group, picture.day));
}

/** Simple interest, rounded once: outstanding × rate % ÷ 365 × days overdue. */
export function interestOn(outstanding: string, annualRate: number, days: number, currency: string): string {
  if (days <= 0) return roundMoney(0, currency);
  return roundMoney(share(outstanding, annualRate).times(days).div(36_500), currency);
}

function climbOf(scope: Scope, item: Item, counted: Item[], day: string): Climb | null {
  // One step a day, and after a notice that failed or was ignored another try on another day.
  if (ladderOf(scope, item.instalmentId).lastTried === day) return null;
  const next = nextLevel(scope, item.instalmentId, item.dueDate, day);
  if (next === null || next.from > day) return null;
  const { level, index } = next;
  if (level.if !== undefined) {
    const context = { ...contextOf(scope, item, day), ...figuresOf(scope, counted, item.currency, day) };
    if (!ask(scope, `/levels/${index}/if`, level.if, context, false)) return null;
  }
  return { item, level, index };
}

function contextOf(scope: Scope, item: Item, day: string): Record<string, unknown> {
  const invoice = scope.facts.invoices.find(({ id }) => id === item.invoiceId);
  const instalment = invoice?.instalments.find(({ id }) => id === item.instalmentId);
  return invoice && instalment ? itemContext(scope, invoice, instalment, day) : {};
}

function isWorthALetter(scope: Scope, currency: string, climbs: Climb[]): boolean {
  const minimum = scope.policy.minimum?.[currency] ?? 0;
  return compareMoney(sumMoney(climbs.map(({ item }) => item.outstanding)), minimum) >= 0;
}

function noticeOf(scope: Scope, currency: string, climbs: Climb[], date: string): Notice {
  const { level } = climbs.reduce((highest, climb) => (climb.index > highest.index ? climb : highest));
  const items = climbs.map((climb) => noticeItem(scope, climb));
  const outstanding = sumMoney(items.map((item) => item.outstanding));
  const interest = sumMoney(items.map((item) => item.interest));
  const fee = roundMoney(level.fee?.[currency] ?? 0, currency);
  const total = sumMoney([outstanding, interest, fee]);
  return { currency, level: level.id, date, items, outstanding, interest, fee, total, effects: level.do };
}

function noticeItem(scope: Scope, { item, level }: Climb): NoticeItem {
  const { instalmentId, invoiceId, number, dueDate, days, outstanding, currency } = item;
  const interest = interestOn(outstanding, scope.policy.interest?.annualRate ?? 0, days, currency);
  return { instalmentId, invoiceId, number, level: level.id, dueDate, days, outstanding, interest };
}
