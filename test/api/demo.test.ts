import { loadShipped } from '../../definitions/load';
import { connect, type Db } from '../../db/connect';
import { syncShipped } from '../../db/definitions';
import { seedDemo } from '../../db/seed/demo';
import { createToken } from '../../db/tokens';
import { createRoutes } from '../../api/routes';
import { createTestDatabase, type TestDatabase } from '../support/servers';
import { createClient, type Client, type Reply, type ReplyBody } from './client';
import { depsOf, listen, NO_WORKER } from './support';

// other tests share the machine; nothing here measures time
jest.setTimeout(60_000);

let database: TestDatabase;
let db: Db;
let server: { url: string; close(): Promise<void> };
const clients: Record<string, Client> = {};
beforeAll(async () => {
  database = await createTestDatabase();
  db = connect(database.url);
  await syncShipped(db, loadShipped());
  const { accounts } = await seedDemo(db);
  server = await listen(depsOf(db, NO_WORKER, { DATABASE_URL: database.url }));
  for (const { login } of accounts) {
    const { id } = (await db('employee').first('id').where({ login })) as { id: string }; // the seed has just made it
    clients[login] = createClient(server.url, (await createToken(db, id, 'demo')).token);
  }
}, 120_000);
afterAll(async () => {
  await server.close();
  await db.destroy();
  await database.drop();
});

// a page's items are an array
const items = (body: ReplyBody): ReplyBody[] => (body['items'] ?? []) as unknown as ReplyBody[];

const lists = createRoutes().filter(
  ({ method, path }) => method === 'get' && path.startsWith('/api/') && !path.includes('{'),
);
const details = createRoutes().filter(
  ({ method, path }) => method === 'get' && /^\/api\/[a-z]+\/\{\w+\}(\/\w+)?$/.test(path),
);

test('everybody in the demo company reads every list, and what stands in it, as declared', async () => {
  for (const client of Object.values(clients)) {
    for (const { path } of lists) {
      const reply = await client.get(path === '/api/search' ? '/api/search?q=hd' : path);
      expect([path, [200, 403].includes(reply.status)]).toEqual([path, true]);
    }
  }
}, 120_000);

test('the administrator opens the first of every list', async () => {
  const { admin } = clients;
  if (!admin) throw new Error('the demo has an administrator');
  for (const { path } of details) {
    const list = path.slice(0, path.indexOf('/{'));
    const view = list === '/api/tasks' ? `${list}?view=all` : list;
    const [first] = items((await admin.get(view)).body);
    if (!first) continue;
    const id = String(first['id'] ?? first['customerId'] ?? first['key']);
    const reply = await admin.get(path.replace(/\{\w+\}/, id));
    expect([path, [200, 409].includes(reply.status)]).toEqual([path, true]);
  }
}, 120_000);

test('pages follow each other to the end without a gap or a repetition', async () => {
  const { admin } = clients;
  for (const path of [
    '/api/customers?sort=-createdAt&limit=37',
    '/api/opportunities?sort=amount&limit=20',
    '/api/processes?limit=7',
    '/api/invoices?sort=dueDate,-total&limit=50',
  ]) {
    const seen: string[] = [];
    let next: string | undefined = path;
    while (next !== undefined) {
      const reply: Reply | undefined = await admin?.get(next);
      seen.push(...items(reply?.body ?? {}).map((item) => String(item['id'])));
      next = /<([^>]+)>; rel="next"/.exec(reply?.headers.get('link') ?? '')?.[1];
    }
    const [table] = [path.split('?')[0]?.split('/')[2] ?? ''];
    const name =
      {
        customers: 'customer',
        opportunities: 'opportunity',
        processes: 'process_instance',
        invoices: 'invoice',
      }[table] ?? '';
    const [{ count }] = (await db(name).count()) as [{ count: number }]; // one row
    expect([path, seen.length, new Set(seen).size]).toEqual([path, count, count]);
  }
}, 120_000);

test('each kind of record has one that stands still, and a service request has been open for long', async () => {
  const still = { opportunity: 'onHold', campaign: 'wait', service_request: 'wait', care_activity: 'wait' };
  for (const [table, status] of Object.entries(still))
    expect([table, (await db(table).where({ status })).length > 0]).toEqual([table, true]);
  const starts = await db('outbox')
    .select<{ payload: { began?: number } }[]>('payload')
    .where({ kind: 'start' });
  expect(starts.some(({ payload }) => (payload.began ?? Infinity) < Date.now() - 8 * 86_400_000)).toBe(true);
});

test('a deal and a visit belong to somebody who has left, so that there are problems to see', async () => {
  const left = db('employee').select('id').where({ active: false });
  for (const [table, key] of [
    ['opportunity', 'sales.direct'],
    ['care_activity', 'care.activity'],
  ] as const) {
    const record = (await db(table).first('id').whereIn('owner_id', left.clone())) as { id: string }; // it fails below where there is none
    const processes = db('process_instance').where({ definition_key: key, entity_id: record.id });
    expect(await processes).toHaveLength(1);
  }
});

test('one order stands on credit hold, waiting for its release, and one on dispute hold', async () => {
  const held = await db('sales_order')
    .select('status', 'hold_cause')
    .whereNotNull('hold_cause')
    .orderBy('hold_cause');
  expect(held).toEqual([
    { status: 'creditHold', hold_cause: 'credit' },
    { status: 'disputeHold', hold_cause: 'dispute' },
  ]);
  expect(await db('process_instance').where({ definition_key: 'order.credit-release' })).toHaveLength(1);
  const [deposit] = await db('invoice as v')
    .join('sales_order as o', 'o.id', 'v.order_id')
    .select<{ total: string; ordered: string }[]>('v.total', 'o.total as ordered')
    .where('v.disputed', true);
  expect(Number(deposit?.total)).toBe(Number(deposit?.ordered) * 0.3);
});

test('the stages that campaigns, care and service stand in have names for everybody who may read them', async () => {
  const rep = clients['wang.qiang'];
  if (!rep) throw new Error('the demo has this representative');
  const { body } = await rep.get('/api/meta');
  const stages = body['stages'] as unknown as { entity: string; stage: string; title: { en: string } }[]; // as declared
  const named = (entity: string) =>
    Object.fromEntries(
      stages.filter((s) => s.entity === entity).map(({ stage, title }) => [stage, title.en]),
    );
  expect(named('campaign')).toMatchObject({ apply: 'Apply', execute: 'Execute', finish: 'Complete' });
  expect(named('careActivity')).toMatchObject({ plan: 'Plan', feedback: 'Feedback' });
  expect(named('serviceRequest')).toMatchObject({ allocate: 'Allocate', execute: 'Execute' });
  expect(named('opportunity')).toMatchObject({ contact: 'First contact' });
  for (const path of ['/api/campaigns', '/api/care-activities', '/api/service-requests']) {
    const used = items((await rep.get(path)).body).flatMap(({ stage }) => (stage ? [String(stage)] : []));
    expect(used.filter((stage) => !stages.some((known) => known.stage === stage))).toEqual([]);
  }
});
