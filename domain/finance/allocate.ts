import { compareMoney, subtractMoney } from '../money';

export interface OpenItem {
  instalmentId: string;
  invoiceId: string;
  balance: string;
}

export interface Allocation {
  instalmentId: string;
  invoiceId: string;
  amount: string;
}

/** Gives the amount to the open items in their order until it is used up; what remains is an advance. */
export function allocateInOrder(amount: string, items: OpenItem[]): Allocation[] {
  const allocations: Allocation[] = [];
  let rest = amount;
  for (const item of items) {
    if (compareMoney(rest, 0) <= 0) break;
    if (compareMoney(item.balance, 0) <= 0) continue;
    const part = compareMoney(rest, item.balance) < 0 ? rest : item.balance;
    allocations.push({ instalmentId: item.instalmentId, invoiceId: item.invoiceId, amount: part });
    rest = subtractMoney(rest, part);
  }
  return allocations;
}
