import { randomUUID } from 'node:crypto';
import { NativeConnection, Worker } from '@temporalio/worker';
import { Connection, Client } from '@temporalio/client';
import { connect, type Db } from '../db/connect';
import { until } from '../cli/up/until';
import { startSystem, type StartedSystem } from '../test/support/system';
import { dataConverter } from '../temporal/codec';
import { caller, customerOf, inParallel, tokenOf, type Caller } from './client';
import { ratio, report, reportTail, type Series } from './report';

const ROUNDS = 5;
const EACH = 20;
/** How many processes run; each of them is used once, so at least ROUNDS × EACH. */
const RUNNING = Math.max(Number(process.env['BENCH_RUNNING'] ?? 200), ROUNDS * EACH);
const QUEUE = 'bench-bare';

/**
 * P2: completing a task over HTTP until its answer names the next, against a bare Update that writes as many rows: with
 * a local activity (`bare`), and with a regular one, which keeps a command as ours are kept (`kept`, decision 0006).
 * `workflow` is when the workflow has answered the same command too, which the API no longer waits for (decision 0019).
 */
async function main(): Promise<void> {
  const system = await startSystem({ env: { GUANXI_RATE_LIMIT: '0' } });
  const db = connect(system.databaseUrl, { max: 8 });
  const connection = await NativeConnection.connect({ address: system.temporalAddress });
  await db.raw('create table bench_row (instance_id text, kind text, data jsonb)');
  const worker = await Worker.create({
    connection,
    namespace: system.temporalNamespace,
    taskQueue: QUEUE,
    workflowsPath: require.resolve('./bare-workflow'),
    activities: { write: (instanceId: string) => writeRows(db, instanceId) },
  });
  const running = worker.run();
  try {
    await measure(system, db);
  } finally {
    worker.shutdown();
    await running;
    await connection.close();
    await db.raw('drop table bench_row');
    await db.destroy();
    await system.stop();
    system.remove();
  }
}

/** As a commit of this command does: key, two tasks, an event each, the instance. */
async function writeRows(db: Db, instanceId: string): Promise<void> {
  await db.transaction(async (trx) => {
    for (const kind of ['commit', 'task', 'task', 'event', 'event', 'event', 'instance'])
      await trx('bench_row').insert({ instance_id: instanceId, kind, data: '{"a":1}' });
  });
}

async function measure(system: StartedSystem, db: Db): Promise<void> {
  const call = caller(system, await tokenOf(system, 'li.na'));
  const customerId = await customerOf(call);
  await inParallel(RUNNING, (i) => call('POST', '/api/opportunities', { name: `bench ${i}`, customerId }));
  const tasks = await waitForTasks(db);
  const client = new Client({
    connection: await Connection.connect({ address: system.temporalAddress }),
    namespace: system.temporalNamespace,
    dataConverter,
  });
  const bare = await startBare(client, false);
  const kept = await startBare(client, true);
  const person = await db('employee').first<{ id: string }>('id').where({ login: 'li.na' });
  const series: Series = { guanxi: [], workflow: [], bare: [], kept: [] };
  for (let round = 0; round < ROUNDS; round++)
    for (let i = 0; i < EACH; i++) {
      const { id, workflowId } = tasks.pop() ?? { id: '', workflowId: '' };
      const ours = async () => {
        const key = randomUUID();
        const began = performance.now();
        await completed(call, `/api/tasks/${id}/completion`, key);
        series['guanxi']?.push(performance.now() - began);
        const update = client.workflow.getHandle(workflowId).getUpdateHandle(`${person.id}:${key}`);
        await update.result();
        series['workflow']?.push(performance.now() - began);
      };
      const sides = [
        ours,
        async () => series['bare']?.push(await timed(bare)),
        async () => series['kept']?.push(await timed(kept)),
      ];
      for (const side of i % 2 === 0 ? sides : sides.reverse()) await side();
    }
  report('p2', `ms, ${RUNNING} processes running`, series, ['guanxi', 'bare']);
  for (const theirs of ['bare', 'kept'])
    for (const ours of ['guanxi', 'workflow']) {
      process.stdout.write(`${ours} / ${theirs}: ${ratio(series, [ours, theirs])}, `);
      reportTail(series, [ours, theirs]);
    }
}

interface FirstTask {
  id: string;
  workflowId: string;
}

/** The next task has been read from the database for the answer, so it is readable. */
async function completed(call: Caller, path: string, key: string): Promise<void> {
  const { next } = await call('POST', path, { with: { interest: 'medium' } }, key);
  if (!Array.isArray(next) || next.length === 0) throw new Error(`${path}: no task follows`);
}

async function waitForTasks(db: Db): Promise<FirstTask[]> {
  const found = await until(() => firstTasks(db), { timeout: 300_000, every: 500 });
  if (!found) throw new Error('the processes did not start');
  return found;
}

/** Null until every process has its first task. */
async function firstTasks(db: Db): Promise<FirstTask[] | null> {
  const tasks = await db('task as t')
    .join('process_instance as i', 'i.id', 't.instance_id')
    .where({ 't.step': 'call' })
    .whereLike('i.title', '%bench %')
    .select<FirstTask[]>({ id: 't.id', workflowId: 'i.workflow_id' });
  return tasks.length >= RUNNING ? tasks : null;
}

async function startBare(client: Client, kept: boolean): Promise<() => Promise<void>> {
  const ids = Array.from({ length: RUNNING }, () => randomUUID());
  await inParallel(RUNNING, (i) =>
    client.workflow.start('bare', { workflowId: ids[i] ?? '', taskQueue: QUEUE, args: [ids[i], kept] }),
  );
  return () => client.workflow.getHandle(ids.pop() ?? '').executeUpdate('command');
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${String(error)}\n`);
    process.exit(1);
  },
);
