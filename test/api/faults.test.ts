import { randomUUID } from 'node:crypto';
import { eventually, startEngine } from './engine';
import { createClient, type ReplyBody } from './client';
import { connect } from '../../db/connect';
import { schemaReached } from '../../db/migrate';
import { REMEMBERED_COMMANDS } from '../../domain/process/transition';
import { createTestDatabase } from '../support/servers';
import { depsOf, listen, NO_WORKER, startCompany } from './support';

// other tests share the machine; nothing here measures time
jest.setTimeout(60_000);

// a page's items are an array
const items = (body: ReplyBody): ReplyBody[] => body['items'] as unknown as ReplyBody[];

test('while the database is away every request is told to come again, and nothing about why', async () => {
  const databaseUrl = 'postgres://nobody@127.0.0.1:1/none';
  const db = connect(databaseUrl);
  const server = await listen(depsOf(db, NO_WORKER, { DATABASE_URL: databaseUrl }));
  const client = createClient(server.url, 'gx_some');
  try {
    for (const reply of await Promise.all(
      ['/api/customers', '/api/tasks', '/api/session', '/api/meta'].map((path) => client.get(path)),
    )) {
      expect([reply.status, reply.body['code'], reply.headers.get('retry-after')]).toEqual([
        503,
        'UNAVAILABLE',
        '2',
      ]);
      expect(reply.text).not.toMatch(/postgres|127\.0\.0\.1|ECONNREFUSED/);
    }
    expect((await client.get('/livez')).status).toBe(200);
  } finally {
    await server.close();
    await db.destroy();
  }
}, 30_000);

test('a statement that takes too long is broken off, and whoever asked is told to come again', async () => {
  const database = await createTestDatabase();
  const db = connect(database.url, { statementTimeout: 500 });
  const server = await listen(depsOf(db, NO_WORKER, { DATABASE_URL: database.url }));
  const other = connect(database.url);
  const busy = await other.transaction();
  try {
    await busy.raw('lock table api_token');
    const reply = await createClient(server.url, 'gx_some').get('/api/tasks');
    expect([reply.status, reply.body['code'], reply.headers.get('retry-after')]).toEqual([
      503,
      'UNAVAILABLE',
      '2',
    ]);
    await expect(db.raw('select pg_sleep(600)')).rejects.toMatchObject({ code: '57014' });
  } finally {
    await busy.rollback();
    await other.destroy();
    await server.close();
    await db.destroy();
    await database.drop();
  }
});

test('while all connections are taken whoever asks is told to come again, and is served once one is free', async () => {
  const database = await createTestDatabase();
  const db = connect(database.url, { max: 1 });
  const server = await listen(depsOf(db, NO_WORKER, { DATABASE_URL: database.url }));
  const client = createClient(server.url, 'gx_some');
  const only = await db.transaction();
  try {
    const reply = await client.get('/api/tasks');
    expect([reply.status, reply.body['code'], reply.headers.get('retry-after')]).toEqual([
      503,
      'UNAVAILABLE',
      '2',
    ]);
    await only.rollback();
    expect((await client.get('/api/tasks')).status).toBe(401);
  } finally {
    await only.rollback();
    await server.close();
    await db.destroy();
    await database.drop();
  }
});

test('a program that is newer than the schema is not ready and answers nothing until it is migrated', async () => {
  const database = await createTestDatabase();
  const db = connect(database.url);
  const [last] = await db('migration').orderBy('name', 'desc').limit(1);
  const behind = () => db('migration').where({ name: last.name }).delete();
  await behind();
  const server = await listen(depsOf(db, NO_WORKER, { DATABASE_URL: database.url }));
  const client = createClient(server.url, 'gx_some');
  const told: unknown[] = [];
  const work = schemaReached(db, new Promise(() => undefined), (error) => void told.push(error));
  try {
    for (const reply of await Promise.all(
      ['/api/tasks', '/api/session', '/api/meta'].map((path) => client.get(path)),
    ))
      expect([reply.status, reply.body['code'], reply.headers.get('retry-after')]).toEqual([
        503,
        'SCHEMA_BEHIND',
        '2',
      ]);
    const ready = await client.get('/readyz');
    expect(ready).toMatchObject({
      status: 503,
      body: { ready: false, code: 'SCHEMA_BEHIND', database: 'ok', migrations: [last.name] },
    });
    expect(ready.headers.get('retry-after')).toBe('2');
    expect((await client.get('/livez')).status).toBe(200);
    await eventually(() => Promise.resolve(told[0]), 'what waits for the schema');
    expect(told[0]).toMatchObject({ code: 'SCHEMA_BEHIND' });

    await db('migration').insert(last);
    expect(await work).toBe(true);
    expect((await client.get('/api/tasks')).status).toBe(401);
    expect((await client.get('/readyz')).body).toMatchObject({ code: 'UNAVAILABLE', migrations: [] });
    await behind();
    expect(await schemaReached(db, Promise.resolve(), () => undefined)).toBe(false);
  } finally {
    await server.close();
    await db.destroy();
    await database.drop();
  }
}, 30_000);

describe('commands', () => {
  test('without a worker a command is refused for now, and its key is free for the next try', async () => {
    let isGone = false;
    const company = await startCompany({
      engine: async (url) => {
        const engine = await startEngine(url);
        return {
          ...engine,
          command: (...args) => (isGone ? NO_WORKER.command(...args) : engine.command(...args)),
        };
      },
    });
    const { rep } = company.as;
    const { body: customer } = await rep.post('/api/customers', { name: '断线客户' });
    const { body: opportunity } = await rep.post('/api/opportunities', {
      name: '断线机会',
      customerId: customer['id'],
    });
    const task = await eventually(
      async () => items((await rep.get(`/api/tasks?entityId=${String(opportunity['id'])}`)).body)[0],
      'the task',
    );
    const path = `/api/tasks/${String(task['id'])}/completion`;
    const body = { with: { interest: 'high' } };
    const key = { 'idempotency-key': randomUUID() };
    isGone = true;
    const refused = await rep.post(path, body, key);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '2']);
    isGone = false;
    const done = await rep.post(path, body, key);
    expect(done).toMatchObject({ status: 200, body: { task: { status: 'complete' } } });

    // the API died after the workflow had answered: the key is there, the answer is not
    await company.db('idempotency_key').where({ key: key['idempotency-key'] }).delete();
    const again = await rep.post(path, body, key);
    expect(again).toMatchObject({
      status: 200,
      body: { task: { id: task['id'], version: (done.body['task'] as ReplyBody)['version'] } },
    });

    // and so many commands came since that the case has forgotten it: the audit has not, and nobody asks the workflow
    const others = JSON.stringify(Array.from({ length: REMEMBERED_COMMANDS }, (_, n) => `other-${n}`));
    await company.db('idempotency_key').where({ key: key['idempotency-key'] }).delete();
    await company
      .db('process_instance')
      .where({ id: task['instanceId'] })
      .update({ state: company.db.raw(`jsonb_set(state::jsonb, '{applied}', ?::jsonb)::json`, [others]) });
    isGone = true;
    expect(await rep.post(path, body, key)).toMatchObject({
      status: 200,
      body: { task: { id: task['id'] } },
    });
    await company.stop();
  }, 60_000);
});
