import type { JsonObject } from '../domain/process/types';
import { processWorkflowId } from '../domain/ids';
import { run, type Db } from './connect';
import { only } from './rows';
import { OPEN_STATUSES } from './instances';
import { enqueue } from './outbox';

export interface InstanceStart {
  definition: { key: string; version: number; sha256: string };
  entity?: string | null;
  entityId?: string | null;
  title: string;
  input?: JsonObject;
  /** Where a case that began elsewhere stands already; absent = the first stage. */
  stage?: string;
  /** When that was: the clocks of the case count from then; absent = now. */
  began?: Date;
  actorId?: string | null;
  customerId?: string | null;
  ownerId?: string | null;
  /** Set by a trigger: while an instance of the process is open for the record, no second one starts. */
  triggerKey?: string | null;
  /** The same for what no trigger began. */
  once?: boolean;
  parentId?: string | null;
  /** With parentId: starting again for the same effect gives the first one. */
  parentEffect?: string | null;
}

/** Inserts the row, subscribes it to its record, and asks the relay to start the workflow: one transaction with the cause. */
export async function startInstance(
  db: Db,
  start: InstanceStart,
): Promise<{ id: string; workflowId: string; started: boolean }> {
  return db.transaction(async (trx) => {
    const id = await lockStart(trx, start);
    const present = await findStarted(trx, start);
    if (present) return { ...present, started: false };
    const row = await insertInstance(trx, start, id);
    await announceStart(trx, start, row.id, row.workflowId);
    return { ...row, started: true };
  });
}

// Two starts for one cause or one record wait for each other: the second finds the first, or takes the next number.
async function lockStart(trx: Db, start: InstanceStart): Promise<string> {
  const cause = start.parentId ? `${start.parentId}:${start.parentEffect ?? ''}` : null;
  if (cause) await run(trx, { text: 'select pg_advisory_xact_lock(7306, hashtext($1))', values: [cause] });
  const text = 'select pg_advisory_xact_lock(7302, hashtext($1)), uuidv7() as id';
  const rows = await run<{ id: string }>(trx, {
    text,
    values: [`${start.definition.key}:${start.entityId ?? ''}`],
  });
  return only(rows).id;
}

async function findStarted(
  trx: Db,
  start: InstanceStart,
): Promise<{ id: string; workflowId: string } | undefined> {
  const query = trx('process_instance').first<{ id: string; workflowId: string } | undefined>({
    id: 'id',
    workflowId: 'workflow_id',
  });
  // Also one that was begun by hand or by another process.
  if (start.triggerKey && !start.entityId)
    return query.where({ trigger_key: start.triggerKey }).whereIn('status', OPEN_STATUSES);
  if (start.triggerKey || start.once)
    return query
      .where({ definition_key: start.definition.key, entity_id: start.entityId })
      .whereIn('status', OPEN_STATUSES);
  if (start.parentId && start.parentEffect)
    return query.where({ parent_id: start.parentId, parent_effect: start.parentEffect });
  return undefined;
}

async function insertInstance(
  trx: Db,
  start: InstanceStart,
  id: string,
): Promise<{ id: string; workflowId: string }> {
  const { key, version, sha256 } = start.definition;
  const entityId = start.entityId ?? id;
  const last = await trx('process_instance')
    .where({ definition_key: key, entity_id: entityId })
    .max<{ n: number | null }[]>('n as n');
  const n = (last[0]?.n ?? 0) + 1;
  const workflowId = processWorkflowId(key, entityId, n);
  await trx('process_instance').insert({
    id,
    workflow_id: workflowId,
    definition_key: key,
    definition_version: version,
    definition_sha256: sha256,
    entity: start.entity ?? null,
    entity_id: entityId,
    n,
    title: start.title,
    status: 'starting',
    trigger_key: start.triggerKey ?? null,
    input: JSON.stringify(start.input ?? {}),
    customer_id: start.customerId ?? null,
    owner_id: start.ownerId ?? null,
    parent_id: start.parentId ?? null,
    parent_effect: start.parentEffect ?? null,
    created_by: start.actorId ?? null,
  });
  return { id, workflowId };
}

async function announceStart(trx: Db, start: InstanceStart, id: string, workflowId: string): Promise<void> {
  if (start.entity && start.entityId) {
    await trx('subscription').insert({
      instance_id: id,
      entity: start.entity,
      entity_id: start.entityId,
      step: '',
    });
  }
  const payload = {
    instanceId: id,
    definition: start.definition,
    entity: start.entity ?? null,
    entityId: start.entityId ?? id,
    input: start.input ?? {},
    actorId: start.actorId ?? null,
    ...(start.stage !== undefined && { stage: start.stage }),
    ...(start.began !== undefined && { began: start.began.getTime() }),
  };
  await enqueue(trx, { kind: 'start', workflowId, payload });
}
