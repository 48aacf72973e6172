import { dunningWorkflowId } from '../domain/ids';
import type { JsonObject } from '../domain/process/types';
import type { Db } from './connect';

export type OutboxKind = 'start' | 'fact' | 'event' | 'effect' | 'cancel' | 'calendar' | 'dun';

export interface OutboxEntry {
  kind: OutboxKind;
  workflowId: string;
  payload: JsonObject;
}

export interface OutboxRow extends OutboxEntry {
  id: number;
  attempts: number;
  createdAt: Date;
}

const COLUMNS = {
  id: 'id',
  kind: 'kind',
  workflowId: 'workflow_id',
  payload: 'payload',
  attempts: 'attempts',
  createdAt: 'created_at',
};

/** Call it in the transaction of the change itself: what was committed will be told, what was rolled back will not. */
export async function enqueue(db: Db, ...entries: OutboxEntry[]): Promise<void> {
  if (entries.length === 0) return;
  await db('outbox').insert(
    entries.map(({ kind, workflowId, payload }) => ({
      kind,
      workflow_id: workflowId,
      payload: JSON.stringify(payload),
    })),
  );
}

/**
 * Locks the oldest waiting row of each workflow until the transaction ends. A row whose predecessor is still waiting,
 * or is being sent by another relay, is left alone: each workflow hears things in order.
 */
export async function claimOutbox(trx: Db, limit: number): Promise<OutboxRow[]> {
  return trx('outbox as o')
    .select(COLUMNS)
    .whereNull('relayed_at')
    .whereRaw('(next_try_at is null or next_try_at <= now())')
    .whereRaw(
      'not exists (select 1 from outbox p where p.workflow_id = o.workflow_id and p.relayed_at is null and p.id < o.id)',
    )
    .orderBy('id')
    .limit(limit)
    .forUpdate()
    .skipLocked();
}

export async function markRelayed(trx: Db, ids: number[]): Promise<void> {
  await trx('outbox').whereIn('id', ids).update({ relayed_at: trx.fn.now(), error: null });
}

/** Tries again after 1, 2, 4 … at most 60 seconds. */
export async function markFailed(trx: Db, id: number, error: string): Promise<void> {
  await trx('outbox')
    .where({ id })
    .update({
      attempts: trx.raw('attempts + 1'),
      error: error.slice(0, 2000),
      next_try_at: trx.raw("now() + least(60, 2 ^ least(attempts, 6)) * interval '1 second'"),
    });
}

/** A named event for every instance that waits for that name; how many there are. */
export async function publishEvent(db: Db, name: string, data: JsonObject): Promise<number> {
  const workflows = await db('event_subscription as s')
    .join('process_instance as i', 'i.id', 's.instance_id')
    .where('s.event', name)
    .whereIn('i.status', ['starting', 'active', 'held'])
    .pluck<string[]>('i.workflow_id');
  await enqueue(
    db,
    ...workflows.map((workflowId) => ({ kind: 'event' as const, workflowId, payload: { name, data } })),
  );
  return workflows.length;
}

/** Every open case that goes by a calendar, whole or with one of its clocks, hears that there is another version of it, and so do the reminders. */
export async function tellCalendarChanged(db: Db, key: string): Promise<void> {
  const workflows = await db('process_instance as i')
    .join('definition as d', { 'd.key': 'i.definition_key', 'd.version': 'i.definition_version' })
    .where('d.kind', 'process')
    .whereIn('i.status', ['starting', 'active', 'held'])
    .whereRaw(
      "jsonb_path_exists(d.body, '$.**.calendar \\? (@ == $key)', jsonb_build_object('key', ?::text))",
      [key],
    )
    .pluck<string[]>('i.workflow_id');
  const customers = await db('dunning_case').pluck<string[]>('customer_id');
  await enqueue(
    db,
    ...workflows.map((workflowId) => ({ kind: 'calendar' as const, workflowId, payload: { calendar: key } })),
    ...customers.map((customerId) => ({
      kind: 'dun' as const,
      workflowId: dunningWorkflowId(customerId),
      payload: { customerId },
    })),
  );
}
