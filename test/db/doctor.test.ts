import { examine, type Workflows } from '../../db/doctor/doctor';
import { seedDemo } from '../../db/seed/demo';
import { createAdministrator } from '../../db/seed/admin';
import { publish } from '../../db/definitions';
import { saveInstance } from '../../db/instances';
import { enqueueMessage, markSent } from '../../db/messages';
import { connect, type Db } from '../../db/connect';
import { createTestDatabase, type TestDatabase } from '../support/servers';

const PROCESS = {
  kind: 'process',
  key: 'sales.project',
  version: 1,
  entity: 'opportunity',
  trigger: [{ on: 'created' }],
  stages: [],
};

// other tests share the machine; nothing here measures time
jest.setTimeout(60_000);

let database: TestDatabase;
let db: Db;
beforeAll(async () => {
  database = await createTestDatabase();
  db = connect(database.url);
  await publish(db, PROCESS, null);
  await seedDemo(db);
});
afterAll(async () => {
  await db.destroy();
  await database.drop();
});

const broken = async (workflows: Workflows | null = null) =>
  (await examine(db, workflows))
    .filter((finding) => !finding.ok)
    .map(({ id, violations }) => `${id} ${violations[0]}`);

it('finds nothing wrong with the demo company, which is loaded once', async () => {
  const count = async () => [
    await db('customer').count(),
    await db('opportunity').count(),
    await db('audit').count(),
  ];
  const before = await count();
  const { accounts } = await seedDemo(db);
  expect(accounts).toHaveLength(15);
  expect(await count()).toEqual(before);
  expect(await broken()).toEqual([]);
  expect(await createAdministrator(db)).toBeNull();
  expect(await db('process_instance')).toHaveLength(56);
});

it('is the same company every time', async () => {
  const other = await createTestDatabase();
  const twin = connect(other.url);
  await publish(twin, PROCESS, null);
  await seedDemo(twin);
  const facts = (one: Db) =>
    one('invoice as i')
      .join('customer as c', 'c.id', 'i.customer_id')
      .select('c.name', 'i.total', 'i.balance')
      .orderBy('i.number');
  expect(await facts(twin)).toEqual(await facts(db));
  await twin.destroy();
  await other.drop();
});

it('finds each fault that is made', async () => {
  const instances = await db('process_instance').orderBy('id').limit(3);
  await db('customer').where({ number: 'C000005' }).update({ version: 9 });
  await db('instalment').where({ paid: 0 }).orderBy('id').limit(1).update({ paid: '0.01' });
  await db('idempotency_key').insert({
    actor_id: instances[0].id,
    key: 'k',
    method: 'POST',
    path: '/api/customers',
    body_hash: '',
    status: 201,
    state: 'done',
    entity: 'customer',
    entity_id: instances[0].id,
  });
  await saveInstance(db, instances[0].id, {
    status: 'active',
    state: { tasks: {}, stages: { a: { steps: { s: { status: 'open' } } } } },
  });
  await saveInstance(db, instances[1].id, {
    status: 'active',
    state: { tasks: { 'a.b.1.1': { status: 'prepare' } } },
  });
  // No fault: it waits for what its record is to become.
  await saveInstance(db, instances[2].id, {
    status: 'active',
    state: { tasks: {}, stages: { a: { status: 'active', stay: '资料不全', steps: {} } } },
  });
  const sent = await enqueueMessage(db, {
    dedupeKey: 'a',
    channel: 'email',
    locale: 'en',
    messageId: '<a@x>',
  });
  await markSent(db, sent.id);
  await enqueueMessage(db, { dedupeKey: 'b', channel: 'email', locale: 'en', messageId: '<b@x>' });
  await db('mailbox').insert(
    ['t', 'u'].map((to) => ({ message_id: '<b@x>', envelope_from: 'f', envelope_to: [to] })),
  );
  const faults = await broken({
    open: () => Promise.resolve([instances[0].workflow_id, 'process:stray:1:1']),
    stuckAmong: (ids) => Promise.resolve(ids.slice(1)),
  });
  const numbers = faults.map((fault) => fault.split(' ')[0]);
  expect(numbers).toEqual(['I1', 'I2', 'I2', 'I4', 'I6', 'I8', 'I9', 'I10']);
  expect(faults[4]).toContain(`${instances[1].workflow_id} is open here and does not run`);
  expect(faults[6]).toContain('customer C000005');
  expect(faults[7]).toContain('process:stray:1:1 fails again and again');
});
