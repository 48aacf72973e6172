import type { Language } from './types';

const ZONE = 'Asia/Shanghai';
const formats = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>();

/** 12000 CNY = ¥12,000.00; an amount without currency has two decimals. Text is not made a number, so nothing is rounded. */
export function money(value: unknown, currency: string | null | undefined, language: Language): string {
  if (isEmpty(value)) return '';
  const options: Intl.NumberFormatOptions = currency
    ? { style: 'currency', currency, currencyDisplay: 'narrowSymbol' }
    : { minimumFractionDigits: 2, maximumFractionDigits: 2 };
  // Intl takes decimal text exactly
  return numberFormat(language, options).format(String(value) as Intl.StringNumericLiteral);
}

export function number(value: unknown, language: Language): string {
  return isEmpty(value) ? '' : numberFormat(language, { maximumFractionDigits: 6 }).format(Number(value));
}

/** 0.1 = 10% */
export function percent(value: unknown, language: Language): string {
  return isEmpty(value)
    ? ''
    : numberFormat(language, { style: 'percent', maximumFractionDigits: 2 }).format(Number(value));
}

/** A calendar day, which has no time zone. */
export function date(value: unknown, language: Language): string {
  if (isEmpty(value)) return '';
  const day = String(value).slice(0, 10);
  return dateFormat(language, { year: 'numeric', month: '2-digit', day: '2-digit', timeZone: 'UTC' }).format(
    Date.parse(day),
  );
}

/** A month, a quarter and so on by its first day: 2026年3月, 2026 Q1. */
export function period(value: unknown, length: string, language: Language): string {
  const first = new Date(String(value));
  if (Number.isNaN(first.getTime())) return '';
  if (length === 'day' || length === 'week') return date(value, language);
  if (length === 'year') return String(first.getUTCFullYear());
  if (length === 'quarter') return `${first.getUTCFullYear()} Q${Math.floor(first.getUTCMonth() / 3) + 1}`;
  return dateFormat(language, { year: 'numeric', month: 'short', timeZone: 'UTC' }).format(first);
}

/** An instant, as clocks in Shanghai show it. */
export function dateTime(value: unknown, language: Language): string {
  if (isEmpty(value)) return '';
  return dateFormat(language, {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: ZONE,
  }).format(Date.parse(String(value)));
}

/** "in 3 days", "2 小时前" */
export function relative(value: string, language: Language, now = Date.now()): string {
  const minutes = (Date.parse(value) - now) / 60_000;
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  if (Math.abs(minutes) < 60) return format.format(Math.round(minutes), 'minute');
  if (Math.abs(minutes) < 36 * 60) return format.format(Math.round(minutes / 60), 'hour');
  return format.format(Math.round(minutes / 1440), 'day');
}

/** Several in one line, as the language separates them: 甲、乙; A, B. */
export function listed(items: readonly unknown[], language: Language): string {
  return items.map(String).join(language === 'en' ? ', ' : '、');
}

/** What <input type="datetime-local"> holds, taken as Shanghai time, as an instant. */
export function instantOf(local: string): string {
  return new Date(`${local}:00+08:00`).toISOString();
}

/** The reverse of instantOf. */
export function localOf(instant: string): string {
  return new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 16);
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === '';
}

function numberFormat(language: Language, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  return remembered(language, options, () => new Intl.NumberFormat(language, options));
}

function dateFormat(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return remembered(
    language,
    options,
    () => new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, options),
  );
}

function remembered<Format extends Intl.NumberFormat | Intl.DateTimeFormat>(
  language: Language,
  options: object,
  make: () => Format,
): Format {
  const name = language + JSON.stringify(options);
  const known = formats.get(name);
  // a name has always been made by the same kind of format
  if (known) return known as Format;
  const made = make();
  formats.set(name, made);
  return made;
}
