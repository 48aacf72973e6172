import { randomUUID } from 'node:crypto';
import { until } from '../../cli/up/until';
import { connect, run } from '../../db/connect';
import { guanxi, startSystem, type StartedSystem } from '../support/system';

type Json = Record<string, unknown>;
type Part = 'worker' | 'api' | 'temporal';

/** Sorted; every step once. */
const SALE = ['approve', 'call', 'design', 'price', 'reply', 'requirements', 'sign', 'terms'];
const DELIVERY = ['check', 'deliver', 'schedule'];

let system: StartedSystem;
let rep: string;
let manager: string;
let desk: string;
let admin: string;
beforeAll(async () => {
  system = await startSystem();
  const tokens = await Promise.all(['li.na', 'chen.wei', 'sun.yan', 'admin'].map(tokenOf));
  // one for each name
  [rep, manager, desk, admin] = tokens as [string, string, string, string];
}, 300_000);
afterAll(async () => {
  await system.stop();
  system.remove();
}, 60_000);

/** The sale of the README over HTTP; parts of the system are killed all the way through. */
describe('a sale during which the worker, the API and the Temporal server are killed', () => {
  it('is finished: nothing is lost, and nothing happens twice', async () => {
    const sale = await createSale();
    const inst = await instanceOf(sale, 'sales.project');

    await complete(rep, inst, 'call', { interest: 'medium' }, 'worker');
    await complete(rep, inst, 'requirements', { need: '两台' }, 'temporal');
    await complete(rep, inst, 'design', { summary: '方案' }, 'api');
    await kill('worker');
    await complete(rep, inst, 'price', { discount: 0.3 });
    await complete(manager, inst, 'approve', undefined, 'temporal');
    await complete(rep, inst, 'reply', { answer: 'yes' }, 'worker');
    await kill('temporal');
    await complete(rep, inst, 'terms', { paymentTerms: 'net30' });
    await complete(rep, inst, 'sign', { contractNumber: 'HT-9', signedOn: '2026-08-01' }, 'api');

    const order = await orderOf(sale);
    const delivery = await instanceOf(order, 'order.execution');
    await complete(desk, delivery, 'check', { addressConfirmed: true }, 'worker');
    await complete(desk, delivery, 'schedule', { plannedDelivery: '2026-08-10' }, 'temporal');
    await complete(desk, delivery, 'deliver', { deliveredOn: '2026-08-12' }, 'worker');

    await eventually('the invoice', async () => (await invoicesOf(order)).length > 0);
    expect(await stepsDone(manager, inst)).toEqual(SALE);
    expect(await stepsDone(desk, delivery)).toEqual(DELIVERY);
    expect(await invoicesOf(order)).toHaveLength(1);
    expect(await ordersOf(sale)).toHaveLength(1);
    await doctorIsContent();
  }, 240_000);
});

/** The API carries the job out, the worker does each command of it: both die in the midst of it. */
describe('a hundred cases that move to another version while the worker and the API are killed', () => {
  it('each move once, with one result, one line and one entry in the audit', async () => {
    const ids = await newTasks(100);
    const { body } = await send(admin, 'GET', '/api/definitions/process/general.task');
    const next = { ...(body as Json), version: 2 }; // a definition is an object
    await send(admin, 'POST', '/api/definitions', next);
    const wish = { operation: 'migrate', params: { version: 2 }, reason: '改版', ids };
    const path = `/api/bulk/${String((await send(admin, 'POST', '/api/bulk', wish))['id'])}`;
    for (const [done, victim] of [
      [20, 'worker'],
      [60, 'api'],
    ] as const) {
      const at = await eventually(`item ${done}`, async () => {
        const job = await send(admin, 'GET', path);
        return Number(job['done']) >= done && job;
      });
      expect(at['status']).toBe('running');
      await kill(victim);
    }
    const end = await eventually('the end of the job', async () => {
      const job = await send(admin, 'GET', path);
      return job['status'] === 'done' && job;
    });
    expect(end).toMatchObject({ total: 100, done: 100, refused: 0, failed: 0 });
    expect(await movesOf(ids)).toEqual(ids.sort().map((id) => ({ id, version: 2, lines: 1, entries: 1 })));
    await doctorIsContent();
  }, 240_000);
});

/** The cases of so many new tasks, begun. */
async function newTasks(count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let n = 0; n < count; n++)
    ids.push(String((await send(rep, 'POST', '/api/tasks', { title: `任务 ${n}` }))['instanceId']));
  await eventually('the tasks', async () => (await movesOf(ids)).length === count);
  return ids;
}

/** Of each case the version that it is on, and how often timeline and audit tell of a move. */
async function movesOf(
  ids: string[],
): Promise<{ id: string; version: number; lines: number; entries: number }[]> {
  const db = connect(system.databaseUrl, { max: 1 });
  const text = `select i.id, i.definition_version as version,
      (select count(*)::int from process_event e where e.instance_id = i.id and e.event = 'migrated') as lines,
      (select count(*)::int from audit a where a.entity_id = i.id and a.action = 'migrate') as entries
    from process_instance i where i.id = any($1) and i.status = 'active' order by i.id`;
  try {
    return await run(db, { text, values: [ids] });
  } finally {
    await db.destroy();
  }
}

async function createSale(): Promise<string> {
  const customer = await send(rep, 'POST', '/api/customers', {
    name: '苏州容错精密有限公司',
    email: 'fault@suzhou.example',
    paymentTerms: 'net30',
  });
  const sale = await send(rep, 'POST', '/api/opportunities', {
    name: '故障测试项目',
    customerId: customer['id'],
    lines: [{ description: '台式光谱仪', quantity: 2, unitPrice: '180000' }],
  });
  return String(sale['id']);
}

/**
 * Completes the open task of a step. With a victim, that part is killed while the command is on its way; the command is
 * then sent again with the same key until somebody answers.
 */
async function complete(
  token: string,
  instanceId: string,
  step: string,
  answers?: Json,
  victim?: Part,
): Promise<void> {
  const task = await eventually(`the task ${step}`, async () =>
    (await items(token, `/api/tasks?status=open&instanceId=${instanceId}`)).find(
      (item) => item['step'] === step,
    ),
  );
  const path = `/api/tasks/${String(task['id'])}/${step === 'approve' ? 'approval' : 'completion'}`;
  const key = randomUUID();
  const command = send(token, 'POST', path, answers ? { with: answers } : {}, key);
  if (victim) await Promise.all([command, kill(victim)]);
  else await command;
}

/** kill -9, and wait until the supervisor has a new one. */
async function kill(part: Part): Promise<void> {
  const pid = system.now().pids[part] ?? 0;
  process.kill(pid, 'SIGKILL');
  await eventually(`another ${part}`, () => {
    const fresh = system.now().pids[part];
    return fresh !== undefined && fresh !== pid;
  });
}

/** Sends it with one key until the answer is not "not now"; a refusal ends the test. */
async function send(
  token: string,
  method: string,
  path: string,
  body?: unknown,
  key = randomUUID(),
): Promise<Json> {
  return eventually(`${method} ${path}`, async () => {
    const answer = await fetch(system.now().url + path, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'idempotency-key': key,
      },
      signal: AbortSignal.timeout(20_000),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }).catch(() => null);
    if (answer === null || answer.status === 503) return null;
    const json = (await answer.json()) as Json; // the API answers JSON objects
    if (json['code'] === 'IDEMPOTENCY_RUNNING') return null;
    if (!answer.ok) refused ??= new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(json)}`);
    return json;
  });
}
let refused: Error | undefined;

async function items(token: string, path: string): Promise<Json[]> {
  return (await send(token, 'GET', path))['items'] as Json[]; // lists have items
}

async function instanceOf(entityId: string, key: string): Promise<string> {
  const path = `/api/processes?definition=${key}&entityId=${entityId}`;
  return eventually(`the process ${key}`, async () => {
    const [process] = await items(manager, path);
    return process && String(process['id']);
  });
}

async function stepsDone(token: string, instanceId: string): Promise<string[]> {
  const view = token === manager ? 'team' : 'mine';
  const done = await items(token, `/api/tasks?view=${view}&status=done&instanceId=${instanceId}&limit=100`);
  return done.map((task) => String(task['step'])).sort();
}

const ordersOf = (sale: string) =>
  items(manager, `/api/orders?filter=${encodeURIComponent(`opportunityId == '${sale}'`)}`);
const invoicesOf = (order: string) =>
  items(manager, `/api/invoices?filter=${encodeURIComponent(`orderId == '${order}'`)}`);

async function orderOf(sale: string): Promise<string> {
  return eventually('the order', async () => {
    const [order] = await ordersOf(sale);
    return order && String(order['id']);
  });
}

/** The invariants I1–I4, I6 and the others; what is still on its way to Temporal is waited for. */
async function doctorIsContent(): Promise<void> {
  let report = '';
  await eventually('a content doctor', async () => {
    const doctor = guanxi(['doctor', '--check', '--data', system.dataDir]);
    const code = await doctor.exit;
    report = doctor.output();
    return code === 0;
  }).catch((error: unknown) => {
    throw new Error(`${String(error)}\n${report}`);
  });
}

async function tokenOf(login: string): Promise<string> {
  const program = guanxi(['token', '--user', login, '--data', system.dataDir]);
  await program.exit;
  return /gx_\S+/.exec(program.output())?.[0] ?? '';
}

async function eventually<T>(
  what: string,
  look: () => T | Promise<T>,
): Promise<NonNullable<Exclude<T, false>>> {
  const found = await until(look, { timeout: 90_000, every: 100 });
  if (refused) throw refused;
  if (!found) throw new Error(`Waited in vain for ${what}\n${system.output().slice(-2000)}`);
  return found as NonNullable<Exclude<T, false>>; // truthy
}
