import { startEngine } from './engine';
import { listIn } from './client';
import { at, createSale } from './sales';
import { useCompany } from './support';

const company = useCompany({ engine: startEngine });

test('a task says why it exists and why it is this person’s', async () => {
  const { task } = await createSale(company.as.rep);
  const first = await company.as.rep.get(at(task, 'explanation'));
  expect(first).toMatchObject({
    status: 200,
    body: {
      created: { because: [{ kind: 'start' }, { kind: 'stage' }, { kind: 'stage' }] },
      person: { assigneeId: task['assigneeId'], because: [{ kind: 'resolver' }] },
    },
  });
  const body = { with: { interest: 'high', spokeTo: '王经理' } };
  const { body: done } = await company.as.rep.post(at(task, 'completion'), body);
  const [next] = listIn(done, 'next');
  const { body: second } = await company.as.rep.get(at(next ?? {}, 'explanation'));
  expect(second).toMatchObject({
    created: {
      text: { 'zh-CN': '进入阶段“需求确定”后，“确认客户需求”随即开始' },
      because: [
        { text: { en: 'The process began by itself: the record met its trigger when 张伟 saved it' } },
        { text: { 'zh-CN': '阶段“初次接触”完成，进入阶段“需求确定”' } },
        { kind: 'stage' },
      ],
    },
    person: { text: { en: '“Owner” of the record: 张伟' } },
  });
});

test('a reassignment is among the reasons, with who did it and why', async () => {
  const { task } = await createSale(company.as.rep);
  const to = company.people.manager;
  const given = await company.as.manager.post(at(task, 'assignment'), { to, reason: '张伟出差' });
  expect(given).toMatchObject({ status: 200 });
  const { body } = await company.as.manager.get(at(task, 'explanation'));
  expect(body).toMatchObject({
    person: {
      assigneeId: to,
      because: [
        { kind: 'resolver' },
        { text: { en: expect.stringContaining(': 张伟出差') } },
        { kind: 'resolver' },
      ],
    },
  });
});

test('who may not see the task is told of nothing', async () => {
  const { task } = await createSale(company.as.rep);
  for (const path of [at(task, 'explanation'), '/api/tasks/nonsense/explanation'])
    expect(await company.as.otherRep.get(path)).toMatchObject({
      status: 404,
      body: { code: 'TASK_NOT_FOUND' },
    });
});

test('a preview says what would happen, and writes nothing', async () => {
  const { task } = await createSale(company.as.rep);
  const before = await everything();
  const answers = { with: { interest: 'high', spokeTo: '王经理' } };
  const preview = await company.as.rep.post(at(task, 'preview'), answers);
  expect(preview).toMatchObject({
    status: 200,
    body: {
      problems: [],
      closed: [{ withdrawn: false }],
      opened: [{ title: { 'zh-CN': '确认客户需求' }, assignee: { name: '张伟' }, pool: null }],
      stages: [{ title: { 'zh-CN': '需求确定' } }],
      ended: null,
    },
  });
  expect(preview.body['record']).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ field: 'stage', before: task['stage'], beforeLabel: null }),
    ]),
  );
  expect(await everything()).toEqual(before);
  // and it is what then happens
  const { body: done } = await company.as.rep.post(at(task, 'completion'), answers);
  const opened = listIn(preview.body, 'opened');
  expect(done['next']).toMatchObject(
    opened.map(({ title, due }) => ({ title, dueAt: due === null ? null : expect.any(String) })),
  );
  expect(await everything()).not.toEqual(before);
});

test('a preview names what is missing instead, and refuses what is no request', async () => {
  const { task } = await createSale(company.as.rep);
  const preview = at(task, 'preview');
  expect(await company.as.rep.post(preview, { with: { interest: 'maybe' } })).toMatchObject({
    status: 200,
    body: { problems: [{ pointer: '/with/interest', code: 'choice' }], opened: [], closed: [] },
  });
  const before = await everything();
  for (const [body, status] of [
    [{ op: 'jump' }, 422],
    [{ with: [] }, 422],
    [{ with: 'x' }, 422],
    [{ unknown: 1 }, 422],
    [{ op: 'approve' }, 409],
    [{ version: 99, with: { interest: 'high' } }, 412],
  ] as const)
    expect([body, (await company.as.rep.post(preview, body)).status]).toEqual([body, status]);
  const polluted =
    '{"with":{"interest":"high","__proto__":{"admin":true},"constructor":{"prototype":{"admin":true}}}}';
  expect((await company.as.rep.post(preview, polluted)).status).toBeLessThan(500);
  expect(({} as Record<string, unknown>)['admin']).toBeUndefined();
  expect(
    (await company.as.rep.post(preview, `{"with":{"interest":"${'x'.repeat(3_000_000)}"}}`)).status,
  ).toBe(413);
  expect((await company.as.rep.post(preview, '{"with":')).status).toBe(400);
  expect(await everything()).toEqual(before);
});

test('who may only see a task gets no preview, who may not see it not even that; a closed one has none', async () => {
  const { task } = await createSale(company.as.rep);
  const body = { with: { interest: 'high', spokeTo: '王经理' } };
  const preview = at(task, 'preview');
  expect(await company.as.director.post(preview, body)).toMatchObject({ status: 403 });
  expect(await company.as.otherRep.post(preview, body)).toMatchObject({
    status: 404,
    body: { code: 'TASK_NOT_FOUND' },
  });
  expect((await company.nobody.post(preview, body)).status).toBe(401);
  await company.as.rep.post(at(task, 'completion'), body);
  expect(await company.as.rep.post(preview, body)).toMatchObject({
    status: 409,
    body: { code: 'TASK_CLOSED' },
  });
});

test('a process lists what comes next', async () => {
  const { task } = await createSale(company.as.rep);
  const { body } = await company.as.rep.get(`/api/processes/${String(task['instanceId'])}`);
  const coming = listIn(body, 'coming');
  expect(coming).toEqual(
    expect.arrayContaining([expect.objectContaining({ kind: 'due', at: task['dueAt'] })]),
  );
  const instants = coming.map(({ at: instant }) => String(instant));
  expect(instants).toEqual([...instants].sort());
});

/** What a command changes: how many rows there are, and where each case stands. Only the key of a request is kept. */
async function everything(): Promise<unknown> {
  const tables = ['outbox', 'audit', 'task', 'process_event', 'applied_commit', 'message', 'notification'];
  const counts = await Promise.all(tables.map((table) => company.db(table).count()));
  const cases = await company.db('process_instance').select('id', 'state_version', 'state').orderBy('id');
  const records = await company.db('opportunity').select('id', 'version').orderBy('id');
  const pools = await company.db('pool_cursor').select().orderBy('pool');
  return { counts, cases, records, pools };
}
