import { isDeepStrictEqual } from 'node:util';
import { entityOf } from '../../domain/entity/catalogue';
import { specOf, isUuid } from '../../domain/entity/fieldTypes';
import { parseRecord, type Item, type ParsedRecord, type Values } from '../../domain/entity/parse';
import { DomainError } from '../../domain/errors';
import type { EntityDefinition } from '../../domain/generated/entity';
import { visibleFields } from '../../domain/permissions';
import { run, runInOrder, type Db, type Statement } from '../connect';
import type { RecordContext } from '../context';
import { reachable } from '../ownership';
import { searchText } from '../search';
import { Params } from '../sql';
import { statementName } from '../statementName';
import { today } from '../today';
import { lockAccountOf, prepare, settle } from './money';
import { getRecord, imageIn, imageStatement, recordImage, type RecordJson } from './read';
import { checkMentions } from './references';
import { computedValues, mergeList, updateRow, writeList } from './rows';
import { checkStatusByHand } from './statusByHand';
import { refusedBySql } from './sqlErrors';
import { tellUpdated } from './tell';

/**
 * Changes the named fields and collections (a collection is given whole). `version` null = whatever it is now.
 * NOT_FOUND when the person may not even see it, FORBIDDEN when only that, VERSION_CONFLICT, VALIDATION_FAILED.
 * A change that changes nothing leaves the version as it is.
 */
export async function updateRecord(
  db: Db,
  entity: string,
  id: string,
  input: unknown,
  version: number | null,
  context: RecordContext,
): Promise<RecordJson> {
  return refusedBySql(entityOf(entity), () =>
    db.transaction(async (trx) => {
      await change(trx, entity, id, input, version, context);
      return readable(await getRecord(trx, entity, id, context));
    }),
  );
}

/** The same, where nobody asks how the record is then: for the engine. */
export async function changeRecord(
  db: Db,
  entity: string,
  id: string,
  input: unknown,
  context: RecordContext,
): Promise<void> {
  await refusedBySql(entityOf(entity), () =>
    db.transaction((trx) => change(trx, entity, id, input, null, context)),
  );
}

async function change(
  trx: Db,
  entity: string,
  id: string,
  input: unknown,
  version: number | null,
  context: RecordContext,
): Promise<void> {
  const definition = entityOf(entity);
  const before = await lockRecord(trx, definition, id, version, context);
  const options = {
    mode: 'update' as const,
    system: context.roles === 'system',
    fields: visibleFields(context, definition.fields),
    today: today(),
  };
  const parsed = parseRecord(definition, input, options);
  await checkStatusByHand(trx, definition, before, parsed.values, context);
  await checkMentions(trx, definition, parsed, context);
  await prepare(trx, definition, parsed, before);
  if (!(await write(trx, definition, before, parsed, context))) return;
  await settle(trx, definition, id, context);
  await mustStillReach(trx, definition, id, context);
  const after = await recordImage(trx, definition, id);
  if (after) await tellUpdated(trx, definition, before, after, context);
}

/** Locks the row and gives it as it is; every way of changing a record begins here. */
export async function lockRecord(
  trx: Db,
  definition: EntityDefinition,
  id: string,
  version: number | null,
  context: RecordContext,
  verb: 'update' | 'delete' = 'update',
): Promise<RecordJson> {
  if (isUuid(id)) await lockAccountOf(trx, definition, { recordId: id });
  const [locked = [], images = []] = isUuid(id)
    ? await runInOrder(trx, lockOf(definition, id, context, verb), imageStatement(definition, id))
    : [];
  // the statement gives this column
  const [row] = locked as { may: boolean }[];
  const image = row?.may ? imageIn(images) : null;
  if (!row || (row.may && !image)) throw new DomainError('NOT_FOUND', { entity: definition.key });
  if (!image) throw new DomainError('FORBIDDEN', { entity: definition.key });
  if (version !== null && version !== image.version)
    throw new DomainError('VERSION_CONFLICT', { current: image.version });
  return image;
}

function lockOf(
  definition: EntityDefinition,
  id: string,
  context: RecordContext,
  verb: 'update' | 'delete',
): Statement {
  const params = new Params();
  const may = reachable(definition, 't', verb, context, params);
  const sees = reachable(definition, 't', 'read', context, params);
  const text = `select (${may}) as may from ${definition.table} t where t.id = ${params.bind(id)}::uuid and ${sees} for no key update of t`;
  return { name: statementName(text), text, values: params.values };
}

async function write(
  trx: Db,
  definition: EntityDefinition,
  before: RecordJson,
  parsed: ParsedRecord,
  context: RecordContext,
): Promise<boolean> {
  const merged: Values = { ...before, ...parsed.values };
  const lists = Object.fromEntries(
    Object.entries(definition.collections ?? {}).map(([name, list]) => {
      const present = itemsOf(before, name);
      return [name, mergeList(list, present, parsed.lists[name] ?? present, merged, `/${name}`)];
    }),
  );
  const wanted = { ...parsed.values, ...computedValues(definition, merged, lists) };
  const changed = Object.fromEntries(
    Object.entries(wanted).filter(([name, value]) => differs(definition, name, before[name], value)),
  );
  const sameLists = Object.entries(lists).every(([name, rows]) => sameRows(itemsOf(before, name), rows));
  if (Object.keys(changed).length === 0 && sameLists) return false;
  for (const [name, list] of Object.entries(definition.collections ?? {})) {
    await writeList(trx, definition, before.id, list, itemsOf(before, name), lists[name] ?? []);
  }
  await updateRow(trx, definition.table, before.id, definition.fields, changed, (params) => [
    `search = ${params.bind(searchText(definition, before.number, { ...merged, ...changed }))}`,
    'version = version + 1',
    'updated_at = now()',
    `updated_by = ${params.bind(context.actorId)}`,
  ]);
  return true;
}

function differs(definition: EntityDefinition, name: string, before: unknown, after: unknown): boolean {
  const field = definition.fields[name];
  if (
    !field ||
    before === null ||
    before === undefined ||
    after === null ||
    field.type === 'json' ||
    field.type === 'periods' ||
    field.type === 'tags'
  ) {
    return JSON.stringify(before ?? null) !== JSON.stringify(after ?? null);
  }
  return specOf(field).compare(before, after) !== 0;
}

function sameRows(before: Item[], after: Item[]): boolean {
  return (
    before.length === after.length &&
    after.every((row, index) => isDeepStrictEqual({ ...before[index], ...row }, before[index]))
  );
}

function itemsOf(record: RecordJson, name: string): Item[] {
  const rows = record[name];
  // a collection in a record image is an array of row objects
  return Array.isArray(rows) ? (rows as Item[]) : [];
}

// A record may not be moved out of the person's reach, as to another owner, except by somebody whose reach is wider.
async function mustStillReach(
  trx: Db,
  definition: EntityDefinition,
  id: string,
  context: RecordContext,
): Promise<void> {
  // The engine reaches everything.
  if (context.roles === 'system') return;
  const params = new Params();
  const text = `select 1 from ${definition.table} t where t.id = ${params.bind(id)}::uuid and ${reachable(definition, 't', 'update', context, params)}`;
  if ((await run(trx, { text, values: params.values })).length === 0)
    throw new DomainError('FORBIDDEN', { entity: definition.key });
}

function readable(record: RecordJson | null): RecordJson {
  if (!record) throw new DomainError('NOT_FOUND');
  return record;
}
