import { entityOf } from '../../domain/entity/catalogue';
import { formatNumber } from '../../domain/entity/number';
import { parseRecord, type ParsedRecord, type Values } from '../../domain/entity/parse';
import { DomainError } from '../../domain/errors';
import type { EntityDefinition } from '../../domain/generated/entity';
import { can, visibleFields } from '../../domain/permissions';
import { run, type Db } from '../connect';
import type { RecordContext } from '../context';
import { reachable } from '../ownership';
import { only } from '../rows';
import { searchText } from '../search';
import { Params } from '../sql';
import { today } from '../today';
import { lockAccountOf, prepare, settle } from './money';
import { getRecord, recordImage, type RecordJson } from './read';
import { checkMentions } from './references';
import { computedValues, insertRow, mergeList, writeList } from './rows';
import { tellCreated } from './tell';
import { refusedBySql } from './sqlErrors';

/**
 * Creates a record with its collections: checked, numbered, computed, audited, announced, in one transaction.
 * VALIDATION_FAILED, FORBIDDEN, DUPLICATE, or what the entity's own rules refuse (OVER_ALLOCATED …).
 */
export async function createRecord(
  db: Db,
  entity: string,
  input: unknown,
  context: RecordContext,
  extra: Values = {},
): Promise<RecordJson> {
  const definition = entityOf(entity);
  if (can(context, 'create', definition) === 'none') throw new DomainError('FORBIDDEN', { entity });
  const parsed = parse(definition, input, context);
  return refusedBySql(definition, () =>
    db.transaction(async (trx) => {
      await checkMentions(trx, definition, parsed, context);
      await lockAccountOf(trx, definition, { customerId: parsed.values.customerId });
      await prepare(trx, definition, parsed);
      const id = await insert(trx, definition, parsed, context, extra);
      await settle(trx, definition, id, context);
      await mustReach(trx, definition, id, context);
      const image = await recordImage(trx, definition, id);
      if (image) await tellCreated(trx, definition, image, context);
      return created(await getRecord(trx, entity, id, context));
    }),
  );
}

function parse(definition: EntityDefinition, input: unknown, context: RecordContext): ParsedRecord {
  const options = {
    mode: 'create' as const,
    system: context.roles === 'system',
    fields: visibleFields(context, definition.fields),
    today: today(),
  };
  return parseRecord(definition, withOwner(definition, input, context), options);
}

// Who creates something owns it, unless somebody else is named.
function withOwner(definition: EntityDefinition, input: unknown, context: RecordContext): unknown {
  const field =
    definition.owner && definition.owner !== 'none' && 'field' in definition.owner
      ? definition.owner.field
      : undefined;
  if (
    !field ||
    typeof input !== 'object' ||
    input === null ||
    Array.isArray(input) ||
    Object.hasOwn(input, field) ||
    !context.actorId
  )
    return input;
  return { ...input, [field]: context.actorId };
}

async function insert(
  trx: Db,
  definition: EntityDefinition,
  parsed: ParsedRecord,
  context: RecordContext,
  extra: Values,
): Promise<string> {
  const lists = Object.entries(definition.collections ?? {}).map(
    ([name, list]) =>
      [name, mergeList(list, [], parsed.lists[name] ?? [], parsed.values, `/${name}`)] as const,
  );
  const values = {
    ...parsed.values,
    ...computedValues(definition, parsed.values, Object.fromEntries(lists)),
  };
  const number = await nextNumber(trx, definition);
  const id = await insertRow(trx, definition.table, definition.fields, values, {
    number,
    search: searchText(definition, number, values),
    created_by: context.actorId,
    updated_by: context.actorId,
    ...extra,
  });
  for (const [name, rows] of lists) {
    const list = definition.collections?.[name];
    if (list) await writeList(trx, definition, id, list, [], rows);
  }
  return id;
}

export async function nextNumber(db: Db, definition: EntityDefinition): Promise<string> {
  const rows = await run<{ value: number }>(db, {
    text: `select nextval('${definition.table}_number') as value`,
    values: [],
  });
  return formatNumber(definition, only(rows).value);
}

// Nobody creates what they could not read: a record in somebody else's name, for instance.
async function mustReach(
  trx: Db,
  definition: EntityDefinition,
  id: string,
  context: RecordContext,
): Promise<void> {
  const params = new Params();
  const text = `select 1 from ${definition.table} t where t.id = ${params.bind(id)}::uuid and ${reachable(definition, 't', 'create', context, params)}`;
  if ((await run(trx, { text, values: params.values })).length === 0)
    throw new DomainError('FORBIDDEN', { entity: definition.key });
}

function created(record: RecordJson | null): RecordJson {
  if (!record) throw new DomainError('FORBIDDEN');
  return record;
}
