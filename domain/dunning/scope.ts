import { evaluate, evaluateBoolean } from '../expression/expression';
import { references } from '../expression/references';
import type { Calendar } from '../calendar/types';
import type { DunningDefinition } from '../generated/dunning';
import { subtractMoney } from '../money';
import type { Facts, InstalmentFacts, InvoiceFacts, Problem } from './types';

/** One evaluation: what it reads, what it has already computed, and what went wrong in it. */
export interface Scope {
  policy: DunningDefinition;
  calendar: Calendar;
  facts: Facts;
  problems: Map<string, Problem>;
  memo: Map<string, unknown>;
}

export function createScope(policy: DunningDefinition, calendar: Calendar, facts: Facts): Scope {
  return { policy, calendar, facts, problems: new Map(), memo: new Map() };
}

/** What `includes`, `holds` and a level's `if` see of an instalment. `invoice.dueDate` is the instalment's own. */
export function itemContext(
  scope: Scope,
  invoice: InvoiceFacts,
  instalment: InstalmentFacts,
  today: string,
): Record<string, unknown> {
  return {
    ...customerContext(scope, today),
    invoice: {
      ...FURTHER,
      date: invoice.more?.['issueDate'] ?? instalment.dueDate,
      issueDate: invoice.more?.['date'] ?? instalment.dueDate,
      ...invoice.more,
      id: invoice.id,
      number: invoice.number,
      currency: invoice.currency,
      amount: Number(invoice.amount),
      total: Number(invoice.amount),
      paid: Number(subtractMoney(invoice.amount, invoice.balance)),
      balance: Number(invoice.balance),
      dueDate: instalment.dueDate,
      draft: invoice.draft,
      disputed: invoice.disputed,
      writtenOff: invoice.writtenOff,
      promisedOn: invoice.promisedOn,
    },
    instalment: {
      id: instalment.id,
      dueDate: instalment.dueDate,
      amount: Number(instalment.amount),
      balance: Number(instalment.outstanding),
    },
  };
}

/** What expressions may name of an invoice, where an account does not say it. */
const FURTHER = { status: 'issued', paymentTerms: '', orderId: null };
const CUSTOMER = { name: '', locale: 'zh-CN', category: null, email: null };

export function customerContext(scope: Scope, today: string): Record<string, unknown> {
  const { customer } = scope.facts;
  return { customer: { ...CUSTOMER, ...customer }, tags: customer.tags, today };
}

/** `careful` is the answer when the expression fails: no letter goes out on a guess. */
export function ask(
  scope: Scope,
  pointer: string,
  source: string,
  context: Record<string, unknown>,
  careful: boolean,
): boolean {
  const result = evaluateBoolean(source, context);
  if (result.ok) return result.value;
  scope.problems.set(pointer, { pointer, code: result.error.code, message: result.error.message });
  return careful;
}

/** A computed date or instant; null when there is none. */
export function askDate(
  scope: Scope,
  pointer: string,
  source: string,
  context: Record<string, unknown>,
): string | null {
  const result = evaluate(source, context);
  const value = result.ok ? result.value : null;
  if (result.ok && (value === null || (typeof value === 'string' && !Number.isNaN(Date.parse(value))))) {
    return value;
  }
  const error = result.ok
    ? { code: 'expression-not-date', message: 'The expression is not a date' }
    : result.error;
  scope.problems.set(pointer, { pointer, code: error.code, message: error.message });
  return null;
}

/** Computes once for each key, unless what the expression reads changes from day to day. */
export function remember<T>(scope: Scope, key: string, source: string, compute: () => T): T {
  if (readsTheDay(source)) return compute();
  if (!scope.memo.has(key)) scope.memo.set(key, compute());
  return scope.memo.get(key) as T; // the same key is always stored by the same call
}

/** What may differ from day to day, be it only because more or less is included. */
const VARYING = ['today', 'total', 'openCount', 'oldestDays'];
const dayReaders = new Map<string, boolean>();

function readsTheDay(source: string): boolean {
  let reads = dayReaders.get(source);
  if (reads === undefined) {
    reads = readsToday(source);
    if (dayReaders.size > 1000) dayReaders.clear();
    dayReaders.set(source, reads);
  }
  return reads;
}

function readsToday(source: string): boolean {
  try {
    return references(source).some(([root]) => VARYING.includes(root ?? ''));
  } catch {
    // It does not parse; `ask` reports it each time.
    return true;
  }
}
