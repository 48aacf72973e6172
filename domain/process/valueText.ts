import type { Label } from '../generated/process';
import type { Json } from './types';

/** How a value is written; absent = as text, or as a plain number. */
export type Shows = 'money' | 'percent' | 'date' | 'datetime' | 'ref';

/** What a field is called, its choices, and how its values are written. */
export interface Called {
  title: Label;
  options?: Record<string, Label>;
  shows?: Shows;
}

type Locale = 'zh-CN' | 'en';

const YES: Label = { 'zh-CN': '是', en: 'yes' };
const NO: Label = { 'zh-CN': '否', en: 'no' };
const EMPTY: Label = { 'zh-CN': '空', en: 'empty' };
// an id says nothing to people
const FILLED: Label = { 'zh-CN': '已填', en: 'filled in' };

/** A value as people of each language write it, by what it is; as it stands where nothing is known of it. */
export function valueText(value: Json, called: Called | null): Label {
  if (value === null || value === '') return EMPTY;
  if (called === null) return both(() => JSON.stringify(value));
  if (typeof value === 'boolean') return value ? YES : NO;
  if (typeof value === 'object') return both(() => JSON.stringify(value));
  const { options = {}, shows } = called;
  const text = String(value);
  if (Object.hasOwn(options, text)) return options[text] ?? both(() => text);
  if (shows === 'ref') return FILLED;
  return both((locale) => formatted(value, shows, locale));
}

function formatted(value: string | number, shows: Shows | undefined, locale: Locale): string {
  switch (shows) {
    case 'money':
      // Intl takes decimal text exactly
      return decimals(locale, 2, 2).format(String(value) as Intl.StringNumericLiteral);
    case 'percent':
      return new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 }).format(
        Number(value),
      );
    case 'date':
    case 'datetime':
      return instant(String(value), shows, locale);
    default:
      return typeof value === 'number' ? decimals(locale, 0, 6).format(value) : value;
  }
}

function decimals(locale: Locale, minimumFractionDigits: number, maximumFractionDigits: number) {
  return new Intl.NumberFormat(locale, { minimumFractionDigits, maximumFractionDigits });
}

/** A day has no time zone; an instant stands as clocks in Shanghai show it, as everywhere on the screen. */
function instant(text: string, shows: 'date' | 'datetime', locale: Locale): string {
  const at = Date.parse(shows === 'date' ? text.slice(0, 10) : text);
  if (Number.isNaN(at)) return text;
  return new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    ...(shows === 'datetime' && { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
    timeZone: shows === 'date' ? 'UTC' : 'Asia/Shanghai',
  }).format(at);
}

function both(said: (locale: Locale) => string): Label {
  return { 'zh-CN': said('zh-CN'), en: said('en') };
}
