import { entityOf } from '../../domain/entity/catalogue';
import { specOf, isUuid } from '../../domain/entity/fieldTypes';
import { DomainError } from '../../domain/errors';
import type { EntityDefinition, Field } from '../../domain/generated/entity';
import { visibleFields } from '../../domain/permissions';
import type { Json, JsonObject } from '../../domain/process/types';
import { run, type Db, type Statement } from '../connect';
import { systemContext, type RecordContext } from '../context';
import { reachable } from '../ownership';
import { Params } from '../sql';
import { statementName } from '../statementName';
import { selectList, type Selection } from './select';

/** A record as the API gives it: camelCase, money as text, references with their labels, collections inside. */
export type RecordJson = JsonObject & { id: string; number: string; version: number };

/** Null when there is none, or none that this person may see. `fields` narrows what is read. */
export async function getRecord(
  db: Db,
  entity: string,
  id: string,
  context: RecordContext,
  fields?: string[],
): Promise<RecordJson | null> {
  const found = await getRecordText(db, entity, id, context, fields);
  // the select list is made from the same definition as the type
  return found && (JSON.parse(found.text) as RecordJson);
}

/** A record as JSON text, and what else this person may do with it. */
export interface RecordText {
  text: string;
  version: number;
  mayUpdate: boolean;
  mayDelete: boolean;
}

/** The same as JSON text, made by PostgreSQL: the hot path of GET one. */
export async function getRecordText(
  db: Db,
  entity: string,
  id: string,
  context: RecordContext,
  fields?: string[],
): Promise<RecordText | null> {
  if (!isUuid(id)) return null;
  const { name, text, actors } = fields
    ? readStatement(entity, context, fields)
    : cachedStatement(entity, context);
  const values = [id, ...Array.from({ length: actors }, () => context.actorId)];
  const rows = await run<RecordText>(db, { name, text, values });
  return rows[0] ?? null;
}

interface ReadStatement {
  name: string;
  text: string;
  /** How many of its parameters, after the id, are the person who asks. */
  actors: number;
}

const statements = new Map<string, ReadStatement>();

// The text depends on the entity and the roles only, of which there are few.
function cachedStatement(entity: string, context: RecordContext): ReadStatement {
  // written as JSON, so that no role's name can look like another list of roles
  const key = JSON.stringify([entity, context.roles, context.actorId === null]);
  const known = statements.get(key);
  if (known) return known;
  if (statements.size > 500) statements.clear();
  const statement = readStatement(entity, context, undefined);
  statements.set(key, statement);
  return statement;
}

function readStatement(entity: string, context: RecordContext, fields: string[] | undefined): ReadStatement {
  const definition = entityOf(entity);
  const params = new Params();
  const target = params.bind('');
  const [where, mayUpdate, mayDelete] = (['read', 'update', 'delete'] as const).map((verb) =>
    reachable(definition, 't', verb, context, params),
  );
  const list = selectList(definition, selectionOf(definition, context, fields, true));
  const text = `select t.version, (select row_to_json(r)::text from (select ${list}) r) as text, ${mayUpdate} as "mayUpdate", ${mayDelete} as "mayDelete"
    from ${definition.table} t where t.id = ${target}::uuid and ${where}`;
  return { name: statementName(text), text, actors: params.values.length - 1 };
}

/** Everything of a record without labels, for audit and comparison; null when it is gone. */
export async function recordImage(db: Db, entity: EntityDefinition, id: string): Promise<RecordJson | null> {
  return imageIn(await run(db, imageStatement(entity, id)));
}

/** What `recordImage` asks, for those who ask something else with it. */
export function imageStatement(entity: EntityDefinition, id: string): Statement {
  const list = selectList(entity, {
    ...selectionOf(entity, systemContext(), undefined, true),
    labels: false,
  });
  const text = `select row_to_json(r)::text as text from (select ${list} from ${entity.table} t where t.id = $1::uuid) r`;
  return { name: statementName(text), text, values: [id] };
}

/** The record in the rows that the statement gave. */
export function imageIn(rows: unknown[]): RecordJson | null {
  // the statement above selects it
  const [row] = rows as { text: string }[];
  // see getRecord
  return row ? (JSON.parse(row.text) as RecordJson) : null;
}

/** The record as expressions see it: money and decimals as numbers, collections inside, no labels. */
export async function recordContext(db: Db, entity: string, id: string): Promise<JsonObject | null> {
  const definition = entityOf(entity);
  const image = await recordImage(db, definition, id);
  return image && toContext(definition, image);
}

export function toContext(entity: EntityDefinition, image: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(image).map(([name, value]) => [name, contextValue(entity, name, value)]),
  );
}

function contextValue(entity: EntityDefinition, name: string, value: Json): Json {
  const field = entity.fields[name];
  if (field) return inContext(field, value);
  const list = entity.collections?.[name];
  if (!list || !Array.isArray(value)) return value;
  // a collection's rows are objects made by selectList
  return (value as JsonObject[]).map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([key, item]) => [
        key,
        list.fields[key] ? inContext(list.fields[key], item) : item,
      ]),
    ),
  );
}

function inContext(field: Field, value: Json): Json {
  // a field type turns JSON into JSON
  return specOf(field).context(value) as Json;
}

/** What a person sees: all visible fields and collections, or those of `fields`; an unknown name is refused. */
export function selectionOf(
  entity: EntityDefinition,
  context: RecordContext,
  fields: string[] | undefined,
  withLists: boolean,
): Selection {
  const visible = visibleFields(context, entity.fields);
  const lists = Object.fromEntries(
    Object.entries(entity.collections ?? {}).map(([name, list]) => [
      name,
      { table: list.table, fields: visibleFields(context, list.fields) },
    ]),
  );
  if (!fields) return { fields: visible, lists: withLists ? lists : {}, labels: true };
  const system = ['id', 'number', 'createdAt', 'createdBy', 'updatedAt', 'updatedBy', 'version'];
  const unknown = fields.find(
    (name) => !Object.hasOwn(visible, name) && !Object.hasOwn(lists, name) && !system.includes(name),
  );
  if (unknown !== undefined) throw new DomainError('BAD_REQUEST', { field: unknown.slice(0, 80) });
  const named = <Value>(all: Record<string, Value>) =>
    Object.fromEntries(Object.entries(all).filter(([name]) => fields.includes(name)));
  return { fields: named(visible), lists: named(lists), labels: true };
}
