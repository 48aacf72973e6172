import { isUuid } from '../domain/entity/fieldTypes';
import type { JsonObject } from '../domain/process/types';
import { visibleInstance } from './api-visibility';
import { CLOCK_IS_LATE } from './caseClocks';
import { run, type Db } from './connect';
import type { RecordContext } from './context';
import { decodeCursor, pageOf } from './cursor';
import { only } from './rows';
import { Params } from './sql';

export type ItemStatus = 'pending' | 'possible' | 'done' | 'refused' | 'failed';

export interface BulkJob {
  id: string;
  operation: string;
  params: JsonObject;
  reason: string | null;
  dryRun: boolean;
  status: 'running' | 'done' | 'cancelled';
  round: number;
  createdById: string;
  createdAt: Date;
  finishedAt: Date | null;
}

/** Which instances: by their ids, or by what they are; always those only that the person may see, and that are open. */
export interface Selection {
  ids?: string[];
  definition?: string;
  version?: number;
  stage?: string;
  status?: string;
  entity?: string;
  customerId?: string;
  ownerId?: string;
  incidents?: boolean;
  /** Those of which a clock is late. */
  late?: boolean;
  /** Instances of this version are left out: they are where they should be. */
  notVersion?: number;
}

/** More than this is not one decision any more. */
export const MOST_ITEMS = 10_000;

const JOB = {
  id: 'id',
  operation: 'operation',
  params: 'params',
  reason: 'reason',
  dryRun: 'dry_run',
  status: 'status',
  round: 'round',
  createdById: 'created_by',
  createdAt: 'created_at',
  finishedAt: 'finished_at',
};

/** A job and its items, as they are selected now; its id. The runner is woken when the transaction commits. */
export async function createJob(
  trx: Db,
  job: Pick<BulkJob, 'operation' | 'params' | 'reason' | 'dryRun'>,
  selection: Selection,
  context: RecordContext,
): Promise<string> {
  const { id } = only(
    await trx('bulk_job')
      .insert({
        operation: job.operation,
        params: JSON.stringify(job.params),
        reason: job.reason,
        dry_run: job.dryRun,
        created_by: context.actorId,
      })
      .returning<{ id: string }[]>('id'),
  );
  const params = new Params();
  const where = conditions(selection, context, params);
  const text = `insert into bulk_item (job_id, instance_id)
    select ${params.bind(id)}::uuid, i.id from process_instance i where ${where} order by i.id limit ${MOST_ITEMS}`;
  await run(trx, { text, values: params.values });
  return id;
}

function conditions(selection: Selection, context: RecordContext, params: Params): string {
  const wanted: [value: unknown, sql: string, cast: string][] = [
    [selection.ids, 'i.id = any(', '::uuid[])'],
    [selection.definition, 'i.definition_key = ', ''],
    [selection.version, 'i.definition_version = ', '::integer'],
    [selection.notVersion, 'i.definition_version <> ', '::integer'],
    [selection.stage, 'i.stage = ', ''],
    [selection.status, 'i.status = ', ''],
    [selection.entity, 'i.entity = ', ''],
    [selection.customerId, 'i.customer_id = ', '::uuid'],
    [selection.ownerId, 'i.owner_id = ', '::uuid'],
  ];
  return [
    visibleInstance('i', context, params),
    // those that somebody names may be ended, and are then refused one by one
    ...(selection.ids ? [] : ["i.status in ('active', 'held')"]),
    ...(selection.incidents ? ['i.incident_count > 0'] : []),
    ...(selection.late ? [CLOCK_IS_LATE] : []),
    ...wanted.flatMap(([value, sql, cast]) =>
      value === undefined ? [] : [`${sql}${params.bind(value)}${cast}`],
    ),
  ].join(' and ');
}

export type JobProgress = BulkJob & { counts: Record<ItemStatus, number>; total: number };

/** A job with how far it is; null when there is none, or when it is somebody else's and `ownerId` asks for one's own. */
export async function getJob(db: Db, id: string, ownerId: string | null = null): Promise<JobProgress | null> {
  if (!isUuid(id)) return null;
  const job = await db('bulk_job')
    .first<BulkJob | undefined>(JOB)
    .where({ id, ...(ownerId && { created_by: ownerId }) });
  if (!job) return null;
  const rows = await db('bulk_item')
    .select<{ status: ItemStatus; count: number }[]>('status', db.raw('count(*) as count'))
    .where({ job_id: id })
    .groupBy('status');
  const counts = { pending: 0, possible: 0, done: 0, refused: 0, failed: 0 };
  for (const { status, count } of rows) counts[status] = Number(count);
  return { ...job, counts, total: Object.values(counts).reduce((sum, count) => sum + count, 0) };
}

export interface BulkItem {
  instanceId: string;
  title: string;
  stage: string | null;
  version: number;
  status: ItemStatus;
  code: string | null;
  details: JsonObject | null;
}

export async function listItems(
  db: Db,
  jobId: string,
  { status, limit = 200, cursor }: { status?: ItemStatus; limit?: number; cursor?: string },
): Promise<{ items: BulkItem[]; next: string | null }> {
  const after = cursor === undefined ? null : decodeCursor(cursor, 'bulk', ['uuid'])[0];
  const text = `select b.instance_id as "instanceId", i.title, i.stage, i.definition_version as version, b.status, b.code, b.details
    from bulk_item b join process_instance i on i.id = b.instance_id
    where b.job_id = $1::uuid and ($2::text is null or b.status = $2) and ($3::uuid is null or b.instance_id > $3::uuid)
    order by b.instance_id limit $4`;
  const rows = await run<BulkItem>(db, { text, values: [jobId, status ?? null, after, limit + 1] });
  return pageOf('bulk', rows, limit, ({ instanceId }) => instanceId);
}

/**
 * The next item that nobody works on, held until the transaction ends: of the job after that one, so that they take
 * turns; those that were put off only when their time has come and nothing else is left.
 */
export async function claimItem(
  trx: Db,
  after: string | null = null,
): Promise<{ job: BulkJob; instanceId: string } | null> {
  const claimed =
    (after && (await claim(trx, 'b.at is null and b.job_id > $1::uuid', after))) ??
    (await claim(trx, 'b.at is null')) ??
    (await claim(trx, 'b.at <= now()'));
  if (!claimed) return null;
  const job = only(await trx('bulk_job').select<BulkJob[]>(JOB).where({ id: claimed.jobId }));
  return { job, instanceId: claimed.instanceId };
}

async function claim(trx: Db, which: string, ...values: string[]) {
  const text = `select b.job_id as "jobId", b.instance_id as "instanceId" from bulk_item b join bulk_job j on j.id = b.job_id
    where b.status = 'pending' and j.status = 'running' and ${which}
    order by b.job_id, b.instance_id limit 1 for update of b skip locked`;
  return (await run<{ jobId: string; instanceId: string }>(trx, { text, values }))[0];
}

/** Nobody answered for it: it comes again after a while, and holds up no other meanwhile. */
export async function postponeItem(trx: Db, jobId: string, instanceId: string): Promise<void> {
  await trx('bulk_item')
    .where({ job_id: jobId, instance_id: instanceId })
    .update({ code: 'UNAVAILABLE', at: trx.raw("now() + interval '15 seconds'") });
}

export async function settleItem(
  trx: Db,
  jobId: string,
  instanceId: string,
  result: { status: ItemStatus; code?: string; details?: JsonObject },
): Promise<void> {
  await trx('bulk_item')
    .where({ job_id: jobId, instance_id: instanceId })
    .update({
      status: result.status,
      code: result.code ?? null,
      details: result.details ? JSON.stringify(result.details) : null,
      at: trx.fn.now(),
    });
}

/** Jobs whose last item is settled are done. */
export async function finishJobs(db: Db): Promise<void> {
  await db('bulk_job as j')
    .where('j.status', 'running')
    .whereRaw("not exists (select 1 from bulk_item b where b.job_id = j.id and b.status = 'pending')")
    .update({ status: 'done', finished_at: db.fn.now() });
}

/** What a dry run found possible, or refused for now, is tried for real. False when it is no finished dry run. */
export async function startForReal(trx: Db, id: string): Promise<boolean> {
  const started = await trx('bulk_job')
    .where({ id, dry_run: true, status: 'done' })
    .update({ dry_run: false, status: 'running', finished_at: null, round: trx.raw('round + 1') });
  if (started === 0) return false;
  await trx('bulk_item')
    .where({ job_id: id })
    .whereNot({ status: 'done' })
    .update({ status: 'pending', code: null, details: null, at: null });
  return true;
}

/** What was refused or failed, and what a stop left over, is tried once more. False when it runs, or was only a dry run. */
export async function retryJob(trx: Db, id: string): Promise<boolean> {
  const started = await trx('bulk_job')
    .where({ id, dry_run: false })
    .whereNot({ status: 'running' })
    .update({ status: 'running', finished_at: null, round: trx.raw('round + 1') });
  if (started === 0) return false;
  await trx('bulk_item')
    .where({ job_id: id })
    .whereIn('status', ['refused', 'failed'])
    .update({ status: 'pending', code: null, details: null, at: null });
  return true;
}

/** Items that are done stay done; the others stay as they are. False when it was not running. */
export async function cancelJob(trx: Db, id: string): Promise<boolean> {
  const changed = await trx('bulk_job')
    .where({ id, status: 'running' })
    .update({ status: 'cancelled', finished_at: trx.fn.now() });
  return changed > 0;
}
