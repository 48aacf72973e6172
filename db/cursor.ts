import { DomainError } from '../domain/errors';
import type { FilterKind } from '../domain/entity/fieldTypes';

/** An opaque place in an ordered list: the last row's sort values, tied to the order that they belong to. */
export function encodeCursor(order: string, values: (string | null)[]): string {
  return Buffer.from(JSON.stringify([order, ...values])).toString('base64url');
}

/** The values, each of the kind asked for; CURSOR_INVALID for anything that is not a cursor of this order. */
export function decodeCursor(cursor: string, order: string, kinds: FilterKind[]): (string | null)[] {
  const [first, ...values] = parse(cursor);
  if (
    first !== order ||
    values.length !== kinds.length ||
    !kinds.every((kind, index) => fits(values[index], kind))
  ) {
    throw new DomainError('CURSOR_INVALID');
  }
  // every value was checked
  return values as (string | null)[];
}

/** A page out of one row more than its limit, in the order of `idOf`. */
export function pageOf<Row>(
  order: string,
  rows: Row[],
  limit: number,
  idOf: (row: Row) => string,
): { items: Row[]; next: string | null } {
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return { items: rows.slice(0, limit), next: last ? encodeCursor(order, [idOf(last)]) : null };
}

const SHAPES: Record<FilterKind, RegExp> = {
  text: /^[^\u0000]*$/s,
  number: /^-?\d{1,20}(\.\d{1,20})?$/,
  boolean: /^(true|false)$/,
  date: /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/,
  datetime:
    /^(infinity|\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])[ T]([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,6})?(Z|\+00))$/,
  uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  texts: /^$/,
  none: /^$/,
};

function fits(value: unknown, kind: FilterKind): boolean {
  if (value === null) return true;
  if (typeof value !== 'string' || !SHAPES[kind].test(value)) return false;
  // 31 April has the shape of a date
  return (
    (kind !== 'date' && kind !== 'datetime') ||
    value === 'infinity' ||
    new Date(`${value.slice(0, 10)}T00:00:00Z`).getUTCDate() === Number(value.slice(8, 10))
  );
}

function parse(cursor: string): unknown[] {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(parsed) ? parsed : [];
  } catch {
    return [];
  }
}
