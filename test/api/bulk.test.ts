import { Client } from 'pg';
import { workOff } from '../../api/bulk';
import { run as migrate } from '../../cli/migrate';
import { getDefinition, publish } from '../../db/definitions';
import { createToken } from '../../db/tokens';
import type { ProcessDefinition } from '../../domain/generated/process';
import type { ReplyBody } from './client';
import { eventually, startEngine } from './engine';
import { useCompany } from './support';

const KEY = 'general.task';
const company = useCompany({ engine: startEngine });

// a page's items are an array
const items = ({ body }: { body: ReplyBody }): ReplyBody[] => body['items'] as unknown as ReplyBody[];

async function newTasks(count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let n = 0; n < count; n++) {
    const { body } = await company.as.rep.post('/api/tasks', { title: `任务 ${n}` });
    ids.push(String(body['instanceId']));
  }
  await eventually(async () => {
    const { body } = await company.as.rep.get('/api/tasks/count');
    const open = await company.db('task').whereIn('instance_id', ids).whereNull('closed_at');
    return body && open.length === count;
  }, 'the tasks');
  return ids;
}

test('live instances move after a dry run that says which cannot', async () => {
  const { db, as } = company;
  const [one = '', two = '', three = ''] = await newTasks(3);
  const before = await getDefinition(db, 'process', KEY, 1);
  // what is published has the shape of its kind
  const next = structuredClone(before?.body) as unknown as ProcessDefinition;
  next.version = 2;
  await publish(db, next, null);

  const wish = { definition: { key: KEY }, to: 2, dryRun: true };
  expect((await as.rep.post('/api/migrations', wish)).status).toBe(403);
  expect((await as.admin.post('/api/migrations', { ...wish, to: 9 })).status).toBe(404);
  const { body: job, status } = await as.admin.post('/api/migrations', wish);
  expect([status, job]).toEqual([
    201,
    expect.objectContaining({ dryRun: true, status: 'running', total: 3 }),
  ]);
  // one ends before its turn comes
  const task = items(await as.rep.get('/api/tasks?view=mine')).find(
    ({ instanceId }) => String(instanceId) === three,
  );
  await as.rep.post(`/api/tasks/${String(task?.['id'])}/completion`, { with: {} });
  await workOff(db, company.engine);
  const path = `/api/migrations/${String(job['id'])}`;
  expect((await as.admin.get(path)).body).toMatchObject({ status: 'done', done: 3, moved: 0, failed: 1 });
  const refused = items(await as.admin.get(`${path}/items?status=refused`));
  expect(refused).toMatchObject([{ instanceId: three, reason: { code: 'PROCESS_ENDED' } }]);
  expect(await versions(one, two)).toEqual([1, 1]);

  expect((await as.admin.post(`${path}/start`, {})).status).toBe(200);
  await workOff(db, company.engine);
  await workOff(db, company.engine);
  expect((await as.admin.get(path)).body).toMatchObject({
    dryRun: false,
    status: 'done',
    moved: 2,
    failed: 1,
  });
  expect(await versions(one, two)).toEqual([2, 2]);
  expect((await as.admin.post(`${path}/start`, {})).status).toBe(409);
  expect(await db('audit').where({ action: 'migrate' }).count()).toEqual([{ count: 2 }]);

  // back again, one by one
  const obstacles = await as.admin.get(`/api/processes/${one}/migration?version=1`);
  expect(obstacles.body).toEqual({ ok: true, reasons: [] });
  const back = { version: 1, reason: '撤回' };
  expect((await as.rep.post(`/api/processes/${one}/migration`, back)).status).toBe(403);
  expect((await as.admin.post(`/api/processes/${one}/migration`, back)).status).toBe(200);
  expect(await versions(one, two)).toEqual([1, 2]);

  // all of them, although it is retired: those that came from there
  const [never = ''] = await newTasks(1);
  await as.admin.post(`/api/definitions/process/${KEY}/retirement`, { version: 1, reason: '旧' });
  const offered = items(await as.admin.get(`/api/definitions/process/${KEY}/versions`));
  expect(offered).toMatchObject([
    { version: 2, status: 'published', mayReturn: 0 },
    { version: 1, status: 'retired', mayReturn: 1 },
  ]);
  const { body: undo } = await as.admin.post('/api/migrations', { definition: { key: KEY }, to: 1 });
  await workOff(db, company.engine);
  await as.admin.post(`/api/migrations/${String(undo['id'])}/start`, {});
  await workOff(db, company.engine);
  expect(await versions(one, two, never)).toEqual([1, 1, 2]);
  const stayed = items(await as.admin.get(`/api/migrations/${String(undo['id'])}/items?status=refused`));
  const words = { en: 'Version 1 is retired, and this case has never run on it' };
  expect(stayed).toMatchObject([{ instanceId: never, reason: { message: words } }]);
});

test('an operation is done to a selection, with a result for each, as the person who asked', async () => {
  const { db, as } = company;
  const ids = await newTasks(2);
  const wish = { operation: 'hold', reason: '年终盘点', ids };
  expect((await as.rep.post('/api/bulk', { ...wish, operation: 'jump' })).status).toBe(422);
  expect((await as.rep.post('/api/bulk', { ...wish, filter: { stage: 'work' } })).status).toBe(422);
  // somebody else's work is not even selected
  const { body: none } = await as.otherRep.post('/api/bulk', wish);
  expect(none).toMatchObject({ total: 0 });
  const { body: job } = await as.admin.post('/api/bulk', wish);
  await workOff(db, company.engine);
  expect((await as.admin.get(`/api/bulk/${String(job['id'])}`)).body).toMatchObject({
    status: 'done',
    done: 2,
    refused: 0,
  });
  expect((await as.otherManager.get(`/api/bulk/${String(job['id'])}`)).status).toBe(404);
  const { body: again } = await as.admin.post('/api/bulk', wish);
  // each item has its turn, and who is told to stop takes none
  let turns = 0;
  const turn = () => Promise.resolve(void turns++);
  await workOff(db, company.engine, { turn, stopped: () => turns > 1 });
  expect((await as.admin.get(`/api/bulk/${String(again['id'])}`)).body).toMatchObject({
    status: 'running',
    pending: 1,
    refused: 1,
  });
  await workOff(db, company.engine);
  const result = items(await as.admin.get(`/api/bulk/${String(again['id'])}/items`));
  expect(result.map(({ code }) => code)).toEqual(['PROCESS_HELD', 'PROCESS_HELD']);
  const path = `/api/bulk/${String(again['id'])}`;
  expect((await as.admin.post(`${path}/cancellation`, {})).status).toBe(409);
  // one can be held by now: what was refused is tried again, what is done stays done
  expect((await as.rep.post(`/api/processes/${String(ids[0])}/resumption`, {})).status).toBe(200);
  expect((await as.otherManager.post(`${path}/retry`, {})).status).toBe(404);
  for (const done of [1, 1]) {
    expect((await as.admin.post(`${path}/retry`, {})).body).toMatchObject({ status: 'running' });
    expect((await as.admin.post(`${path}/retry`, {})).status).toBe(409);
    await workOff(db, company.engine);
    expect((await as.admin.get(path)).body).toMatchObject({ status: 'done', done, refused: 1 });
  }
});

test('tasks of a selection get another due and priority', async () => {
  const { db, as } = company;
  const ids = await newTasks(2);
  const wish = { operation: 'amend', reason: '年终盘点', ids };
  expect((await as.admin.post('/api/bulk', wish)).status).toBe(422);
  const wrong = { ...wish, params: { step: 'do', due: 'tomorrow' } };
  expect((await as.admin.post('/api/bulk', wrong)).status).toBe(422);
  const params = { step: 'do', due: '2031-03-05T02:00:00.000Z', priority: 'high' };
  await as.admin.post('/api/bulk', { ...wish, params });
  await workOff(db, company.engine);
  const rows = await db('task').select('due_at', 'priority').whereIn('instance_id', ids);
  const amended = { due_at: new Date(params.due), priority: 'high' };
  expect(rows).toEqual([amended, amended]);
});

async function versions(...ids: string[]): Promise<number[]> {
  const rows = await company
    .db('process_instance')
    .select<{ id: string; version: number }[]>('id', 'definition_version as version')
    .whereIn('id', ids);
  return ids.map((id) => rows.find((row) => row.id === id)?.version ?? 0);
}

test('the runner is woken by a job that has something to do, and never by itself', async () => {
  const listener = new Client({ connectionString: company.databaseUrl });
  await listener.connect();
  const heard: string[] = [];
  listener.on('notification', ({ channel }) => heard.push(channel));
  await listener.query('listen guanxi_bulk_job');
  const ids = await newTasks(1);
  await company.as.admin.post('/api/bulk', { operation: 'hold', reason: '年终盘点', ids });
  await eventually(async () => {
    await listener.query('select 1');
    return heard.length > 0;
  }, 'the notice of the job');
  heard.length = 0;
  await workOff(company.db, company.engine);
  await workOff(company.db, company.engine);
  await listener.query('select 1');
  await listener.end();
  expect(heard).toEqual([]);
});

test('guanxi migrate says which live processes can move, then moves them, by a suggested map there and back', async () => {
  const { db, url, people } = company;
  const [one = ''] = await newTasks(1);
  const [old = 0] = await versions(one);
  const before = await getDefinition(db, 'process', KEY, 1);
  // what is published has the shape of its kind
  const next = structuredClone(before?.body) as unknown as ProcessDefinition;
  next.version = 30;
  for (const stage of next.stages) stage.id = 'doing';
  await publish(db, next, null);
  const { token } = await createToken(db, people.admin, 'migrate');
  const options = { url, token, from: String(old), to: '30', json: true };
  const printed: string[] = [];
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => printed.push(String(text)) > 0);
  try {
    const statusOf = () =>
      // as it was printed
      (JSON.parse(printed.at(-1) ?? '') as { instanceId: string; status: string }[]).find(
        ({ instanceId }) => instanceId === one,
      )?.status;
    await whileWorking(migrate([KEY], { ...options, json: false, lang: 'en', dryRun: true }));
    expect(printed.at(-1)).toBe('Suggested: --map work=doing\n');
    await whileWorking(migrate([KEY], { ...options, map: 'work=doing', dryRun: true }));
    expect(statusOf()).toBe('movable');
    expect(await versions(one)).toEqual([old]);
    await whileWorking(migrate([KEY], { ...options, map: 'suggested' }));
    expect(statusOf()).toBe('moved');
    const path = `/api/definitions/process/${KEY}/migration-map?from=30&to=${old}`;
    expect((await company.as.admin.get(path)).body).toEqual({
      map: { doing: 'work' },
      suggestions: [{ at: 'doing', to: 'work', because: 'undo' }],
    });
    await whileWorking(migrate([KEY], { ...options, from: '30', to: String(old), map: 'suggested' }));
    expect([statusOf(), await versions(one)]).toEqual(['moved', [old]]);
    await expect(migrate([KEY], { ...options, map: 'work' })).rejects.toMatchObject({ exitCode: 2 });
    await expect(migrate([KEY], { ...options, to: 'x' })).rejects.toMatchObject({ exitCode: 2 });
    await expect(migrate([KEY], { ...options, to: '99' })).rejects.toMatchObject({ exitCode: 2 });
  } finally {
    jest.restoreAllMocks();
  }
});

async function whileWorking(command: Promise<number>): Promise<void> {
  let hasEnded = false;
  const end = command.finally(() => (hasEnded = true));
  while (!hasEnded) await workOff(company.db, company.engine);
  await end;
}
