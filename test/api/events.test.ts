import { randomUUID } from 'node:crypto';
import { listIn, type Client, type ReplyBody } from './client';
import { eventually, startEngine } from './engine';
import { useCompany } from './support';

const PROCESS = {
  kind: 'process',
  key: 'service.batch',
  version: 1,
  category: 'service',
  title: { 'zh-CN': '批次检查', en: 'Batch check' },
  calendar: 'cn-office',
  vars: {
    type: 'object',
    additionalProperties: false,
    properties: { batch: { type: 'string', default: '' } },
  },
  trigger: [{ event: 'batch.made', match: 'has(event.size) && double(event.size) > 10.0' }],
  stages: [
    {
      id: 'one',
      title: { 'zh-CN': '检查', en: 'Check' },
      steps: [
        {
          id: 'tell',
          kind: 'wait',
          title: { 'zh-CN': '等结果', en: 'Result' },
          for: { event: 'batch.judged' },
        },
      ],
      onExit: [{ event: 'device.alarm', data: { level: 'critical', device: { cel: 'vars.batch' } } }],
    },
  ],
};

const company = useCompany({ engine: startEngine });

const customerOf = async (client: Client): Promise<string> =>
  String((await client.post('/api/customers', { name: `报警 ${randomUUID()}` })).body['id']);
const casesOf = async (customerId: string): Promise<ReplyBody[]> =>
  listIn((await company.as.director.get(`/api/processes?entity=customer&entityId=${customerId}`)).body);
const alarm = (customerId: string, more: object = {}) => ({
  name: 'device.alarm',
  data: { customerId, device: 'GP-200', level: 'critical', message: '光源', colour: 'red', ...more },
});

test('an event starts its process for the record that it names, with its variables', async () => {
  const customerId = await customerOf(company.as.rep);
  const reply = await company.as.director.post('/api/events', alarm(customerId));
  expect(reply).toMatchObject({ status: 202, body: { started: [expect.any(String)], told: 0, refused: [] } });
  const task = await eventually(
    async () =>
      listIn((await company.as.director.get('/api/tasks?view=all')).body).find(
        (one) => String(one['entityId']) === customerId,
      ),
    'the task of the alarm',
  );
  expect(task).toMatchObject({ processKey: 'service.device-alarm', stage: 'check', step: 'verify' });
  const row = await company.db('process_instance').where({ entity_id: customerId }).first('input');
  expect(row).toEqual({ input: { device: 'GP-200', level: 'critical', message: '光源' } });
});

test('what does not match starts nothing; neither does an event that nobody knows', async () => {
  const customerId = await customerOf(company.as.rep);
  for (const body of [
    alarm(customerId, { level: 'low' }),
    alarm(customerId, { level: 7 }),
    { name: 'unheard.of' },
  ])
    expect(await company.as.director.post('/api/events', body)).toMatchObject({
      status: 202,
      body: { started: [], told: 0, refused: [] },
    });
  expect(await casesOf(customerId)).toEqual([]);
});

test('fifty alarms at once make one case, and so does one that is sent again', async () => {
  const customerId = await customerOf(company.as.rep);
  const replies = await Promise.all(
    Array.from({ length: 50 }, () => company.as.director.post('/api/events', alarm(customerId))),
  );
  expect(replies.map(({ status }) => status)).toEqual(Array.from({ length: 50 }, () => 202));
  expect(replies.flatMap(({ body }) => listIn(body, 'started'))).toHaveLength(1);
  expect(await casesOf(customerId)).toHaveLength(1);

  const other = await customerOf(company.as.rep);
  const key = { 'idempotency-key': randomUUID() };
  const [first, second] = [
    await company.as.director.post('/api/events', alarm(other), key),
    await company.as.director.post('/api/events', alarm(other), key),
  ];
  expect(second.body).toEqual(first.body);
});

test('without its record a process does not start, and a record that is hidden is none', async () => {
  const { data, name } = alarm('');
  const { customerId: _, ...rest } = data;
  expect(await company.as.director.post('/api/events', { name, data: rest })).toMatchObject({
    status: 202,
    body: { started: [], refused: [{ process: 'service.device-alarm', reason: 'record' }] },
  });
  const hidden = await customerOf(company.as.otherRep);
  for (const id of [hidden, randomUUID(), '1 or 1=1', 7])
    expect(await company.as.manager.post('/api/events', alarm(hidden, { customerId: id }))).toMatchObject({
      status: 422,
      body: { code: 'VALIDATION_FAILED', errors: [{ pointer: '/data/customerId' }] },
    });
  expect(await casesOf(hidden)).toEqual([]);
});

test('who may not publish is refused, and so are names and data that are none', async () => {
  const customerId = await customerOf(company.as.rep);
  expect(await company.as.rep.post('/api/events', alarm(customerId))).toMatchObject({ status: 403 });
  for (const body of [
    {},
    { name: 'a b' },
    { name: 'x'.repeat(129) },
    { name: 'device.alarm', data: [] },
    { name: 'device.alarm', data: {}, as: 'admin' },
  ])
    expect((await company.as.director.post('/api/events', body)).status).toBe(422);
});

test('a case that waits is told; what it publishes itself starts processes, or is its incident', async () => {
  const file = { file: 'batch.json', text: JSON.stringify(PROCESS) };
  expect(await company.as.admin.post('/api/definitions', { files: [file] })).toMatchObject({ status: 201 });
  const { director } = company.as;
  const made = await director.post('/api/events', { name: 'batch.made', data: { batch: 'B-7', size: 12 } });
  const [id] = listIn(made.body, 'started').map(String);
  const waits = async () => (await director.get(`/api/processes/${id}`)).body;
  await eventually(async () => (await waits())['stage'] !== null, 'the case that waits');
  expect((await director.post('/api/events', { name: 'batch.judged' })).body).toMatchObject({ told: 1 });
  const incidents = await eventually(async () => {
    const found = listIn(await waits(), 'incidents');
    return found.length > 0 ? found : null;
  }, 'the incident');
  expect(incidents).toMatchObject([{ code: 'PROCESS_FAILED', values: { process: 'service.device-alarm' } }]);
});

test('a person starts a process by hand, once while it is open', async () => {
  const { service, finance, otherRep } = company.as;
  const customerId = await customerOf(company.as.rep);
  const offered = listIn((await service.get('/api/process-starts?entity=customer')).body);
  expect(offered.map(({ key }) => String(key))).toEqual(['service.device-alarm']);
  const body = { definition: 'service.device-alarm', entity: 'customer', entityId: customerId };
  const started = await company.as.rep.post('/api/processes', { ...body, vars: { device: 'SN 7' } });
  expect(started).toMatchObject({ status: 201 });
  const process = `/api/processes/${String(started.body['instanceId'])}`;
  await eventually(async () => (await company.as.rep.get(process)).body['stage'] !== null, 'its first stage');
  expect(await company.as.rep.post('/api/processes', body)).toMatchObject({
    status: 409,
    body: { code: 'PROCESS_OPEN' },
  });
  expect(await otherRep.post('/api/processes', body)).toMatchObject({ status: 404 });
  const free = { ...body, entityId: await customerOf(company.as.rep) };
  const twice = await Promise.all([1, 2, 3].map(() => company.as.rep.post('/api/processes', free)));
  expect(twice.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
  expect((await finance.get('/api/process-starts?entity=nothing')).body).toEqual({ items: [] });
});

test('what is begun by records, by nobody, or with what is no variable is refused', async () => {
  const entityId = await customerOf(company.as.rep);
  const body = { definition: 'service.device-alarm', entity: 'customer', entityId };
  const refused: [object, number][] = [
    [{ definition: 'sales.project' }, 404],
    [{ definition: 'general.task' }, 404],
    [{ entity: '__proto__' }, 404],
    [{ entityId: randomUUID() }, 404],
    [{ entityId: '1' }, 422],
    [{ vars: { level: 'low' } }, 422],
    [{ vars: { constructor: 1 } }, 400],
    [{ stage: 'repair' }, 422],
  ];
  for (const [wrong, status] of refused)
    expect([wrong, (await company.as.rep.post('/api/processes', { ...body, ...wrong })).status]).toEqual([
      wrong,
      status,
    ]);
  expect(await casesOf(entityId)).toEqual([]);
});
