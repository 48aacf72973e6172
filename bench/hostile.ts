import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '../cli/up/until';
import { ATTACKS, process as processOf, TEN_MEGABYTES, WIDE } from '../test/api/attacks';
import { startSystem, type StartedSystem } from '../test/support/system';

/** Of each attack; the least of them counts. */
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 3);

interface Row {
  route: string;
  attack: string;
  status: number;
  code: string;
  /** Milliseconds: the longest that the API's event loop stood still, and the slowest of the other requests meanwhile. */
  stall: number;
  slowest: number;
}

type Send = (method: string, path: string, body: string, headers?: object) => Promise<Response>;

/** What a hostile author costs the others: each attack on each way in, beside somebody who reads customers. */
async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'guanxi-loop-'));
  const env = {
    GUANXI_RATE_LIMIT: '0',
    BENCH_LOOP_DELAY: folder,
    NODE_OPTIONS: `--require ${join(__dirname, 'loop-delay.cjs')}`,
  };
  const system = await startSystem({ env });
  try {
    await measure(system, join(folder, `${system.pids['api']}.json`));
  } finally {
    await system.stop();
    system.remove();
    rmSync(folder, { recursive: true });
  }
}

async function measure(system: StartedSystem, file: string): Promise<void> {
  const send = await sender(system);
  const { items } = (await (
    await send('GET', '/api/processes?limit=1&definition=sales.project', '')
  ).json()) as {
    items: { id: string }[]; // a list has items
  };
  const ways = waysIn(items[0]?.id ?? '');
  const rows: Row[] = [];
  // what the machine does besides holds up one of the rounds, what the attack does all of them
  const take = async (route: string, attack: string, work: () => Promise<Response>) => {
    const rounds: Row[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      await stall(system, file);
      const [response, slowest] = await beside(() => send('GET', '/api/customers?limit=20', ''), work);
      const { code = '' } = (await response.json().catch(() => ({}))) as { code?: string }; // a problem has one
      const held = await stall(system, file);
      rounds.push({ route, attack, status: response.status, code, stall: held, slowest });
    }
    rows.push(rounds.reduce((least, row) => (row.stall < least.stall ? row : least)));
  };
  // the first of each way loads what it needs
  for (const round of ['warm', 'measured']) {
    rows.length = 0;
    for (const [route, wayIn] of Object.entries(ways)) {
      const honest = JSON.stringify(processOf({ key: 'bench.honest' }));
      await take(route, 'an honest process', () => wayIn(send, [{ file: 'a', text: honest }]));
      if (round === 'warm') continue;
      for (const { name, files } of ATTACKS) await take(route, name, () => wayIn(send, files));
    }
  }
  await take('POST any', 'ten megabytes', () => send('POST', '/api/definitions/check', TEN_MEGABYTES));
  for (const [n, body] of WIDE.entries())
    for (const path of ['/api/definitions/check', '/api/definitions', '/api/drafts'])
      await take(`POST ${path}`, `wide body ${n}`, () => send('POST', path, body));
  print(rows);
}

type WayIn = (send: Send, files: { file: string; text: string }[]) => Promise<Response>;

function waysIn(instanceId: string): Record<string, WayIn> {
  const post = (path: string, body: (text: string) => object): WayIn => {
    return (send, [first]) => send('POST', path, JSON.stringify(body(first?.text ?? '')));
  };
  return {
    check: (send, files) => send('POST', '/api/definitions/check', JSON.stringify({ files })),
    publication: (send, files) => send('POST', '/api/definitions', JSON.stringify({ files })),
    draft: post('/api/drafts', (text) => ({
      kind: 'process',
      key: `bench.k${Math.random().toString(36).slice(2)}`,
      text,
    })),
    simulation: post('/api/definitions/simulation', (text) => ({ text })),
    trial: post('/api/definitions/trial', (text) => ({ text, instanceId, steps: [] })),
    comparison: post('/api/definitions/comparison', (text) => ({ left: { text }, right: { text: '{}' } })),
    'report preview': post('/api/reports/preview', (text) => ({ text })),
    'template preview': post('/api/templates/preview', (text) => ({
      text,
      customerId: instanceId,
      locale: 'en',
    })),
  };
}

async function sender({ url }: StartedSystem): Promise<Send> {
  const response = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ login: 'admin', password: 'guanxi-demo' }),
  });
  if (!response.ok) throw new Error(`Signing in: ${response.status} ${await response.text()}`);
  const cookie = response.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  return (method, path, body, headers = {}) =>
    fetch(url + path, {
      method,
      headers: { cookie, origin: url, 'content-type': 'application/json', ...headers },
      ...(method !== 'GET' && { body }),
    });
}

/** Other requests, one after another, until the work is done; the slowest of them in milliseconds. */
async function beside(
  other: () => Promise<Response>,
  work: () => Promise<Response>,
): Promise<[Response, number]> {
  let isDone = false;
  const done = work().finally(() => (isDone = true));
  let slowest = 0;
  do {
    const from = performance.now();
    await (await other()).arrayBuffer();
    slowest = Math.max(slowest, performance.now() - from);
  } while (!isDone);
  return [await done, slowest];
}

/** The longest stall since the last call. */
async function stall({ pids }: StartedSystem, file: string): Promise<number> {
  rmSync(file, { force: true });
  process.kill(pids['api'] ?? 0, 'SIGUSR2');
  await until(() => existsSync(file), { timeout: 10_000, every: 5 });
  return (JSON.parse(readFileSync(file, 'utf8')) as { max: number }).max; // written by loop-delay.cjs
}

function print(rows: Row[]): void {
  for (const { route, attack, status, code, stall, slowest } of rows)
    process.stdout.write(
      `${[route.padEnd(28), attack.slice(0, 46).padEnd(46), status, code.padEnd(20), stall.toFixed(0).padStart(5), slowest.toFixed(0).padStart(6)].join(' ')}\n`,
    );
  const stalls = rows.map(({ stall }) => stall).sort((a, b) => a - b);
  const middle = stalls[Math.floor(stalls.length / 2)] ?? 0;
  process.stdout.write(
    `event loop of the API, longest stall in ms over ${rows.length} attacks: median ${middle.toFixed(0)}, most ${stalls.at(-1)?.toFixed(0)}\n`,
  );
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
});
