import Decimal from 'decimal.js';

/** Money is an exact decimal number with two or fewer places, written "1200.00" in JSON; the currency stands beside it. */
export type Amount = Decimal.Value;

const PLACES: Record<string, number> = { CNY: 2, USD: 2, EUR: 2, GBP: 2, HKD: 2, JPY: 0, KRW: 0 };
// The columns are numeric(18,2): sixteen digits before the point.
const LARGEST = new Decimal('9999999999999999.99');
const Exact = Decimal.clone({ precision: 40, rounding: Decimal.ROUND_HALF_UP });

/** Rounds half up, away from zero, to the currency's smallest unit. */
export function roundMoney(amount: Amount, currency = 'CNY'): string {
  return new Exact(amount).toDecimalPlaces(PLACES[currency] ?? 2).toFixed(2);
}

/** quantity × unit price × (1 − discount), rounded once. */
export function lineAmount(quantity: Amount, unitPrice: Amount, discount: Amount, currency = 'CNY'): string {
  return roundMoney(new Exact(quantity).times(unitPrice).times(new Exact(1).minus(discount)), currency);
}

export function sumMoney(amounts: Amount[]): string {
  return amounts.reduce<Decimal>((sum, amount) => sum.plus(amount), new Exact(0)).toFixed(2);
}

export function subtractMoney(from: Amount, amount: Amount): string {
  return new Exact(from).minus(amount).toFixed(2);
}

export function compareMoney(a: Amount, b: Amount): number {
  return new Exact(a).comparedTo(b);
}

/** amount × share, exact, not rounded: for sums that are rounded once at the end. */
export function share(amount: Amount, fraction: Amount): Decimal {
  return new Exact(amount).times(fraction);
}

/** Splits by shares that add up to 1; each part is rounded down and the last one takes what remains. */
export function splitMoney(total: Amount, shares: Amount[], currency = 'CNY'): string[] {
  const places = PLACES[currency] ?? 2;
  const parts = shares
    .slice(0, -1)
    .map((part) => new Exact(total).times(part).toDecimalPlaces(places, Decimal.ROUND_DOWN));
  return [...parts.map((part) => part.toFixed(2)), subtractMoney(total, sumMoney(parts))];
}

/** "1200.5" or 1200.5 → "1200.50"; null when it is no amount of this size and precision. */
export function parseMoney(value: unknown): string | null {
  if (typeof value !== 'number' && typeof value !== 'string') return null;
  if (typeof value === 'number' ? !Number.isFinite(value) : !/^-?\d{1,16}(\.\d{1,2})?$/.test(value))
    return null;
  const amount = new Exact(value);
  return amount.decimalPlaces() <= 2 && amount.abs().lte(LARGEST) ? amount.toFixed(2) : null;
}
