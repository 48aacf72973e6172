import { splitMoney } from '../money';

/** When a part of an invoice is due: days after the invoice, days after the end of its month, or a day of the next month. */
export type DueRule = { days: number } | { endOfMonth: number } | { dayOfNextMonth: number };

export interface TermPart {
  share: string;
  due: DueRule;
}

/** The payment terms that the entities offer. The shares of each add up to 1. */
export const PAYMENT_TERMS: Record<string, TermPart[]> = {
  prepaid: [{ share: '1', due: { days: 0 } }],
  net30: [{ share: '1', due: { days: 30 } }],
  net60: [{ share: '1', due: { days: 60 } }],
  endOfMonth30: [{ share: '1', due: { endOfMonth: 30 } }],
  'split-30-60-10': [
    { share: '0.3', due: { days: 0 } },
    { share: '0.6', due: { days: 30 } },
    { share: '0.1', due: { days: 90 } },
  ],
};

export interface Instalment {
  dueDate: string;
  amount: string;
}

/** The instalments of a total; each part is rounded down to cents and the last takes the remainder. */
export function instalmentsOf(
  total: string,
  terms: string,
  issueDate: string,
  currency: string,
): Instalment[] {
  const parts = PAYMENT_TERMS[terms] ?? PAYMENT_TERMS.net30 ?? [];
  const amounts = splitMoney(
    total,
    parts.map((part) => part.share),
    currency,
  );
  return parts
    .map((part, index) => ({ dueDate: dueDate(issueDate, part.due), amount: amounts[index] ?? '0.00' }))
    .filter((instalment) => instalment.amount !== '0.00');
}

/** Month ends clamp: the 31st of a month with thirty days is its 30th. Dates are YYYY-MM-DD. */
export function dueDate(issueDate: string, rule: DueRule): string {
  const [year = 0, month = 0, day = 0] = issueDate.split('-').map(Number);
  if ('days' in rule) return iso(Date.UTC(year, month - 1, day + rule.days));
  // day 0 of the next month is the last one of this month
  if ('endOfMonth' in rule) return iso(Date.UTC(year, month, rule.endOfMonth));
  const lastOfNext = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return iso(Date.UTC(year, month, Math.min(rule.dayOfNextMonth, lastOfNext)));
}

function iso(instant: number): string {
  return new Date(instant).toISOString().slice(0, 10);
}
