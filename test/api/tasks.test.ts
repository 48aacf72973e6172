import { randomUUID } from 'node:crypto';
import { eventually, startEngine } from './engine';
import type { Client, ReplyBody } from './client';
import { at, createSale, items } from './sales';
import { useCompany } from './support';

const company = useCompany({ engine: startEngine });

test('a new opportunity brings the first-contact task, with its form, to its owner', async () => {
  const { opportunity, task } = await createSale(company.as.rep);
  expect(task).toMatchObject({
    kind: 'human',
    assigneeLabel: '张伟',
    entity: 'opportunity',
    entityLabel: '光谱仪采购',
    processKey: 'sales.project',
    activity: 'phone',
    activityTitle: { 'zh-CN': '电话', en: 'Phone call' },
    overdue: false,
  });
  expect(task['form']).toMatchObject({ schema: { type: 'object' } });
  const { body: page } = await company.as.rep.get(
    `/api/opportunities/${String(opportunity['id'])}/processes`,
  );
  expect(page['items']).toMatchObject([
    { status: 'active', definition: { key: 'sales.project' }, stage: task['stage'] },
  ]);
});

test('what a process writes because of a command names the request', async () => {
  const { task, opportunity } = await createSale(company.as.rep);
  const named = { 'x-request-id': 'request-of-a-command' };
  await company.as.rep.post(at(task, 'completion'), { with: { interest: 'medium' } }, named);
  const written = await company.db('audit').where({ request_id: 'request-of-a-command' });
  expect(written).toMatchObject([
    { entity: 'opportunity', entity_id: opportunity['id'] },
    { entity: 'process', entity_id: task['instanceId'], action: 'complete', actor_id: company.people.rep },
  ]);
});

test('the sales mode picks the process', async () => {
  for (const [mode, processKey] of [
    ['direct', 'sales.direct'],
    ['agent', 'sales.channel'],
    ['oem', 'sales.project'],
  ])
    expect((await createSale(company.as.rep, { mode })).task).toMatchObject({ processKey });
});

test('completing answers with the closed task and what follows, and a second click does nothing more', async () => {
  const { task } = await createSale(company.as.rep);
  const key = { 'idempotency-key': randomUUID() };
  const body = { with: { interest: 'high', spokeTo: '王经理' } };
  const first = await company.as.rep.post(at(task, 'completion'), body, key);
  expect(first).toMatchObject({
    status: 200,
    body: { task: { status: 'complete', out: { interest: 'high' } } },
  });
  expect(first.body['next']).toMatchObject([{ instanceId: task['instanceId'], status: 'prepare' }]);
  const second = await company.as.rep.post(at(task, 'completion'), body, key);
  expect([second.status, second.text]).toEqual([200, first.text]);
  expect(await company.as.rep.post(at(task, 'completion'), body)).toMatchObject({
    status: 409,
    body: { code: 'TASK_CLOSED' },
  });
  const { body: process } = await company.as.rep.get(`/api/processes/${String(task['instanceId'])}`);
  // an array in the answer
  const closings = (process['tasks'] as unknown as ReplyBody[]).filter((other) => other['id'] === task['id']);
  expect(closings).toMatchObject([{ status: 'complete', version: 2 }]);
});

test('a form is checked before the workflow hears of it', async () => {
  const { task } = await createSale(company.as.rep);
  const wrong = await company.as.rep.post(at(task, 'completion'), { with: { interest: 'maybe', bonus: 1 } });
  expect(wrong).toMatchObject({ status: 422, body: { code: 'VALIDATION_FAILED' } });
  expect(wrong.body['errors']).toEqual(
    expect.arrayContaining([
      {
        pointer: '/with/interest',
        code: 'choice',
        message: {
          'zh-CN': '只能是：high, medium, low, none',
          en: 'must be one of: high, medium, low, none',
        },
      },
      {
        pointer: '/with/bonus',
        code: 'unknown',
        message: { 'zh-CN': '没有这个字段', en: 'there is no such field' },
      },
    ]),
  );
  expect(await company.as.rep.post(at(task, 'completion'), {})).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: '/with/interest', code: 'required' }] },
  });
  expect(
    await company.as.rep.post(at(task, 'completion'), { with: { interest: 'high' }, outcome: 'no-such' }),
  ).toMatchObject({ status: 422, body: { errors: [{ pointer: '/outcome' }] } });
  expect((await company.as.rep.get(`/api/tasks/${String(task['id'])}`)).body).toMatchObject({
    status: 'prepare',
    version: task['version'],
  });
});

test('another rep’s task is not there; the manager sees it and cannot do it in the rep’s place', async () => {
  const { task } = await createSale(company.as.rep);
  const body = { with: { interest: 'high' } };
  for (const stranger of [company.as.otherRep, company.as.otherManager]) {
    expect((await stranger.get(`/api/tasks/${String(task['id'])}`)).body).toMatchObject({
      code: 'TASK_NOT_FOUND',
    });
    expect(await stranger.post(at(task, 'completion'), body)).toMatchObject({
      status: 404,
      body: { code: 'TASK_NOT_FOUND' },
    });
    expect((await stranger.get(`/api/processes/${String(task['instanceId'])}`)).status).toBe(404);
    expect(
      (await stranger.post(`/api/processes/${String(task['instanceId'])}/hold`, { reason: '试试' })).status,
    ).toBe(404);
  }
  expect((await company.as.manager.get(`/api/tasks/${String(task['id'])}`)).status).toBe(200);
  expect(await company.as.manager.post(at(task, 'completion'), body)).toMatchObject({
    status: 403,
    body: { code: 'TASK_NOT_YOURS' },
  });
  expect(items(await company.as.manager.get('/api/tasks?view=team')).map((item) => item['id'])).toContain(
    task['id'],
  );
  expect((await company.as.rep.get('/api/tasks?view=team')).status).toBe(403);
});

test('a stale version is told, and a task can be started, given away, and delegated', async () => {
  const { task } = await createSale(company.as.rep);
  const started = await company.as.rep.post(at(task, 'start'));
  expect(started).toMatchObject({ status: 200, body: { task: { status: 'execute' } } });
  expect(
    await company.as.rep.post(at(task, 'completion'), {
      with: { interest: 'high' },
      version: task['version'],
    }),
  ).toMatchObject({ status: 412, body: { code: 'VERSION_CONFLICT' } });
  expect(
    await company.as.manager.post(at(task, 'assignment'), { to: randomUUID(), reason: '换人' }),
  ).toMatchObject({ status: 422, body: { errors: [{ pointer: '/to' }] } });
  const given = await company.as.manager.post(at(task, 'assignment'), {
    to: company.people.otherRep,
    reason: '张伟休假',
  });
  expect(given).toMatchObject({ status: 200, body: { task: { assigneeLabel: '李娜' } } });
  expect(
    await company.as.manager.post(at(task, 'assignment'), { to: company.people.otherRep }),
  ).toMatchObject({ status: 409, body: { code: 'ALREADY_THEIRS', errors: [{ pointer: '/to' }] } });
  const away = JSON.stringify([['2000-01-01', '2099-12-31']]);
  await company.db('employee').where({ id: company.people.rep }).update({ absences: away });
  expect(await company.as.manager.post(at(task, 'assignment'), { to: company.people.rep })).toMatchObject({
    status: 409,
    body: {
      code: 'PERSON_UNAVAILABLE',
      errors: [{ pointer: '/to', message: { 'zh-CN': '张伟不在岗至 2099/12/31' } }],
    },
  });
  await company.db('employee').where({ id: company.people.rep }).update({ absences: null });
  expect(
    await company.as.otherRep.post(at(task, 'delegation'), { to: company.people.presales }),
  ).toMatchObject({ status: 200, body: { task: { assigneeLabel: '赵敏' } } });
  expect(await company.as.presales.delete(at(task, 'delegation'))).toMatchObject({
    status: 200,
    body: { task: { assigneeLabel: '李娜' } },
  });
  await company.as.otherRep.post(at(task, 'delegation'), { to: company.people.presales });
  await company.as.presales.post(at(task, 'completion'), { with: { interest: 'low' } });
  const { body } = await company.as.manager.get(`/api/processes/${String(task['instanceId'])}`);
  expect(body['events']).toContainEqual(
    expect.objectContaining({ event: 'taskCompleted', actorLabel: '赵敏', onBehalfOfLabel: '李娜' }),
  );
  const timeline = await company.as.manager.get(`/api/opportunities/${String(task['entityId'])}/timeline`);
  expect(timeline.body['items']).toContainEqual(
    expect.objectContaining({ title: 'taskCompleted', actor: '赵敏', onBehalfOf: '李娜' }),
  );
});

test('a task gets another due and priority once, from whoever may, and the record says so', async () => {
  const { task, opportunity } = await createSale(company.as.rep);
  const due = '2031-03-05T02:00:00.000Z';
  const body = { due, priority: 'urgent', reason: '客户出差' };
  const amend = (as: Client, given: object, more: Record<string, string> = {}) =>
    as.post(at(task, 'amendment'), given, more);
  expect(await amend(company.as.rep, body)).toMatchObject({ status: 403, body: { code: 'OWN_DEADLINE' } });
  expect((await amend(company.as.otherRep, body)).status).toBe(404);
  expect(await amend(company.as.manager, { reason: 'x' })).toMatchObject({
    body: { code: 'AMENDMENT_EMPTY' },
  });
  expect(await amend(company.as.manager, { ...body, due: '2001-01-01T00:00:00Z' })).toMatchObject({
    status: 422,
    body: { code: 'DUE_IN_PAST', errors: [{ pointer: '/due', code: 'DUE_IN_PAST' }] },
  });
  for (const wrong of [{ due: 'soon' }, { priority: 'most' }, { priority: null }, { status: 'complete' }])
    expect((await amend(company.as.manager, { ...body, ...wrong })).status).toBe(422);
  expect((await amend(company.as.manager, { due })).status).toBe(422);
  const key = { 'idempotency-key': randomUUID() };
  const done = await amend(company.as.manager, body, key);
  expect(done).toMatchObject({ status: 200, body: { task: { dueAt: due, priority: 'urgent' } } });
  expect((await amend(company.as.manager, body, key)).body).toEqual(done.body);
  const timeline = await company.as.rep.get(`/api/opportunities/${String(opportunity['id'])}/timeline`);
  const told = items(timeline).filter(({ title }) => String(title) === 'amended');
  expect(told).toMatchObject([{ data: { reason: '客户出差', now: { due, priority: 'urgent' } } }]);
});

test('a process is held, explained, resumed and cancelled by those who may', async () => {
  const { task } = await createSale(company.as.rep);
  const process = `/api/processes/${String(task['instanceId'])}`;
  expect((await company.as.rep.get(`${process}/explanation`)).body).toMatchObject({
    stage: task['stage'],
    held: false,
    missing: [
      { step: task['step'], kind: 'human', status: 'open', needs: [], assignees: [company.people.rep] },
    ],
  });
  expect(await company.as.manager.post(`${process}/hold`, { reason: '  ' })).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: '/reason' }] },
  });
  expect(await company.as.manager.post(`${process}/hold`, { reason: '客户预算冻结' })).toMatchObject({
    status: 200,
    body: { status: 'held', held: { reason: '客户预算冻结', by: company.people.manager } },
  });
  expect(await company.as.rep.post(at(task, 'completion'), { with: { interest: 'high' } })).toMatchObject({
    status: 409,
    body: { code: 'PROCESS_HELD' },
  });
  expect(await company.as.manager.post(`${process}/hold`, { reason: '再次' })).toMatchObject({
    status: 409,
    body: { code: 'PROCESS_HELD' },
  });
  expect(await company.as.manager.post(`${process}/resumption`)).toMatchObject({
    status: 200,
    body: { status: 'active', held: null },
  });
  expect(
    await company.as.manager.post(`${process}/jump`, { stage: 'nowhere', reason: '跳过' }),
  ).toMatchObject({ status: 404, body: { code: 'STAGE_NOT_FOUND' } });
  expect((await company.as.rep.post(`${process}/cancellation`, { reason: '不做了' })).status).toBe(403);
  expect(await company.as.manager.post(`${process}/cancellation`, { reason: '客户取消项目' })).toMatchObject({
    status: 200,
    body: { status: 'cancelled' },
  });
  expect(await company.as.rep.post(at(task, 'completion'), { with: { interest: 'high' } })).toMatchObject({
    status: 409,
  });
});

test('a deep discount needs the manager: not the rep, not as a completion, not without a reason to refuse', async () => {
  const { rep, manager } = company.as;
  const { task: first } = await createSale(rep);
  const process = `/api/processes/${String(first['instanceId'])}`;
  expect(await manager.post(`${process}/jump`, { stage: 'quote', reason: '客户直接要求报价' })).toMatchObject(
    { status: 200, body: { stage: 'quote' } },
  );
  const mine = async (client: Client) =>
    items(await client.get(`/api/tasks?instanceId=${String(first['instanceId'])}`));
  const [price] = await mine(rep);
  const priced = await rep.post(at(price ?? {}, 'completion'), {
    with: { discount: 0.3, justification: '大客户首单' },
  });
  expect(priced).toMatchObject({ status: 200, body: { next: [] } });
  const [approval] = await mine(manager);
  expect(approval).toMatchObject({ kind: 'approval', assigneeLabel: '王建华' });
  expect(await rep.post(at(approval ?? {}, 'approval'))).toMatchObject({
    status: 403,
    body: { code: 'SELF_APPROVAL' },
  });
  expect(await manager.post(at(approval ?? {}, 'completion'))).toMatchObject({
    status: 409,
    body: { code: 'APPROVAL_NEEDS_DECISION' },
  });
  expect(await manager.post(at(approval ?? {}, 'rejection'))).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: '/reason', code: 'required' }] },
  });
  expect((await manager.post(at(approval ?? {}, 'approval'), { reason: '同意' })).status).toBe(200);
  const after = await eventually(async () => {
    const { body } = await rep.get(process);
    return String(body['stage']) !== 'quote' && body;
  }, 'the next stage');
  expect(after).toMatchObject({ stage: 'intent', status: 'active' });
  const entries = items(await rep.get(`/api/opportunities/${String(first['entityId'])}/timeline`)).map(
    (entry) => String(entry['kind']),
  );
  expect(entries).toEqual(expect.arrayContaining(['change', 'process']));
});
