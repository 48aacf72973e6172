import { fork, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { Agent, get } from 'node:http';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { guanxi, startSystem, type StartedSystem } from '../test/support/system';
import { report, type Series } from './report';

const ROUNDS = 7;
const REQUESTS = 4_000;
const CLIENTS = 8;
/** Of /proc/<pid>/stat, in ticks a second. */
const TICKS = 100;

/** P3: GET one record through the API against node:http with a named statement, in requests per CPU-second of the server. */
async function main(): Promise<void> {
  const system = await startSystem({ env: { GUANXI_RATE_LIMIT: '0' } });
  const bare = fork(join(__dirname, 'bare-server.ts'), {
    execArgv: ['-r', join(__dirname, '../scripts/register-ts.cjs')],
    env: { ...process.env, DATABASE_URL: system.databaseUrl },
  });
  try {
    await measure(system, bare, await portOf(bare));
  } finally {
    bare.kill();
    await system.stop();
    system.remove();
  }
}

async function measure(system: StartedSystem, bare: ChildProcess, port: number): Promise<void> {
  const headers = { authorization: `Bearer ${await tokenOf(system)}` };
  const list = await fetch(`${system.url}/api/customers?limit=1`, { headers });
  const { items } = (await list.json()) as { items: { id: string }[] }; // a list has items
  const id = items[0]?.id ?? randomUUID();
  const sides = [
    { name: 'api', url: `${system.url}/api/customers/${id}`, pid: system.pids['api'] ?? 0 },
    { name: 'bare', url: `http://127.0.0.1:${port}/${id}`, pid: bare.pid ?? 0 },
  ];
  const series: Series = { api: [], bare: [] };
  for (let round = -1; round < ROUNDS; round++) {
    for (const { name, url, pid } of round % 2 === 0 ? sides : [...sides].reverse()) {
      const before = cpuSeconds(pid);
      await load(url, headers);
      // the first round warms up
      if (round >= 0) series[name]?.push(REQUESTS / (cpuSeconds(pid) - before));
    }
  }
  report('get-one', 'requests per CPU-second', series, ['api', 'bare']);
}

async function load(url: string, headers: Record<string, string>): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: CLIENTS });
  let left = REQUESTS;
  const client = async () => {
    while (left-- > 0) await request(url, headers, agent);
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  agent.destroy();
}

function request(url: string, headers: Record<string, string>, agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    get(url, { headers, agent }, (answer) => {
      answer.resume();
      if (answer.statusCode !== 200) reject(new Error(`${url}: ${answer.statusCode}`));
      answer.once('end', resolve);
    }).once('error', reject);
  });
}

function cpuSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / TICKS;
}

async function tokenOf(system: StartedSystem): Promise<string> {
  const program = guanxi(['token', '--user', 'chen.wei', '--data', system.dataDir]);
  await program.exit;
  return /gx_\S+/.exec(program.output())?.[0] ?? '';
}

function portOf(bare: ChildProcess): Promise<number> {
  return new Promise((resolve) => bare.once('message', (port) => resolve(Number(port))));
}

main().catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exitCode = 1;
});
