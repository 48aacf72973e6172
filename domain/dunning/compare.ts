import { compareMoney } from '../money';

/** Exact, but: only the keys that are named, instants whatever their offset, the invoices of a notice in any order. */
export function matches(expected: unknown, actual: unknown): boolean {
  if (Array.isArray(expected)) {
    return (
      Array.isArray(actual) &&
      expected.length === actual.length &&
      expected.every((item, n) => matches(item, actual[n]))
    );
  }
  if (isObject(expected)) {
    return (
      isObject(actual) &&
      Object.entries(expected).every(([key, value]) => matchesField(key, value, actual[key]))
    );
  }
  return expected === actual || sameInstant(expected, actual);
}

/** Money as decimals: 12.5, "12.5" and "12.50" are the same. */
export function matchesMoney(expected: unknown, actual: unknown): boolean {
  if (isObject(expected)) {
    return (
      isObject(actual) &&
      Object.entries(expected).every(([currency, amount]) => matchesMoney(amount, actual[currency]))
    );
  }
  if (!isAmount(expected) || !isAmount(actual)) return expected === actual;
  return compareMoney(expected, actual) === 0;
}

const MONEY_FIELDS = ['amount', 'balance', 'fee', 'interest', 'outstanding', 'total'];

function matchesField(key: string, expected: unknown, actual: unknown): boolean {
  if (MONEY_FIELDS.includes(key)) return matchesMoney(expected, actual);
  if (key === 'invoices' && Array.isArray(expected) && Array.isArray(actual))
    return matches(sorted(expected), sorted(actual));
  return matches(expected, actual);
}

function sorted(ids: unknown[]): string[] {
  return ids.map(String).sort();
}

function sameInstant(expected: unknown, actual: unknown): boolean {
  if (typeof expected !== 'string' || typeof actual !== 'string') return false;
  return expected.includes('T') && actual.includes('T') && Date.parse(expected) === Date.parse(actual);
}

function isAmount(value: unknown): value is string | number {
  return typeof value === 'number' || (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
