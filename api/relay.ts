import type { Db } from '../db/connect';
import { listen, type Listener } from '../db/listen';
import { findInstanceByWorkflow, getInstance } from '../db/instances';
import { claimOutbox, markFailed, markRelayed, type OutboxRow } from '../db/outbox';
import { getPerson } from '../db/people';
import { recordContext } from '../db/records/read';
import { SEMANTICS, type JsonObject } from '../domain/process/types';
import { loadPlan } from '../db/plan';
import type { Temporal } from './temporal';

const BATCH = 50;

/**
 * Carries the outbox to Temporal. A row is locked while it is told, and marked in the same transaction: it is told at
 * least once, and the workflows know what they have heard. Several relays share the work; each workflow hears in order.
 */
export function startRelay(
  db: Db,
  databaseUrl: string,
  temporal: Temporal,
  onError: (error: unknown) => void,
): Listener {
  return listen(databaseUrl, 'guanxi_outbox', 2_000, () => drain(db, temporal), onError);
}

/** Tells everything that waits; how many rows were told. */
export async function drain(db: Db, temporal: Temporal): Promise<number> {
  let told = 0;
  for (;;) {
    const batch = await relayBatch(db, temporal);
    told += batch;
    if (batch === 0) return told;
  }
}

/** What is read for it is read in the same transaction: a burst of starts takes one connection from the pool, not fifty. */
async function relayBatch(db: Db, temporal: Temporal): Promise<number> {
  return db.transaction(async (trx) => {
    const rows = await claimOutbox(trx, BATCH);
    const outcomes = await Promise.all(rows.map((row) => tellRow(trx, temporal, row)));
    await markRelayed(
      trx,
      rows.filter((_, index) => outcomes[index] === null).map((row) => row.id),
    );
    for (const [index, row] of rows.entries()) {
      const error = outcomes[index];
      if (error != null) await markFailed(trx, row.id, error);
    }
    return rows.length;
  });
}

/** Null when it was told, else why not. */
async function tellRow(db: Db, temporal: Temporal, row: OutboxRow): Promise<string | null> {
  try {
    await tell(db, temporal, row);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function tell(db: Db, temporal: Temporal, row: OutboxRow): Promise<void> {
  switch (row.kind) {
    case 'start':
      return start(db, temporal, row);
    case 'calendar':
      return tellCalendar(db, temporal, row);
    case 'dun':
      return temporal.wakeDunning(String(row.payload.customerId));
    default:
      return temporal.signal(row.workflowId, row.kind, row.payload);
  }
}

/** The newest one, also when another version came meanwhile. */
async function tellCalendar(db: Db, temporal: Temporal, { workflowId, payload }: OutboxRow): Promise<void> {
  const instance = await findInstanceByWorkflow(db, workflowId);
  if (!instance) return;
  const { definitionKey: key, definitionVersion: version } = instance;
  const plan = await loadPlan(db, { key, version }, Date.now());
  if (!plan) return;
  const { calendar, calendars, zone } = plan;
  const changed = String(payload.calendar);
  await temporal.signalCalendar(workflowId, { changed, calendar, zone, ...(calendars && { calendars }) });
}

async function start(db: Db, temporal: Temporal, { workflowId, payload }: OutboxRow): Promise<void> {
  const instance = await getInstance(db, String(payload.instanceId));
  // An instance that has run already was told before.
  if (!instance || instance.status !== 'starting') return;
  const plan = await loadPlan(
    db,
    { key: instance.definitionKey, version: instance.definitionVersion },
    Date.now(),
  );
  if (!plan)
    throw new Error(
      `The definition ${instance.definitionKey} version ${instance.definitionVersion} is not published`,
    );
  const entity: JsonObject = instance.entity
    ? ((await recordContext(db, instance.entity, instance.entityId)) ?? {})
    : {};
  const starter = typeof payload.actorId === 'string' ? await getPerson(db, payload.actorId) : null;
  await temporal.startProcess(workflowId, {
    instanceId: instance.id,
    plan,
    about: { customerId: instance.customerId, ownerId: instance.ownerId },
    start: { entityId: instance.entityId, entity, vars: instance.input },
    ...(typeof payload.stage === 'string' && { stage: payload.stage }),
    ...(typeof payload.began === 'number' && { began: payload.began }),
    semantics: SEMANTICS,
    actor: starter && { id: starter.id, name: starter.name, holds: starter.roles },
  });
}
