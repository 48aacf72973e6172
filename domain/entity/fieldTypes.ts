import type { Field } from '../generated/entity';
import { parseMoney, compareMoney } from '../money';

export type FieldType = Field['type'];
export type FilterKind = 'text' | 'number' | 'boolean' | 'date' | 'datetime' | 'uuid' | 'texts' | 'none';

/** As what a bound value of this kind stands in SQL. */
export const SQL_TYPES: Record<FilterKind, string> = {
  text: 'text',
  number: 'numeric',
  boolean: 'boolean',
  date: 'date',
  datetime: 'timestamptz',
  uuid: 'uuid',
  texts: 'text[]',
  none: 'text',
};

/** Every aspect of one field type. `parse` gets what JSON gave and never null; it answers null for "not such a value". */
export interface FieldSpec {
  column: (field: Field) => string;
  schema: (field: Field) => Record<string, unknown>;
  parse: (value: unknown, field: Field) => unknown;
  /** What it is compared with in filters, sorts and cursors. */
  filter: FilterKind;
  /** As expressions see it: money and decimals as numbers, everything else as in JSON. */
  context: (value: unknown) => unknown;
  compare: (a: unknown, b: unknown) => number;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const PHONE = /^\+?[0-9][0-9 ()-]{4,28}[0-9]$/;
const EMAIL =
  /^[^\s@<>,;"]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)+$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const DATETIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})$/;

const MOST_PERIODS = 100;
const asIs = (value: unknown) => value;
const byText = (a: unknown, b: unknown) => (String(a) < String(b) ? -1 : Number(String(a) > String(b)));
const byNumber = (a: unknown, b: unknown) => Number(a) - Number(b);
const toNumber = (value: unknown) => (value === null || value === undefined ? value : Number(value));

export const FIELD_TYPES = {
  text: textType('text', 200),
  longText: textType('text', 4000),
  email: {
    ...textType('text', 254, EMAIL),
    schema: (field) => ({ ...text(field, 254), format: 'email', pattern: EMAIL.source }),
  },
  phone: textType('text', 30, PHONE),
  list: { ...textType('text', 64), schema: choices, parse: (value, field) => parseChoice(value, field) },
  ref: {
    column: () => 'uuid',
    schema: () => ({
      type: 'string',
      format: 'uuid',
      pattern: '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$',
    }),
    parse: (value) => (typeof value === 'string' && UUID.test(value) ? value.toLowerCase() : null),
    filter: 'uuid',
    context: asIs,
    compare: byText,
  },
  integer: {
    column: () => 'integer',
    schema: (field) => ({ type: 'integer', ...range(field, -2147483648, 2147483647) }),
    parse: (value, field) =>
      Number.isInteger(value) && within(value, field) && Math.abs(Number(value)) < 2 ** 31 ? value : null,
    filter: 'number',
    context: asIs,
    compare: byNumber,
  },
  decimal: {
    column: (field) => `numeric(18,${field.scale ?? 3})`,
    schema: (field) => ({ type: 'number', ...range(field, -1e12, 1e12) }),
    parse: (value, field) => (parseDecimal(value, field, field.scale ?? 3, 1e12) ? value : null),
    filter: 'number',
    context: toNumber,
    compare: byNumber,
  },
  percent: {
    column: () => 'numeric(9,6)',
    schema: (field) => ({ type: 'number', ...range(field, -100, 100), description: '0.1 = 10 %' }),
    parse: (value, field) => (parseDecimal(value, field, 6, 100) ? value : null),
    filter: 'number',
    context: toNumber,
    compare: byNumber,
  },
  money: {
    column: () => 'numeric(18,2)',
    schema: () => ({
      oneOf: [{ type: 'string', pattern: '^-?\\d{1,16}(\\.\\d{1,2})?$' }, { type: 'number' }],
      description: 'An exact amount with at most two decimals; answers always have text such as "1200.00".',
    }),
    parse: (value, field) => {
      const amount = parseMoney(value);
      return amount !== null && within(amount, field) ? amount : null;
    },
    filter: 'number',
    context: toNumber,
    // parse made both exact amounts
    compare: (a, b) => compareMoney(String(a), String(b)),
  },
  boolean: {
    column: () => 'boolean',
    schema: () => ({ type: 'boolean' }),
    parse: (value) => (typeof value === 'boolean' ? value : null),
    filter: 'boolean',
    context: asIs,
    compare: byNumber,
  },
  date: {
    column: () => 'date',
    schema: () => ({ type: 'string', format: 'date' }),
    parse: (value) => (typeof value === 'string' && DATE.test(value) && isDay(value) ? value : null),
    filter: 'date',
    context: asIs,
    compare: byText,
  },
  datetime: {
    column: () => 'timestamptz',
    schema: () => ({ type: 'string', format: 'date-time' }),
    parse: (value) =>
      typeof value === 'string' &&
      DATETIME.test(value) &&
      isDay(value.slice(0, 10)) &&
      !Number.isNaN(Date.parse(value))
        ? new Date(value).toISOString()
        : null,
    filter: 'datetime',
    context: asIs,
    compare: (a, b) => Date.parse(String(a)) - Date.parse(String(b)),
  },
  tags: {
    column: () => "text[] not null default '{}'",
    schema: () => ({
      type: 'array',
      items: { type: 'string', minLength: 1, maxLength: 60 },
      maxItems: 50,
      uniqueItems: true,
    }),
    parse: (value) => (isTags(value) ? value : null),
    filter: 'texts',
    context: (value) => value ?? [],
    compare: byText,
  },
  periods: {
    column: () => 'jsonb',
    schema: () => ({
      type: 'array',
      maxItems: MOST_PERIODS,
      items: { type: 'array', items: { type: 'string', format: 'date' }, minItems: 2, maxItems: 2 },
      description: 'Each [first day, last day], both included.',
    }),
    parse: (value) =>
      Array.isArray(value) && value.length <= MOST_PERIODS && value.every(isPeriod) ? value : null,
    filter: 'none',
    context: (value) => value ?? [],
    compare: byText,
  },
  json: {
    column: () => 'jsonb',
    schema: () => ({ type: ['object', 'array'] }),
    parse: (value) => (typeof value === 'object' && isPlainJson(value) ? value : null),
    filter: 'none',
    context: asIs,
    compare: byText,
  },
} satisfies Record<FieldType, FieldSpec>;

export function specOf(field: Field): FieldSpec {
  return FIELD_TYPES[field.type];
}

/** Text that PostgreSQL and JSON can both hold: no NUL, no half of a surrogate pair. */
export function isCleanText(value: string): boolean {
  return !/\u0000|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/.test(value);
}

/** [first day, last day] in this order. */
export function isPeriod(value: unknown): value is [string, string] {
  return (
    Array.isArray(value) &&
    value.length === 2 &&
    value.every((day) => typeof day === 'string' && DATE.test(day) && isDay(day)) &&
    String(value[0]) <= String(value[1])
  );
}

export function isUuid(value: unknown): value is string {
  return typeof value === 'string' && UUID.test(value);
}

function textType(column: string, longest: number, pattern?: RegExp): FieldSpec {
  return {
    column: () => column,
    schema: (field) => ({ ...text(field, longest), ...(pattern && { pattern: pattern.source }) }),
    parse: (value, field) =>
      isText(value, field, longest) && (!pattern || pattern.test(value)) ? value : null,
    filter: 'text',
    context: asIs,
    compare: byText,
  };
}

function text(field: Field, longest: number): Record<string, unknown> {
  return {
    type: 'string',
    minLength: 1,
    maxLength: field.maxLength ?? longest,
    ...(field.pattern && { pattern: field.pattern }),
  };
}

// Lengths are counted in characters as JSON Schema and PostgreSQL do, not in UTF-16 units.
function isText(value: unknown, field: Field, longest: number): value is string {
  return (
    typeof value === 'string' &&
    value.trim() !== '' &&
    [...value].length <= (field.maxLength ?? longest) &&
    isCleanText(value) &&
    (!field.pattern || new RegExp(field.pattern, 'u').test(value))
  );
}

function choices(field: Field): Record<string, unknown> {
  return field.options
    ? { type: 'string', enum: field.options.map((option) => option.code) }
    : { ...text(field, 64), 'x-list': field.list };
}

function parseChoice(value: unknown, field: Field): unknown {
  if (field.options) {
    return field.options.some((option) => option.code === value) ? value : null;
  }
  return isText(value, field, 64) ? value : null;
}

function range(field: Field, minimum: number, maximum: number): Record<string, unknown> {
  return { minimum: field.minimum ?? minimum, maximum: field.maximum ?? maximum };
}

function within(value: unknown, field: Field): boolean {
  return Number(value) >= (field.minimum ?? -Infinity) && Number(value) <= (field.maximum ?? Infinity);
}

function parseDecimal(value: unknown, field: Field, scale: number, largest: number): boolean {
  if (typeof value !== 'number' || !Number.isFinite(value) || Math.abs(value) > largest) return false;
  return within(value, field) && Number(value.toFixed(scale)) === value;
}

// Date.parse takes 31 April for 1 May.
function isDay(value: string): boolean {
  const [year, month, day] = value.split('-').map(Number);
  const date = new Date(`${value}T00:00:00Z`);
  return year !== 0 && date.getUTCMonth() + 1 === month && date.getUTCDate() === day;
}

function isTags(value: unknown): value is string[] {
  return (
    Array.isArray(value) &&
    value.length <= 50 &&
    new Set(value).size === value.length &&
    value.every(
      (tag) => typeof tag === 'string' && tag.trim() !== '' && [...tag].length <= 60 && isCleanText(tag),
    )
  );
}

function isPlainJson(value: unknown): boolean {
  const written = JSON.stringify(value) ?? '';
  return written.length <= 20_000 && !/\\u0000|\\u[dD][89a-fA-F]/.test(written);
}
