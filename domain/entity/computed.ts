import { lineAmount, sumMoney } from '../money';

type Values = Record<string, unknown>;

/** Functions that definitions name in `computed`; they see the row, its record and the record's collections. */
export const COMPUTED = {
  /** quantity × unit price × (1 − discount), rounded half up to cents. */
  lineAmount: (row, record) =>
    lineAmount(
      decimal(row.quantity),
      decimal(row.unitPrice),
      decimal(row.discount),
      String(record.currency ?? 'CNY'),
    ),
  /** Σ lines; what was typed when there are none. */
  linesTotal: (row, _record, lists) =>
    sumMoney(
      lists.lines?.length
        ? lists.lines.map((line) => decimal(line.amount))
        : [decimal(row.amount ?? row.total)],
    ),
  /** Σ lines × (1 − the order's discount), rounded once. */
  orderTotal: (row, _record, lists) =>
    lineAmount(
      1,
      sumMoney((lists.lines ?? []).map((line) => decimal(line.amount))),
      decimal(row.discount),
      String(row.currency ?? 'CNY'),
    ),
  /** Σ instalments; what was given when there are none. */
  instalmentsTotal: (row, _record, lists) =>
    sumMoney(
      lists.instalments?.length
        ? lists.instalments.map((part) => decimal(part.amount))
        : [decimal(row.total)],
    ),
} satisfies Record<string, (row: Values, record: Values, lists: Record<string, Values[]>) => string>;

export function compute(name: string, row: Values, record: Values, lists: Record<string, Values[]>): string {
  if (!Object.hasOwn(COMPUTED, name)) throw new Error(`no computed field is called ${name}`);
  // the line above looked
  return COMPUTED[name as keyof typeof COMPUTED](row, record, lists);
}

function decimal(value: unknown): string | number {
  return typeof value === 'string' || typeof value === 'number' ? value : 0;
}
