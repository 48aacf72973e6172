import { columnOf, entityOf, SYSTEM_FIELDS } from '../../domain/entity/catalogue';
import { isCleanText, specOf, SQL_TYPES, type FilterKind } from '../../domain/entity/fieldTypes';
import { compileFilter } from '../../domain/entity/filter';
import { DomainError } from '../../domain/errors';
import type { EntityDefinition, Field } from '../../domain/generated/entity';
import { can, visibleFields } from '../../domain/permissions';
import { run, type Db } from '../connect';
import type { RecordContext } from '../context';
import { decodeCursor, encodeCursor } from '../cursor';
import { reachable } from '../ownership';
import { likePattern } from '../search';
import { Params } from '../sql';
import { today } from '../today';
import { selectionOf, type RecordJson } from './read';
import { selectList } from './select';

export interface ListQuery {
  /** CEL over the record's fields, see filter.ts. */
  filter?: string;
  /** `-createdAt,name`: fields that may be sorted by, `-` for descending. */
  sort?: string;
  /** 1 to 200; 50 when absent. */
  limit?: number;
  cursor?: string;
  fields?: string[];
  /** Words to find in name, pinyin, number, phone. */
  q?: string;
  today?: string;
}

/** A page of the records that this person may see. Collections are inside only when `fields` names them. */
export async function listRecords(
  db: Db,
  entity: string,
  query: ListQuery,
  context: RecordContext,
): Promise<{ items: RecordJson[]; next: string | null }> {
  const { text, next } = await listRecordsText(db, entity, query, context);
  // the select list is made from the same definition as the type
  return { items: JSON.parse(text) as RecordJson[], next };
}

/** The same with the page as the text of a JSON array, made by PostgreSQL. */
export async function listRecordsText(
  db: Db,
  entity: string,
  query: ListQuery,
  context: RecordContext,
): Promise<{ text: string; next: string | null }> {
  const definition = entityOf(entity);
  if (can(context, 'read', definition) === 'none') throw new DomainError('FORBIDDEN', { entity });
  const limit = limitOf(query.limit);
  const sort = sortOf(definition, query.sort, context);
  const params = new Params();
  const where = conditions(definition, query, sort, context, params);
  const order = sort
    .map(
      ({ column, descending, nullable }) =>
        `${column} ${descending ? 'desc' : 'asc'}${nullable ? ' nulls last' : ''}`,
    )
    .join(', ');
  const keys = sort.map(({ column }) => `${column}::text`).join(', ');
  // the page is cut first, so that labels are looked up for its rows only
  const page = `select t.* from ${definition.table} t where ${where.join(' and ')} order by ${order} limit ${params.bind(limit + 1)}`;
  const list = selectList(definition, selectionOf(definition, context, query.fields, false));
  const text = `select (select row_to_json(r)::text from (select ${list}) r) as item, array[${keys}] as keys from (${page}) t order by ${order}`;
  const rows = await run<{ item: string; keys: (string | null)[] }>(db, { text, values: params.values });
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  const items = rows.slice(0, limit).map((row) => row.item);
  return {
    text: `[${items.join(',')}]`,
    next: last ? encodeCursor(orderName(definition, sort), last.keys) : null,
  };
}

interface SortKey {
  name: string;
  column: string;
  kind: FilterKind;
  descending: boolean;
  nullable: boolean;
}

function conditions(
  definition: EntityDefinition,
  query: ListQuery,
  sort: SortKey[],
  context: RecordContext,
  params: Params,
): string[] {
  const where = [reachable(definition, 't', 'read', context, params)];
  if (query.filter?.trim()) {
    const fields = visibleFields(context, definition.fields);
    where.push(
      compileFilter(query.filter, {
        fields,
        alias: 't',
        params,
        today: query.today ?? today(),
        userId: context.actorId,
      }),
    );
  }
  where.push(...wordsOf(query.q).map((word) => `t.search like ${params.bind(likePattern(word))}`));
  if (query.cursor)
    where.push(
      after(
        sort,
        decodeCursor(
          query.cursor,
          orderName(definition, sort),
          sort.map((key) => key.kind),
        ),
        params,
      ),
    );
  return where;
}

function wordsOf(q: string | undefined): string[] {
  const text = q?.trim() ?? '';
  if (text.length > 200 || !isCleanText(text)) throw new DomainError('BAD_REQUEST', { field: 'q' });
  return text === '' ? [] : text.split(/\s+/);
}

function limitOf(limit = 50): number {
  if (!Number.isInteger(limit) || limit < 1 || limit > 200)
    throw new DomainError('BAD_REQUEST', { field: 'limit' });
  return limit;
}

/** Only visible fields with an order; the id last makes every place in the list one place. */
function sortOf(definition: EntityDefinition, sort: string | undefined, context: RecordContext): SortKey[] {
  const fields: Record<string, Field> = { ...visibleFields(context, definition.fields), ...SYSTEM_FIELDS };
  const names = (sort || definition.views?.sort || '-createdAt').split(',').map((name) => name.trim());
  const keys = names.map((name) => sortKey(fields, name));
  if (new Set(keys.map((key) => key.name)).size < keys.length || keys.length > 4)
    throw new DomainError('SORT_INVALID', { sort: String(sort).slice(0, 100) });
  const last = keys.at(-1);
  return last?.name === 'id'
    ? keys
    : [
        ...keys,
        { name: 'id', column: 't.id', kind: 'uuid', descending: last?.descending ?? false, nullable: false },
      ];
}

function sortKey(fields: Record<string, Field>, name: string): SortKey {
  const descending = name.startsWith('-');
  const key = descending ? name.slice(1) : name;
  const field = Object.hasOwn(fields, key) ? fields[key] : undefined;
  const kind = key === 'id' ? 'uuid' : field && specOf(field).filter;
  if (!field || !kind || kind === 'texts' || kind === 'none')
    throw new DomainError('SORT_INVALID', { sort: key.slice(0, 60) });
  return { name: key, column: `t.${columnOf(key)}`, kind, descending, nullable: !field.required };
}

/** Rows behind the place. One direction without gaps is a row comparison, which an index can answer. */
function after(sort: SortKey[], values: (string | null)[], params: Params): string {
  const bound = sort.map((key, index) =>
    values[index] === null ? null : `${params.bind(values[index])}::${SQL_TYPES[key.kind]}`,
  );
  const uniform =
    sort.every((key) => key.descending === sort[0]?.descending && !key.nullable) && !bound.includes(null);
  if (uniform)
    return `(${sort.map((key) => key.column).join(', ')}) ${sort[0]?.descending ? '<' : '>'} (${bound.join(', ')})`;
  const alternatives = sort.map((key, index) => {
    const equal = sort
      .slice(0, index)
      .map((earlier, place) => `${earlier.column} is not distinct from ${bound[place] ?? 'null'}`);
    return [...equal, behind(key, bound[index] ?? null)].join(' and ');
  });
  return `(${alternatives.map((alternative) => `(${alternative})`).join(' or ')})`;
}

// Missing values stand last in both directions, so nothing but the other keys comes after one.
function behind(key: SortKey, value: string | null): string {
  if (value === null) return 'false';
  const further = `${key.column} ${key.descending ? '<' : '>'} ${value}`;
  return key.nullable ? `(${further} or ${key.column} is null)` : further;
}

function orderName(definition: EntityDefinition, sort: SortKey[]): string {
  return `${definition.key}:${sort.map((key) => `${key.descending ? '-' : ''}${key.name}`).join(',')}`;
}
