import { DomainError } from '../domain/errors';
import type { JsonObject, Plan, ProcessState } from '../domain/process/types';
import type { Command } from '../domain/process/commands';
import { findTask } from '../domain/process/tasks';
import { claimItem, finishJobs, postponeItem, settleItem, type BulkJob, type ItemStatus } from '../db/bulk';
import type { Db } from '../db/connect';
import { listen, type Listener } from '../db/listen';
import type { RecordContext } from '../db/context';
import { getTask } from '../db/inbox';
import { getPerson } from '../db/people';
import { checkAnswer } from './checkAnswer';
import { bulkCommand } from './bulkCommand';
import { applyCommand } from './command';
import type { Config } from './config';
import type { Engine } from './deps';
import { createPace } from './pace';
import { visibleInstance } from './visible';

type Answer = Extract<Command, { op: 'complete' | 'approve' | 'reject' }>;
type Result = { status: ItemStatus; code?: string; details?: JsonObject };

/**
 * Works through bulk jobs, one item at a time, each in a transaction that holds it: several API processes share the
 * work, and one that dies leaves its item to another. The command's id is the item's, so that it is done once.
 */
export function startBulk(
  db: Db,
  { databaseUrl, bulkRate }: Pick<Config, 'databaseUrl' | 'bulkRate'>,
  engine: Engine,
  onError: (error: unknown) => void,
): Listener {
  let stopping = false;
  const turn = createPace(bulkRate);
  const work = () => workOff(db, engine, { turn, stopped: () => stopping });
  const listener = listen(databaseUrl, 'guanxi_bulk_job', 5_000, work, onError);
  return {
    close() {
      stopping = true;
      return listener.close();
    },
  };
}

/** Jobs take turns, so that a small one need not wait for a large one; `turn` is awaited before each item. */
export async function workOff(db: Db, engine: Engine, { turn, stopped }: Pacing = AT_ONCE): Promise<void> {
  for (let job: string | null = null; ;) {
    await turn();
    if (stopped()) break;
    job = await workOne(db, engine, job);
    if (job === null) break;
  }
  await finishJobs(db);
}

interface Pacing {
  turn(): Promise<void>;
  stopped(): boolean;
}

const AT_ONCE: Pacing = { turn: () => Promise.resolve(), stopped: () => false };

/** Of the job after that one; its id, null when nothing is to be done now. */
async function workOne(db: Db, engine: Engine, after: string | null): Promise<string | null> {
  return db.transaction(async (trx) => {
    const claimed = await claimItem(trx, after);
    if (!claimed) return null;
    const { job, instanceId } = claimed;
    const result = await resultOf(db, engine, job, instanceId);
    if (result.code === 'UNAVAILABLE') await postponeItem(trx, job.id, instanceId);
    else await settleItem(trx, job.id, instanceId, result);
    return job.id;
  });
}

async function resultOf(db: Db, engine: Engine, job: BulkJob, instanceId: string): Promise<Result> {
  try {
    await apply(db, engine, job, instanceId);
    if (job.operation === 'retry' && !job.dryRun) await refuseWhatRemains(db, instanceId);
    return { status: job.dryRun ? 'possible' : 'done' };
  } catch (error) {
    if (!(error instanceof DomainError))
      return { status: 'failed', code: 'INTERNAL', details: { message: String(error).slice(0, 500) } };
    // what an error tells is plain JSON
    const details = JSON.parse(JSON.stringify({ ...error.details, ...fieldsOf(error) })) as JsonObject;
    return { status: 'refused', code: error.code, details };
  }
}

/** A retry is answered once what it tries has ended, so that what is open now has failed again. */
async function refuseWhatRemains(db: Db, instanceId: string): Promise<void> {
  const open = await db('incident')
    .first<{ code: string } | undefined>('code')
    .where({ instance_id: instanceId, resolved_at: null });
  if (open) throw new DomainError('INCIDENT_REMAINS', { incident: open.code });
}

const fieldsOf = ({ fields }: DomainError) => (fields.length > 0 ? { errors: fields } : {});

/** As the person who asked for the job, with the rights they have now. */
async function apply(db: Db, engine: Engine, job: BulkJob, instanceId: string): Promise<void> {
  const who = await getPerson(db, job.createdById);
  if (!who?.active) throw new DomainError('FORBIDDEN');
  const context = { actorId: who.id, roles: who.roles, requestId: `bulk ${job.id}` };
  const command = await bulkCommand(db, job, await visibleInstance(db, instanceId, context));
  const commandId = `bulk-${job.id}-${job.round}-${instanceId}`;
  await applyCommand(
    { deps: { db, engine }, who, commandId, requestId: context.requestId },
    instanceId,
    command,
    { dryRun: job.dryRun, ...(isAnswer(command) && { check: checkOf(db, instanceId, command, context) }) },
  );
}

const isAnswer = (command: Command): command is Answer =>
  command.op === 'complete' || command.op === 'approve' || command.op === 'reject';

/** The same answer to many tasks has to fit the form of each. */
function checkOf(db: Db, instanceId: string, answer: Answer, context: RecordContext & { actorId: string }) {
  return async (plan: Plan, state: ProcessState) => {
    const key = findTask(plan, state, answer, context.actorId)?.id;
    const row = await db('task')
      .first<{ id: string } | undefined>('id')
      .where({ instance_id: instanceId, key });
    const task = row && (await getTask(db, row.id, new Date()));
    if (!task) throw new DomainError('TASK_NOT_FOUND');
    await checkAnswer(db, task, answer, context);
  };
}
