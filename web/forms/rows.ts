import type { EntityDefinition, Values } from '../types';
import { isEmpty } from './values';

type CollectionDefinition = NonNullable<EntityDefinition['collections']>[string];

export function rowsOf(record: Values, collection: string): Values[] {
  const rows = record[collection];
  // the server gives a collection as an array of objects
  return Array.isArray(rows) ? (rows as Values[]) : [];
}

/** Rows as they may be sent: with their id, without what is computed and without labels. */
export function writableRows({ fields }: CollectionDefinition, rows: Values[]): Values[] {
  const names = Object.keys(fields).filter(
    (name) => !fields[name]?.readOnly && !fields[name]?.computed && !fields[name]?.generated,
  );
  return rows.map((row) =>
    Object.fromEntries(
      ['id', ...names].filter((name) => !isEmpty(row[name])).map((name) => [name, row[name]]),
    ),
  );
}
