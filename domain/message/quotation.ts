import type { Json, JsonObject } from '../process/types';
import type { Locale } from './liquid';

/** A deal with all that its quotation names; each line with the name of its product. */
export interface Quoted {
  customer: JsonObject;
  contact: JsonObject | null;
  opportunity: JsonObject;
  lines: JsonObject[];
  sender: { name: string; email: string | null; phone: string | null } | null;
}

/** What the template `quotation` gets: texts, already formatted for the locale. */
export function quotationParams(
  { customer, contact, opportunity, lines, sender }: Quoted,
  locale: Locale,
): JsonObject {
  const currency = textOf(opportunity.currency) || 'CNY';
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency });
  const money = (value: Json | undefined) => format.format(Number(value ?? 0));
  return {
    customer: { name: textOf(customer.name) },
    contact: { name: textOf(contact?.name) },
    opportunity: { name: textOf(opportunity.name), number: textOf(opportunity.number) },
    lines: lines.map((line) => ({
      product: textOf(line.product),
      quantity: String(Number(line.quantity)),
      unitPrice: money(line.unitPrice),
      amount: money(line.amount),
    })),
    total: money(opportunity.amount),
    currency,
    discount: percent(Number(opportunity.discount ?? 0), locale),
    validUntil: '',
    sender: { name: sender?.name ?? '', email: sender?.email ?? '', phone: sender?.phone ?? '' },
  };
}

/** Empty when there is none, so that a template can ask. */
function percent(share: number, locale: Locale): string {
  if (!(share > 0)) return '';
  return new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 }).format(share);
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}
