import { isDeepStrictEqual } from 'node:util';
import { entityOf } from '../../domain/entity/catalogue';
import type { EntityDefinition } from '../../domain/generated/entity';
import { dunningWorkflowId } from '../../domain/ids';
import type { JsonObject } from '../../domain/process/types';
import { audit } from '../audit';
import type { Db } from '../connect';
import { systemContext, type RecordContext } from '../context';
import { OPEN_STATUSES } from '../instances';
import { enqueue } from '../outbox';
import { reviewHolds } from '../finance/holds';
import { recordStarts } from '../newestProcesses';
import { statusChange, statusesOf, statusLog } from '../statuses';
import { startTriggered } from '../triggers';
import { toContext, type RecordJson } from './read';

/** What a change means to others: the audit row, the processes that it starts, the processes that wait for it. */
export async function tellCreated(
  trx: Db,
  entity: EntityDefinition,
  after: RecordJson,
  context: RecordContext,
): Promise<void> {
  const [items, starts] = await Promise.all([
    statusesOf(trx, entity.key),
    recordStarts(trx, entity.key),
    audit(trx, context, { action: 'create', entity: entity.key, entityId: after.id, after }),
  ]);
  const status = statusChange(entity.key, null, after);
  if (status) await statusLog(trx, entity.key, after, status, items, context).row;
  const change = { on: 'created', before: null, after: toContext(entity, after) } as const;
  await startTriggered(trx, entity, starts, change, context);
  await tellMoney(trx, entity, after);
}

export async function tellUpdated(
  trx: Db,
  entity: EntityDefinition,
  before: RecordJson,
  after: RecordJson,
  context: RecordContext,
  action = 'update',
): Promise<void> {
  const changed = changedFields(before, after);
  if (changed.length === 0 && before.version === after.version) return;
  const audited = audit(trx, context, {
    action,
    entity: entity.key,
    entityId: after.id,
    before: pick(before, [...changed, 'version']),
    after: pick(after, [...changed, 'version']),
  });
  if (changed.length === 0) return audited;
  const status = statusChange(entity.key, before, after);
  // None needs the answer of another; each is one statement.
  const [items, workflows, starts] = await Promise.all([
    status ? statusesOf(trx, entity.key) : [],
    subscribers(trx, entity, after.id, changed),
    recordStarts(trx, entity.key),
    audited,
  ]);
  const now = toContext(entity, after);
  const logged = status && statusLog(trx, entity.key, after, status, items, context);
  const said = { set: pick(now, changed), status: logged?.meaning };
  await Promise.all([logged?.row, tellSubscribers(trx, entity, after.id, workflows, said, context)]);
  const change = { on: 'changed', before: toContext(entity, before), after: now } as const;
  await startTriggered(trx, entity, starts, change, context);
  await tellMoney(trx, entity, after);
}

export async function tellDeleted(
  trx: Db,
  entity: EntityDefinition,
  before: RecordJson,
  context: RecordContext,
): Promise<void> {
  await audit(trx, context, { action: 'delete', entity: entity.key, entityId: before.id, before });
  await tellMoney(trx, entity, before);
}

const BOOKKEEPING = new Set(['version', 'updatedAt', 'updatedBy']);

export function changedFields(before: JsonObject, after: JsonObject): string[] {
  return Object.keys(after).filter(
    (name) => !BOOKKEEPING.has(name) && !isDeepStrictEqual(before[name], after[name]),
  );
}

/** The workflows that wait for a change of one of these fields. */
function subscribers(trx: Db, entity: EntityDefinition, id: string, changed: string[]): Promise<string[]> {
  return trx('subscription as s')
    .join('process_instance as i', 'i.id', 's.instance_id')
    .distinct()
    .where({ 's.entity': entity.key, 's.entity_id': id })
    .whereIn('i.status', OPEN_STATUSES)
    .whereRaw('(s.fields is null or s.fields && ?::text[])', [changed])
    .orderBy('i.workflow_id')
    .pluck<string[]>('i.workflow_id');
}

async function tellSubscribers(
  trx: Db,
  entity: EntityDefinition,
  id: string,
  workflows: string[],
  { set, status }: { set: JsonObject; status: JsonObject | undefined },
  context: RecordContext,
): Promise<void> {
  const others = workflows.filter((workflowId) => workflowId !== context.origin);
  await enqueue(
    trx,
    ...others.map((workflowId) => ({
      kind: 'fact' as const,
      workflowId,
      payload: { entity: entity.key, id, set, ...(status && { status, by: context.actorId }) },
    })),
  );
}

/** Reminders and holds of orders rest on what the customer owes. A hold is told to everybody, also to who caused it. */
async function tellMoney(trx: Db, entity: EntityDefinition, record: RecordJson): Promise<void> {
  await tellDunning(trx, entity, record);
  await tellHolds(trx, entity, record);
}

/** Orders that are held now, or go on. */
export async function tellHolds(trx: Db, entity: EntityDefinition, record: RecordJson): Promise<void> {
  for (const { before, after, action } of await reviewHolds(trx, entity, record))
    await tellUpdated(trx, entityOf('order'), before, after, systemContext(), action);
}

// Invoices and payments decide about reminders, and so do the customer's tags, locale and addresses.
async function tellDunning(trx: Db, entity: EntityDefinition, record: RecordJson): Promise<void> {
  const customerId = entity.key === 'customer' ? record.id : record.customerId;
  if (!['customer', 'invoice', 'payment'].includes(entity.key) || typeof customerId !== 'string') return;
  if (
    entity.key === 'customer' &&
    !(await trx('dunning_case').first('customer_id').where({ customer_id: customerId }))
  )
    return;
  await enqueue(trx, { kind: 'dun', workflowId: dunningWorkflowId(customerId), payload: { customerId } });
}

function pick(record: JsonObject, names: string[]): JsonObject {
  return Object.fromEntries(
    names.filter((name) => record[name] !== undefined).map((name) => [name, record[name] ?? null]),
  );
}
