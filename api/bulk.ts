import { DomainError } from '../domain/errors';
import type { JsonObject } from '../domain/process/types';
import { claimItem, finishJobs, settleItem, type BulkJob, type ItemStatus } from '../db/bulk';
import type { Db } from '../db/connect';
import { listen, type Listener } from '../db/listen';
import { getPerson } from '../db/people';
import { bulkCommand } from './bulkCommand';
import { applyCommand } from './command';
import type { Engine } from './deps';
import { visibleInstance } from './visible';

type Result = { status: ItemStatus; code?: string; details?: JsonObject };

/**
 * Works through bulk jobs, one item at a time, each in a transaction that holds it: several API processes share the
 * work, and one that dies leaves its item to another. The command's id is the item's, so that it is done once.
 */
export function startBulk(
  db: Db,
  databaseUrl: string,
  engine: Engine,
  onError: (error: unknown) => void,
): Listener {
  return listen(databaseUrl, 'guanxi_bulk_job', 5_000, () => workOff(db, engine), onError);
}

export async function workOff(db: Db, engine: Engine): Promise<void> {
  while (await workOne(db, engine));
  await finishJobs(db);
}

/** False when nothing is left to do, or when no worker answers: then it is tried again a little later. */
async function workOne(db: Db, engine: Engine): Promise<boolean> {
  return db.transaction(async (trx) => {
    const claimed = await claimItem(trx);
    if (!claimed) return false;
    const { job, instanceId } = claimed;
    const result = await resultOf(db, engine, job, instanceId);
    if (!result) return false;
    await settleItem(trx, job.id, instanceId, result);
    return true;
  });
}

/** Null when nobody can tell yet. */
async function resultOf(db: Db, engine: Engine, job: BulkJob, instanceId: string): Promise<Result | null> {
  try {
    await apply(db, engine, job, instanceId);
    return { status: job.dryRun ? 'possible' : 'done' };
  } catch (error) {
    if (!(error instanceof DomainError))
      return { status: 'failed', code: 'INTERNAL', details: { message: String(error).slice(0, 500) } };
    if (error.code === 'UNAVAILABLE') return null;
    // what an error tells is plain JSON
    const details = JSON.parse(JSON.stringify(error.details)) as JsonObject;
    return { status: 'refused', code: error.code, details };
  }
}

/** As the person who asked for the job, with the rights they have now. */
async function apply(db: Db, engine: Engine, job: BulkJob, instanceId: string): Promise<void> {
  const who = await getPerson(db, job.createdById);
  if (!who?.active) throw new DomainError('FORBIDDEN');
  const context = { actorId: who.id, roles: who.roles, requestId: `bulk ${job.id}` };
  const { definitionKey } = await visibleInstance(db, instanceId, context);
  const command = await bulkCommand(db, job, definitionKey);
  const commandId = `bulk-${job.id}-${job.round}-${instanceId}`;
  await applyCommand(
    { deps: { db, engine }, who, commandId, requestId: context.requestId },
    instanceId,
    command,
    { dryRun: job.dryRun },
  );
}
