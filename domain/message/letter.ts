import type { Notice } from '../dunning/types';
import type { JsonObject } from '../process/types';
import type { Locale } from './liquid';

/** Whom a letter is to, and who signs it. */
export interface Addressee {
  name: string;
  locale: Locale;
  owner: { name: string; email: string | null; phone: string | null } | null;
}

/** What the templates `dunning.*` get: texts, already formatted for the locale; docs/dunning.md has the list. */
export function letterParams(notice: Notice, { name, locale, owner }: Addressee): JsonObject {
  const money = (amount: string) => formatMoney(amount, notice.currency);
  const items = notice.items.map((item) => ({
    number: item.number,
    dueDate: formatDate(item.dueDate, locale),
    days: String(Math.max(0, item.days)),
    outstanding: money(item.outstanding),
    interest: money(item.interest),
  }));
  return {
    customer: { name },
    date: formatDate(notice.date, locale),
    currency: notice.currency,
    items,
    table: tableOf(locale, items),
    outstanding: money(notice.outstanding),
    // Empty when there is none, so that a template can ask.
    interest: Number(notice.interest) > 0 ? money(notice.interest) : '',
    fee: Number(notice.fee) > 0 ? money(notice.fee) : '',
    total: money(notice.total),
    sender: { name: owner?.name ?? '', phone: owner?.phone ?? '', email: owner?.email ?? '' },
  };
}

type Row = Record<'number' | 'dueDate' | 'days' | 'outstanding', string>;

const HEADINGS: Record<Locale, Row> = {
  'zh-CN': { number: '发票号', dueDate: '到期日', days: '逾期天数', outstanding: '未付金额' },
  en: { number: 'Invoice', dueDate: 'Due date', days: 'Days overdue', outstanding: 'Amount open' },
};

/** A table that lines up in any mail program with a fixed-width font; Chinese characters take two places. */
function tableOf(locale: Locale, items: Row[]): string {
  const rows = [HEADINGS[locale], ...items];
  const columns = ['number', 'dueDate', 'days', 'outstanding'] as const;
  const widths = columns.map((column) => Math.max(...rows.map((row) => widthOf(row[column]))));
  const line = (row: Row) =>
    columns
      .map((column, n) => pad(row[column], widths[n] ?? 0, column === 'days' || column === 'outstanding'))
      .join('   ')
      .trimEnd();
  const rule = '-'.repeat(widths.reduce((sum, width) => sum + width + 3, -3));
  return [line(HEADINGS[locale]), rule, ...items.map(line)].join('\n');
}

function pad(text: string, width: number, right: boolean): string {
  const space = ' '.repeat(Math.max(0, width - widthOf(text)));
  return right ? space + text : text + space;
}

function widthOf(text: string): number {
  return [...text].reduce((sum, character) => sum + (/[\u2e80-\uffef]/.test(character) ? 2 : 1), 0);
}

/** "12000.00" → "CNY 12,000.00"; not through a binary number. */
function formatMoney(amount: string, currency: string): string {
  const [whole = '0', cents = '00'] = amount.split('.');
  return `${currency} ${whole.replace(/\B(?=(\d{3})+$)/g, ',')}.${cents}`;
}

function formatDate(date: string, locale: Locale): string {
  const [year, month, day] = date.split('-').map(Number);
  if (locale === 'zh-CN') return `${year}年${month}月${day}日`;
  const months = [
    'January',
    'February',
    'March',
    'April',
    'May',
    'June',
    'July',
    'August',
    'September',
    'October',
    'November',
    'December',
  ];
  return `${day} ${months[(month ?? 1) - 1]} ${year}`;
}
