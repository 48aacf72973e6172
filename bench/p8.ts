import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { connect, type Db } from '../db/connect';
import { until } from '../cli/up/until';
import { startSystem, type StartedSystem } from '../test/support/system';
import { caller, customerOf, inParallel, tokenOf } from './client';

/** The worker keeps as many in its cache. */
const RUNNING = Number(process.env['BENCH_RUNNING'] ?? 1_000);
const STEPS = 4;
const PARTS = ['worker', 'api'] as const;
const IDLE_MS = 60_000;
/** Of /proc/<pid>/stat, in ticks a second. */
const TICKS = 100;

/** P8: what sleeping processes cost: resident memory of worker and API as they become more, and CPU time when nothing happens. */
async function main(): Promise<void> {
  const system = await startSystem({ env: { GUANXI_RATE_LIMIT: '0' } });
  const db = connect(system.databaseUrl, { max: 2 });
  try {
    const call = caller(system, await tokenOf(system, 'li.na'));
    const customerId = await customerOf(call);
    show(system, 0);
    for (let step = 1; step <= STEPS; step++) {
      const share = Math.round(RUNNING / STEPS);
      await inParallel(share, (i) =>
        call('POST', '/api/opportunities', { name: `bench ${step}.${i}`, customerId }),
      );
      await waitForTasks(db, share * step);
      await pause(10_000);
      show(system, share * step);
    }
    const before = PARTS.map((part) => cpuSeconds(system.pids[part] ?? 0));
    await pause(IDLE_MS);
    for (const [i, part] of PARTS.entries()) {
      const spent = cpuSeconds(system.pids[part] ?? 0) - (before[i] ?? 0);
      const share = ((spent / IDLE_MS) * 100_000).toFixed(1);
      process.stdout.write(`idle, ${part}: ${share} % of a core over ${IDLE_MS / 1_000} s\n`);
    }
  } finally {
    await db.destroy();
    await system.stop();
    system.remove();
  }
}

async function waitForTasks(db: Db, count: number): Promise<void> {
  const found = async () => {
    const rows = await db('process_instance').whereLike('title', '%bench %').where({ status: 'active' });
    return rows.length >= count;
  };
  if (!(await until(found, { timeout: 600_000, every: 1_000 })))
    throw new Error('the processes did not start');
}

function show({ pids }: StartedSystem, running: number): void {
  const sizes = PARTS.map((part) => `${part} ${residentMegabytes(pids[part] ?? 0)} MB`).join(', ');
  process.stdout.write(`${running} running: ${sizes}\n`);
}

function residentMegabytes(pid: number): number {
  const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? '0';
  return Math.round(Number(kilobytes) / 1024);
}

function cpuSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / TICKS;
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(1);
  },
);
