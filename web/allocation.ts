import { compareMoney, parseMoney, subtractMoney, sumMoney } from '../domain/money';
import { allocateInOrder } from '../domain/finance/allocate';
import type { DunningAccount } from './deskTypes';

export type Item = DunningAccount['items'][number];

/** What a payment can pay, in the order in which the server does it: the oldest due first, disputed ones last. */
export function payable(items: Item[], currency: string): Item[] {
  const rank = (item: Item) => (item.holds.includes('dispute') ? 1 : 0);
  return items
    .filter((item) => item.currency === currency)
    .sort(
      (a, b) => rank(a) - rank(b) || a.dueDate.localeCompare(b.dueDate) || a.number.localeCompare(b.number),
    );
}

/** Instalment → amount, the oldest first. */
export function oldestFirst(amount: string, items: Item[]): Record<string, string> {
  const known = parseMoney(amount);
  if (known === null) return {};
  const open = items.map((item) => ({ ...item, balance: item.outstanding }));
  return Object.fromEntries(
    allocateInOrder(known, open).map(({ instalmentId, amount: part }) => [instalmentId, part]),
  );
}

export interface Allocated {
  allocations: { instalmentId: string; amount: string }[];
  /** What stays as an advance; negative when more is given than came. */
  rest: string;
  /** The first item that would get more than it lacks. */
  over: Item | null;
}

/** What the person wrote, as the server wants it. */
export function allocated(amount: string, items: Item[], parts: Record<string, string>): Allocated {
  const rows = items.flatMap((item) => {
    const part = parseMoney(parts[item.instalmentId] ?? '');
    return part !== null && compareMoney(part, 0) > 0 ? [{ item, part }] : [];
  });
  return {
    allocations: rows.map(({ item, part }) => ({ instalmentId: item.instalmentId, amount: part })),
    rest: subtractMoney(parseMoney(amount) ?? '0', sumMoney(rows.map(({ part }) => part))),
    over: rows.find(({ item, part }) => compareMoney(part, item.outstanding) > 0)?.item ?? null,
  };
}
