import { entityOf } from '../domain/entity/catalogue';
import { run, type Db } from './connect';
import { scheduleStarts, startFor, type NewestProcess } from './newestProcesses';
import { recordContext } from './records/read';
import { only } from './rows';
import { isOver } from './statuses';
import { conditionHolds } from './triggerCondition';
import { triggerKeyOf } from './triggers';

/** One time of one entry of a process's `trigger`. */
export interface ScheduledRun {
  process: string;
  /** Where in the list `trigger`, from 0. */
  entry: number;
  at: Date;
}

export interface ScheduledProgress {
  started: number;
  /** Records whose condition could not be evaluated. */
  failed: number;
  finished: boolean;
}

interface Row {
  afterId: string | null;
  started: number;
  failed: number;
  finishedAt: Date | null;
}

/**
 * Begins what is due for the next `limit` records, and remembers how far it came in the same transaction: whoever asks
 * again, or at the same moment, begins nothing twice. What was retired or changed since the time was set begins nothing.
 */
export function startScheduledPage(db: Db, due: ScheduledRun, limit = 200): Promise<ScheduledProgress> {
  return db.transaction(async (trx) => {
    const row = await claim(trx, due);
    if (row.finishedAt) return { started: row.started, failed: row.failed, finished: true };
    const [process] = await scheduleStarts(trx, due.process);
    const trigger = process?.triggers?.[due.entry];
    const page =
      process && trigger?.schedule !== undefined
        ? await startPage(trx, process, trigger.when, due, row.afterId, limit)
        : NOTHING;
    const progress = {
      started: row.started + page.started,
      failed: row.failed + page.failed,
      finished: page.after === null,
    };
    await trx('scheduled_start')
      .where({ process_key: due.process, entry: due.entry, at: due.at })
      .update({
        after_id: page.after,
        started: progress.started,
        failed: progress.failed,
        finished_at: progress.finished ? trx.fn.now() : null,
      });
    return progress;
  });
}

interface Page {
  /** The last record of the page; null when there are no more. */
  after: string | null;
  started: number;
  failed: number;
}

const NOTHING: Page = { after: null, started: 0, failed: 0 };

async function claim(trx: Db, { process, entry, at }: ScheduledRun): Promise<Row> {
  const values = [process, entry, at];
  await run(trx, {
    name: 'scheduled-claim',
    text: 'insert into scheduled_start (process_key, entry, at) values ($1, $2, $3) on conflict do nothing',
    values,
  });
  const text = `select after_id as "afterId", started, failed, finished_at as "finishedAt" from scheduled_start
    where process_key = $1 and entry = $2 and at = $3 for update`;
  return only(await run<Row>(trx, { name: 'scheduled-row', text, values }));
}

async function startPage(
  trx: Db,
  process: NewestProcess,
  when: string | undefined,
  { at }: ScheduledRun,
  after: string | null,
  limit: number,
): Promise<Page> {
  if (process.entity === null) return startWithout(trx, process, when, at);
  const { table } = entityOf(process.entity);
  const text = `select id from ${table} where ($1::uuid is null or id > $1) order by id limit $2`;
  const ids = await run<{ id: string }>(trx, { name: `scheduled-${table}`, text, values: [after, limit] });
  const page: Page = { after: ids.length < limit ? null : (ids.at(-1)?.id ?? null), started: 0, failed: 0 };
  for (const { id } of ids) {
    const entity = await recordContext(trx, process.entity, id);
    if (!entity) continue;
    const holds = await conditionHolds(trx, process, when, { entity }, at);
    if (holds === null) page.failed += 1;
    if (!holds || (process.leads && (await isOver(trx, process.entity, entity)))) continue;
    const { started } = await startFor(trx, process, entity, { triggerKey: triggerKeyOf(process.key, id) });
    page.started += started ? 1 : 0;
  }
  return page;
}

async function startWithout(
  trx: Db,
  process: NewestProcess,
  when: string | undefined,
  at: Date,
): Promise<Page> {
  const holds = await conditionHolds(trx, process, when, {}, at);
  if (!holds) return { ...NOTHING, failed: holds === null ? 1 : 0 };
  await startFor(trx, process, null, {});
  return { ...NOTHING, started: 1 };
}
