import { randomUUID } from 'node:crypto';
import { systemContext } from '../../db/context';
import { createRecord } from '../../db/records/create';
import { createToken } from '../../db/tokens';
import { createClient, listIn, type Client, type ReplyBody } from './client';
import { eventually, startEngine } from './engine';
import { at } from './sales';
import { useCompany } from './support';

let engineers: Record<string, Client>;
const company = useCompany({ engine: startEngine });
beforeAll(async () => {
  const { db, people, url } = company;
  engineers = {};
  for (const login of ['ma', 'he']) {
    const values = { name: login, code: login, login, roles: ['service'], groups: ['service'] };
    const { id } = await createRecord(
      db,
      'employee',
      { ...values, managerId: people.director },
      systemContext(),
    );
    engineers[id] = createClient(url, (await createToken(db, id, 'test')).token);
  }
}, 60_000);

/** A request of a new customer of the representative's, and its first task. */
async function request(more: object = {}): Promise<{ path: string; task: ReplyBody; customerId: ReplyBody }> {
  const { rep } = company.as;
  const { body: customer } = await rep.post('/api/customers', { name: `客户 ${randomUUID()}` });
  const values = { subject: '光谱仪无法开机', customerId: customer['id'], channel: 'phone', type: 'repair' };
  const { status, body } = await rep.post('/api/service-requests', { ...values, ...more });
  expect(status).toBe(201);
  const path = `/api/service-requests/${String(body['id'])}`;
  return { path, task: await taskOf(path, 'assign'), customerId: customer['id'] ?? fail('no customer') };
}

const tasksOf = async (path: string): Promise<ReplyBody[]> =>
  listIn(
    (await company.as.director.get(`/api/tasks?view=all&entityId=${String(path.split('/').pop())}`)).body,
  ).filter((task) => ['prepare', 'execute', 'wait'].includes(String(task['status'])));

const taskOf = (path: string, step: string): Promise<ReplyBody> =>
  eventually(async () => (await tasksOf(path)).find((task) => String(task['step']) === step), step);

const engineerOf = (task: ReplyBody): Client =>
  engineers[String(task['assigneeId'])] ?? fail('the task is no engineer’s');

async function complete(path: string, step: string, answers: object): Promise<ReplyBody> {
  const task = await taskOf(path, step);
  const { status, body } = await engineerOf(task).post(at(task, 'completion'), { with: answers });
  expect([step, status, body]).toMatchObject([step, 200, {}]);
  return task;
}

function fail(what: string): never {
  throw new Error(what);
}

const today = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);

it('a repair goes through its five stages, and the manager follows up the unhappy customer', async () => {
  const { path, task } = await request({ priority: 'urgent', device: 'GP-200 / SN 10482' });
  for (const engineerId of [randomUUID(), 'nobody']) {
    const answers = { plannedOn: today(), engineerId };
    expect(await engineerOf(task).post(at(task, 'completion'), { with: answers })).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/with/engineerId', code: 'reference' }] },
    });
  }
  await complete(path, 'assign', { plannedOn: today(), parts: '电源模块' });
  const contact = await complete(path, 'contact', { appointmentOn: today(), way: 'visit' });
  expect(contact['assigneeId']).toEqual(task['assigneeId']);
  await complete(path, 'parts', { prepared: '电源模块' });
  const work = { doneOn: today(), cost: 380, work: '更换电源模块', solved: true };
  await complete(path, 'work', work);
  await complete(path, 'signOff', { accepted: true, signedBy: '王主任' });
  const call = await complete(path, 'call', { satisfaction: 2, comment: '等了三天' });
  expect(call['assigneeId']).not.toEqual(task['assigneeId']);
  const followUp = await taskOf(path, 'followUp');
  expect(followUp).toMatchObject({ assigneeId: company.people.director, priority: 'high' });
  const answers = { cause: 'speed', action: '上门致歉', nextContactOn: today() };
  await company.as.director.post(at(followUp, 'completion'), { with: answers });

  const { body } = await company.as.rep.get(path);
  expect(body).toMatchObject({
    ownerId: task['assigneeId'],
    stage: 'feedback',
    status: 'complete',
    cost: '380.00',
    result: '更换电源模块',
    satisfaction: 2,
    followUp: '上门致歉',
    respondedAt: expect.any(String),
    resolvedAt: expect.any(String),
  });
  const process = await company.db('process_instance').first().where({ id: followUp['instanceId'] });
  expect(process).toMatchObject({ status: 'ended', outcome: 'unhappy' });
  const seen = await company.as.rep.get(`/api/processes/${String(followUp['instanceId'])}`);
  expect(seen.body).toMatchObject({ outcomeTitle: { 'zh-CN': '客户不满意' } });
  const kept = {
    status: 'met',
    startedAt: expect.any(String),
    stoppedAt: expect.any(String),
    pausedAt: null,
  };
  expect(seen.body['clocks']).toMatchObject([
    { id: 'response', title: { en: 'First response' }, ...kept },
    { id: 'resolution', title: { en: 'Resolution' }, ...kept },
  ]);
  expect(await company.db('incident')).toEqual([]);
});

it('whoever may not see the customer sees neither the request nor its case', async () => {
  const { path, task, customerId } = await request();
  const { otherRep, otherManager, manager, presales, rep } = company.as;
  for (const stranger of [otherRep, otherManager]) {
    expect(await stranger.get(path)).toMatchObject({ status: 404 });
    const change = await stranger.patch(path, { priority: 'urgent' }, { 'if-match': '"v1"' });
    expect(change).toMatchObject({ status: 404 });
    expect(listIn((await stranger.get(`/api/service-requests`)).body)).toEqual([]);
    expect(await stranger.get(`/api/processes/${String(task['instanceId'])}`)).toMatchObject({ status: 404 });
    const foreign = { subject: '别人的客户', customerId };
    expect(await stranger.post('/api/service-requests', foreign)).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/customerId' }] },
    });
  }
  expect(await manager.get(path)).toMatchObject({ status: 200 });
  const { headers } = await presales.get(path);
  const etag = { 'if-match': headers.get('etag') ?? '' };
  expect(await presales.patch(path, { priority: 'urgent' }, etag)).toMatchObject({ status: 403 });
  expect(await rep.post(at(task, 'completion'), { with: { plannedOn: today() } })).toMatchObject({
    status: 403,
  });
});

it('engineers edit requests; what the process writes is nobody’s to type', async () => {
  const { path, task } = await request();
  const engineer = engineerOf(task);
  const etagOf = async () => ({ 'if-match': (await engineer.get(path)).headers.get('etag') ?? '' });
  const edit = { priority: 'high', description: '电源灯不亮' };
  expect(await engineer.patch(path, edit, await etagOf())).toMatchObject({ status: 200, body: edit });
  const typed = {
    cost: '1.00',
    result: '修好了',
    satisfaction: 5,
    comment: '好',
    followUp: '无',
    respondedAt: '2026-03-02T09:00:00+08:00',
    resolvedAt: '2026-03-02T09:00:00+08:00',
    appointmentOn: '2026-03-02',
    doneOn: '2026-03-02',
    stage: 'feedback',
  };
  for (const [name, value] of Object.entries(typed)) {
    for (const client of [engineer, company.as.rep]) {
      const reply = await client.patch(path, { [name]: value }, await etagOf());
      expect([name, reply]).toMatchObject([
        name,
        { status: 422, body: { errors: [{ pointer: `/${name}` }] } },
      ]);
    }
  }
  const byHand = await engineer.patch(path, { status: 'execute' }, await etagOf());
  expect(byHand).toMatchObject({ status: 409, body: { code: 'STATUS_FOLLOWS_PROCESS' } });
});

it('the status holds the request and closes it', async () => {
  const { path, task } = await request();
  const engineer = engineerOf(task);
  const set = async (status: string) => {
    const { headers } = await engineer.get(path);
    return engineer.patch(path, { status }, { 'if-match': headers.get('etag') ?? '' });
  };
  const caseIs = (status: string) =>
    eventually(async () => {
      const row: unknown = await company
        .db('process_instance')
        .first()
        .where({ id: task['instanceId'], status });
      return row ?? null;
    }, `a case that is ${status}`);
  expect(await set('wait')).toMatchObject({ status: 200 });
  await caseIs('held');
  const held = await engineer.post(at(task, 'completion'), { with: { plannedOn: today() } });
  expect(held).toMatchObject({ status: 409, body: { code: 'PROCESS_HELD' } });
  expect(await set('prepare')).toMatchObject({ status: 200 });
  await caseIs('active');
  expect(await set('close')).toMatchObject({ status: 200 });
  expect(await caseIs('ended')).toMatchObject({ outcome: 'closed' });
  expect(await tasksOf(path)).toEqual([]);
});

it('a request whose clock is late is found by who may see it, in lists, in the inbox and in the report', async () => {
  const { path, task } = await request();
  const { manager, otherManager, rep } = company.as;
  const id = String(task['instanceId']);
  const lateFor = async (client: Client) =>
    listIn((await client.get('/api/processes?late=true')).body).map((item) => item['id']);
  expect(await lateFor(manager)).toEqual([]);
  expect((await engineerOf(task).get(`/api/tasks/${String(task['id'])}`)).body).toMatchObject({
    clock: { id: 'response', late: false },
  });
  // As if the time had passed.
  const overdue = { due_at: '2026-03-02T01:00:00Z' };
  await company.db('case_clock').where({ instance_id: id, clock: 'resolution' }).update(overdue);
  expect(await lateFor(manager)).toEqual([id]);
  expect(await lateFor(otherManager)).toEqual([]);
  const [listed] = listIn((await manager.get(`/api/processes?late=true`)).body);
  expect(listed).toMatchObject({ clock: { id: 'resolution', title: { en: 'Resolution' }, late: true } });
  expect((await engineerOf(task).get(`/api/tasks/${String(task['id'])}`)).body).toMatchObject({
    clock: { id: 'resolution', late: true },
  });
  const lines = listIn((await rep.get('/api/reports/clock-times?definition=service.request')).body);
  expect(lines.map(({ clock, late, missed }) => [clock, late, missed])).toEqual([
    ['response', 0, 0],
    ['resolution', 1, 1],
  ]);
  expect(await company.as.otherRep.get(`/api/processes/${id}`)).toMatchObject({ status: 404 });
  await complete(path, 'assign', { plannedOn: today() });
});
