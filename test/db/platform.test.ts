import { MIGRATIONS } from '../../db/migrations';
import { Client } from 'pg';
import { audit, verifyAudit } from '../../db/audit';
import { connect, type Db } from '../../db/connect';
import {
  canonicalSha256,
  getDefinition,
  listDefinitions,
  newest,
  publish,
  syncShipped,
  type DefinitionDocument,
} from '../../db/definitions';
import { abandonKey, beginKey, finishKey } from '../../db/idempotency';
import { identityOfSession, identityOfToken } from '../../db/api-identity';
import { claimMessages, enqueueMessage, markRetry, markSent } from '../../db/messages';
import { migrate, pendingMigrations } from '../../db/migrate';
import { pipelined } from '../../db/pipeline';
import { hashPassword, verifyPassword } from '../../db/passwords';
import { findLogin, loadPeople, lockPools, savePool, setPassword } from '../../db/people';
import { createSession, endSession } from '../../db/sessions';
import { createToken, listTokens, revokeToken } from '../../db/tokens';
import { createRecord } from '../../db/records/create';
import { openCompany, type Company } from './company';

let company: Company;
beforeEach(async () => {
  company = await openCompany();
});
afterEach(() => company.close());

it('migrates once, however many do it at the same time', async () => {
  const { db } = company;
  expect(await pendingMigrations(db)).toEqual([]);
  await db.raw('drop schema public cascade');
  await db.raw('create schema public');
  const others = [connect(company.url), connect(company.url)];
  const applied = await Promise.all([db, ...others].map((one) => migrate(one)));
  await Promise.all(others.map((one) => one.destroy()));
  expect(applied.flat()).toHaveLength(MIGRATIONS.length);
});

it('reads after what was sent without waiting, and tells of the first statement that failed', async () => {
  const { db } = company;
  const add = (trx: Db, name: string) => trx('migration').insert({ name });
  const rename = (trx: Db, name: string) =>
    trx('migration')
      .where({ name })
      .update({ name: `${name}!` });
  const names = await db.transaction((trx) =>
    pipelined(trx, async (send) => {
      send(add(trx, 'sent-1'), null, add(trx, 'sent-2'));
      return trx('migration').whereLike('name', 'sent-%').orderBy('name').pluck('name');
    }),
  );
  expect(names).toEqual(['sent-1', 'sent-2']);
  const broken = db.transaction((trx) =>
    pipelined(trx, async (send) => {
      send(add(trx, 'sent-3'), add(trx, 'sent-1'), add(trx, 'sent-4'), rename(trx, 'sent-1'));
      await trx('migration').select('name');
    }),
  );
  await expect(broken).rejects.toMatchObject({ code: '23505' });
  expect(await db('migration').whereLike('name', 'sent-%').pluck('name')).toHaveLength(2);
  // What could not be prepared behind the failure is prepared the next time.
  await db.transaction((trx) => pipelined(trx, (send) => Promise.resolve(send(rename(trx, 'sent-2')))));
  expect(await db('migration').where({ name: 'sent-2!' }).pluck('name')).toHaveLength(1);
});

describe('the audit trail', () => {
  it('links concurrent transactions into chains that verify', async () => {
    const { db, as } = company;
    await Promise.all(
      Array.from({ length: 40 }, (_, n) => createRecord(db, 'customer', { name: `客户${n}` }, as('li'))),
    );
    await audit(db, { actorId: null }, ...Array.from({ length: 3 }, () => ({ action: 'x', entity: 'y' })));
    expect(await verifyAudit(db)).toEqual([]);
    expect(await db('audit').count()).toEqual(await db('audit_link').count());
  });

  it('refuses changes, and finds them when the lock on the door is broken', async () => {
    const { db } = company;
    await expect(db('audit').update({ reason: 'x' })).rejects.toThrow('append-only');
    await expect(db('audit').delete()).rejects.toThrow('append-only');
    await expect(db.raw('truncate audit cascade')).rejects.toThrow('append-only');
    const [row] = await db('audit').orderBy('id').limit(1);
    await db.raw('alter table audit disable trigger append_only');
    await db('audit').where({ id: row.id }).update({ actor_id: null, reason: 'forged' });
    expect(await verifyAudit(db)).toEqual([{ auditId: row.id, fault: 'changed' }]);
    await db('audit').where({ id: row.id }).update({ actor_id: row.actor_id, reason: row.reason });
    expect(await verifyAudit(db)).toEqual([]);
    await db.raw('alter table audit_link disable trigger append_only');
    const [link] = await db('audit_link').orderBy(['lane', 'seq']).limit(1);
    await db('audit_link').where({ lane: link.lane, seq: link.seq }).delete();
    const faults = (await verifyAudit(db)).map(({ fault }) => fault);
    expect(faults).toContain('unlinked');
    expect(faults).toContain('broken');
  });
});

describe('definitions', () => {
  const form = (version: number, title: string) =>
    ({ kind: 'form', key: 'visit', version, title }) as DefinitionDocument;

  it('are published once and never change', async () => {
    const { db, idOf } = company;
    expect(await publish(db, form(1, 'a'), idOf('admin'))).toMatchObject({ published: true });
    expect(await publish(db, form(1, 'a'), null)).toMatchObject({ published: false });
    await expect(publish(db, form(1, 'b'), null)).rejects.toMatchObject({ code: 'ALREADY_PUBLISHED' });
    expect(await syncShipped(db, [form(1, 'c'), form(2, 'd')])).toEqual({
      published: ['form:visit@2'],
      different: ['form:visit@1'],
    });
    expect(await newest(db, 'form', 'visit')).toMatchObject({ version: 2, body: { title: 'd' } });
    expect(await getDefinition(db, 'form', 'visit', 1)).toMatchObject({
      body: { title: 'a' },
      publishedBy: idOf('admin'),
    });
    expect(await listDefinitions(db, 'form')).toMatchObject([{ version: 2, versions: 2, running: 0 }]);
  });

  it('have a hash that does not depend on the order of members or the $schema', () => {
    expect(canonicalSha256({ $schema: 'x', b: [1, { d: null, c: 'é' }], a: true })).toBe(
      canonicalSha256({ a: true, b: [1, { c: 'é', d: null }] }),
    );
    expect(canonicalSha256({ a: [1, 2] })).not.toBe(canonicalSha256({ a: [2, 1] }));
  });
});

it('keeps sessions and tokens only as hashes, and ends them', async () => {
  const { db, idOf } = company;
  const session = await createSession(db, idOf('li'));
  expect(await identityOfSession(db, session.id)).toMatchObject({ id: idOf('li') });
  expect(await identityOfSession(db, session.id, 0)).toBeNull();
  expect(JSON.stringify(await db('session'))).not.toContain(session.id);
  const { id, token } = await createToken(db, idOf('li'), 'cli', ['read']);
  expect(token).toMatch(/^gx_[\w-]{43}$/);
  expect(await identityOfToken(db, token)).toMatchObject({ id: idOf('li'), scopes: ['read'] });
  expect(await listTokens(db, idOf('li'))).toMatchObject([{ id, name: 'cli', employeeLabel: '李娜' }]);
  expect([await listTokens(db, idOf('qian')), await revokeToken(db, id, idOf('qian'))]).toEqual([[], false]);
  expect(JSON.stringify(await db('api_token'))).not.toContain(token);
  expect([await revokeToken(db, id, null), await revokeToken(db, id, null)]).toEqual([true, false]);
  expect(await identityOfToken(db, token)).toBeNull();
  const left = await createToken(db, idOf('li'), 'left');
  await db('employee').where({ login: 'li' }).update({ active: false });
  expect([await identityOfToken(db, left.token), await identityOfSession(db, session.id)]).toEqual([
    null,
    null,
  ]);
  await endSession(db, session.id);
  expect(await db('session')).toEqual([]);
});

it('answers a repeated request with what was stored', async () => {
  const { db, idOf } = company;
  const request = { actorId: idOf('li'), key: 'k', method: 'POST', path: '/api/customers', bodyHash: 'h' };
  const states = await Promise.all([beginKey(db, request), beginKey(db, request), beginKey(db, request)]);
  expect(states.map(({ state }) => state).sort()).toEqual(['new', 'running', 'running']);
  expect(await beginKey(db, { ...request, bodyHash: 'other' })).toEqual({ state: 'other' });
  await finishKey(db, idOf('li'), 'k', { status: 201, headers: { etag: '"v1"' }, body: '{}' });
  expect(await beginKey(db, request)).toEqual({
    state: 'done',
    answer: { status: 201, headers: { etag: '"v1"' }, body: '{}' },
  });
  await beginKey(db, { ...request, key: 'k2' });
  await abandonKey(db, idOf('li'), 'k2');
  expect(await beginKey(db, { ...request, key: 'k2' })).toEqual({ state: 'new' });
});

it('queues a message once and lets one sender have it', async () => {
  const { db } = company;
  const message = {
    dedupeKey: 'd',
    channel: 'email',
    toAddress: 'a@b.example',
    locale: 'zh-CN',
    subject: '主题',
    text: '正文',
    messageId: '<d@guanxi>',
  };
  const first = await enqueueMessage(db, message);
  expect(await enqueueMessage(db, { ...message, text: '别的' })).toEqual({ id: first.id, isNew: false });
  await db.transaction(async (one) => {
    expect(await claimMessages(one, 5)).toMatchObject([{ id: first.id, text: '正文' }]);
    await db.transaction(async (two) => expect(await claimMessages(two, 5)).toEqual([]));
    await markRetry(one, first.id, 'greylisted');
  });
  expect(await db.transaction((trx) => claimMessages(trx, 5))).toEqual([]);
  await markSent(db, first.id);
  expect(await db('message').where({ id: first.id })).toMatchObject([
    { status: 'sent', attempts: 2, error: null },
  ]);
});

it('reads people again only when one of them is another one', async () => {
  const { db, idOf } = company;
  const li = (trx: Db) => trx('employee').where({ id: idOf('li') });
  const isActive = async (trx: Db) => (await loadPeople(trx)).find(({ id }) => id === idOf('li'))?.active;
  const before = await loadPeople(db);
  expect(await loadPeople(db)).toBe(before);
  const undone = db.transaction(async (trx) => {
    await li(trx).update({ active: false });
    expect(await isActive(trx)).toBe(false);
    throw new Error('undone');
  });
  await expect(undone).rejects.toThrow('undone');
  expect(await isActive(db)).toBe(true);
  await li(db).update({ active: false });
  expect(await isActive(db)).toBe(false);
});

it('knows people, their passwords and whose turn it is', async () => {
  const { db, idOf } = company;
  const people = await loadPeople(db);
  expect(people.find(({ id }) => id === idOf('li'))).toMatchObject({
    name: '李娜',
    managerId: idOf('qian'),
    weight: 1,
    absences: [],
  });
  await setPassword(db, idOf('li'), await hashPassword('secret'));
  const found = await findLogin(db, 'li');
  expect(await verifyPassword(found!.passwordHash!, 'secret')).toBe(true);
  expect(await verifyPassword(found!.passwordHash!, 'Secret')).toBe(false);
  await db.transaction(async (trx) => {
    expect(await lockPools(trx, ['finance', 'presales'])).toEqual({ finance: null, presales: null });
    await savePool(trx, 'finance', idOf('zheng'));
    expect(await lockPools(trx, ['finance'])).toEqual({ finance: idOf('zheng') });
  });
});

it('wakes listeners when a transaction with messages commits, and not before', async () => {
  const { db, url } = company;
  const listener = new Client({ connectionString: url });
  await listener.connect();
  const heard: string[] = [];
  const woken = new Promise<void>((resolve) =>
    listener.on('notification', ({ channel }) => {
      heard.push(channel);
      resolve();
    }),
  );
  await listener.query('listen guanxi_message');
  await db.transaction(async (trx) => {
    await enqueueMessage(trx, { dedupeKey: 'n', channel: 'sms', locale: 'zh-CN', messageId: 'n' });
    await listener.query('select 1');
    expect(heard).toEqual([]);
  });
  await woken;
  expect(heard).toEqual(['guanxi_message']);
  await listener.end();
});
