import { closeTask, openTask, openTaskCounts, patchTask, type NewTask } from '../../db/tasks';
import { countTasks, getTask, listTasks, type TaskQuery } from '../../db/inbox';
import { startInstance } from '../../db/startInstance';
import { publish } from '../../db/definitions';
import { createRecord } from '../../db/records/create';
import { openCompany, type Company } from './company';

let company: Company;
let base: Omit<NewTask, 'key'>;
const now = new Date('2026-03-02T02:00:00Z');
const hours = (count: number) => new Date(now.getTime() + count * 3_600_000);

beforeAll(async () => {
  company = await openCompany();
  const { db, as, idOf } = company;
  const customer = await createRecord(db, 'customer', { name: '客户甲' }, as('li'));
  const process = {
    kind: 'process',
    key: 'sales.test',
    version: 1,
    title: { 'zh-CN': '销售', en: 'Sale' },
    stages: [{ id: 'first', title: { 'zh-CN': '一', en: 'One' } }],
  };
  await publish(db, process, null);
  await publish(
    db,
    { kind: 'form', key: 'visit', version: 1, schema: { type: 'object' } } as {
      kind: string;
      key: string;
      version: number;
    },
    null,
  );
  const { id } = await startInstance(db, {
    definition: { key: 'sales.test', version: 1, sha256: 'x' },
    entity: 'customer',
    entityId: customer.id,
    title: '客户甲',
  });
  base = {
    instanceId: id,
    stage: 'first',
    step: 'call',
    kind: 'human',
    status: 'prepare',
    title: { 'zh-CN': '电话', en: 'Call' },
    openedAt: now,
    entity: 'customer',
    entityId: customer.id,
    customerId: customer.id,
  };
  await openTask(db, { ...base, key: '1', assigneeId: idOf('li'), dueAt: hours(5), formKey: 'visit' });
  await openTask(db, { ...base, key: '2', assigneeId: idOf('li'), dueAt: hours(-5) });
  await openTask(db, { ...base, key: '3', assigneeId: idOf('li') });
  await openTask(db, { ...base, key: '4', assigneeId: idOf('wu'), dueAt: hours(1) });
  await openTask(db, { ...base, key: '5', candidates: [idOf('li'), idOf('wu')] });
  await openTask(db, { ...base, key: '6', assigneeId: idOf('li') });
  await closeTask(db, id, '6', { status: 'complete', at: now, by: idOf('li'), out: { ok: true } });
});
afterAll(() => company.close());

const keys = async (login: string, query: Partial<TaskQuery> = {}) =>
  (await listTasks(company.db, { view: 'mine', personId: company.idOf(login), ...query }, now)).items.map(
    (item) => item.key,
  );

it('shows the inbox by due time, overdue first, with labels, form and process', async () => {
  const { items } = await listTasks(company.db, { view: 'mine', personId: company.idOf('li') }, now);
  expect(items.map((item) => [item.key, item.overdue])).toEqual([
    ['2', true],
    ['1', false],
    ['3', false],
  ]);
  expect(items[1]).toMatchObject({
    entityLabel: '客户甲',
    customerLabel: '客户甲',
    assigneeLabel: '李娜',
    processTitle: { en: 'Sale' },
    stageTitle: { 'zh-CN': '一' },
    form: { schema: { type: 'object' }, ui: {} },
    outcomes: [],
    version: 1,
  });
});

it('shows a manager the team, a candidate the queue, everybody their own done tasks', async () => {
  expect(await keys('qian', { view: 'team' })).toEqual(['2', '1', '3']);
  expect(await keys('sun', { view: 'team' })).toEqual(['4']);
  expect(await keys('zhao', { view: 'team' })).toEqual(['2', '4', '1', '3']);
  expect(await keys('wu', { view: 'queue' })).toEqual(['5']);
  expect(await keys('zhou', { view: 'queue' })).toEqual([]);
  expect(await keys('li', { status: 'done' })).toEqual(['6']);
  expect(await countTasks(company.db, company.idOf('li'), now)).toEqual({
    open: 3,
    overdue: 1,
    queue: 1,
    team: 3,
  });
});

it('pages without losing undated tasks', async () => {
  const query = { view: 'all' as const, personId: company.idOf('zhao'), limit: 2 };
  const first = await listTasks(company.db, query, now);
  const second = await listTasks(company.db, { ...query, cursor: first.next! }, now);
  const third = await listTasks(company.db, { ...query, cursor: second.next! }, now);
  expect([first, second, third].flatMap((page) => page.items.map((item) => item.key))).toEqual([
    '2',
    '4',
    '1',
    '3',
    '5',
  ]);
  expect(third.next).toBeNull();
  await expect(listTasks(company.db, { ...query, cursor: 'x' }, now)).rejects.toMatchObject({
    code: 'CURSOR_INVALID',
  });
});

it('opens, changes and closes a task once', async () => {
  const { db, idOf } = company;
  const id = await openTask(db, { ...base, key: '7', assigneeId: idOf('zhou') });
  expect(await openTask(db, { ...base, key: '7', assigneeId: idOf('wu') })).toBe(id);
  expect((await openTaskCounts(db))[idOf('zhou')]).toBe(1);
  await patchTask(db, base.instanceId, '7', {
    status: 'wait',
    waitUntil: hours(2),
    assigneeId: null,
    candidates: [],
  });
  expect(await getTask(db, id, now)).toMatchObject({
    status: 'wait',
    waitUntil: hours(2),
    assigneeId: null,
    version: 2,
  });
  await closeTask(db, base.instanceId, '7', { status: 'close', at: now, reason: '不需要' });
  await closeTask(db, base.instanceId, '7', { status: 'complete', at: now, out: 1 });
  expect(await getTask(db, id, now)).toMatchObject({
    status: 'close',
    closeReason: '不需要',
    out: null,
    version: 3,
  });
});
