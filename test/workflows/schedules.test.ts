import { ensureSchedules } from '../../api/schedules';
import { retire } from '../../db/definitions';
import { startScheduledPage } from '../../db/scheduledStarts';
import { startScheduleId } from '../../domain/ids';
import { createSale, openStage, type Stage } from './stage';
import { human, publishProcess } from './process';

// other tests share the machine; nothing here measures time
jest.setTimeout(90_000);

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
}, 60_000);
afterAll(() => stage.close());

const KEY = 'sales.forecast-review';
const MONDAY = new Date('2026-03-02T00:30:00Z');
const NEXT_MONDAY = new Date('2026-03-09T00:30:00Z');

const casesOf = (key: string) =>
  stage.company.db('process_instance').where({ definition_key: key }).orderBy('id');
const serve = async (at: Date, limit: number, process = KEY) => {
  const due = { process, entry: 0, at };
  let pages = 0;
  for (;;) {
    pages += 1;
    const progress = await startScheduledPage(stage.company.db, due, limit);
    if (progress.finished) return { ...progress, pages };
  }
};

test('a time begins a case for each record that its condition is about, page by page, and never again', async () => {
  const overdue = await Promise.all(
    ['2026-02-20', '2026-01-05', '2025-12-31'].map((expectedClose) => createSale(stage, { expectedClose })),
  );
  await createSale(stage, { expectedClose: '2026-02-25' });
  await createSale(stage);
  await createSale(stage, { expectedClose: '2026-01-01', status: 'lost', lostReason: '预算' });

  expect(await serve(MONDAY, 2)).toEqual({ started: 3, failed: 0, finished: true, pages: 4 });
  expect((await casesOf(KEY)).map((row) => row.entity_id).toSorted()).toEqual(overdue.toSorted());
  expect(await serve(MONDAY, 2)).toEqual({ started: 3, failed: 0, finished: true, pages: 1 });
  expect(await casesOf(KEY)).toHaveLength(3);

  const [first = ''] = overdue;
  const instance = await stage.instanceOf(first, KEY);
  await stage.act(instance, 'li', {
    op: 'complete',
    step: 'review',
    with: { expectedClose: '2026-02-01', reason: '客户预算延后' },
  });
  const ended = () =>
    stage.company.db('process_instance').first().where({ id: instance.id, status: 'ended' });
  await stage.eventually(ended, 'the end of the first review');
  // Eight days later: the one that ended is overdue again, the fourth sale now is, the two others are still open.
  expect(await serve(NEXT_MONDAY, 100)).toMatchObject({ started: 2 });
  expect(await casesOf(KEY)).toHaveLength(5);
});

test('the same time served by several at once begins each case once', async () => {
  await publishProcess(
    stage,
    'test.everyone',
    { one: { steps: [human('look')] } },
    {
      entity: 'employee',
      trigger: [{ schedule: '0 9 * * *' }],
      roles: { owner: { by: 'field', path: '/entity/id' } },
    },
  );
  await Promise.all(Array.from({ length: 6 }, () => serve(MONDAY, 2, 'test.everyone')));
  const [{ count } = { count: 0 }] = await stage.company.db('employee').count();
  const rows = await casesOf('test.everyone');
  expect(rows).toHaveLength(Number(count));
  expect(new Set(rows.map((row) => row.entity_id)).size).toBe(rows.length);
});

test('a condition asks for the date of the schedule by the calendar, and one that fails is counted', async () => {
  const stages = { one: { steps: [human('look')] } };
  const about = { calendar: 'cn-office', roles: { owner: { by: 'field', path: '/vars/owner' } } };
  // 00:30 in China is the day before in UTC; 2026-03-09 is a Monday.
  const when = "today == '2026-03-09' && businessDays('2026-03-06', today) == 1.0";
  await publishProcess(stage, 'test.dated', stages, {
    ...about,
    trigger: [{ schedule: '30 0 * * *', when }],
  });
  expect(await serve(new Date('2026-03-08T16:30:00Z'), 10, 'test.dated')).toMatchObject({ started: 1 });
  expect(await serve(new Date('2026-03-09T16:30:00Z'), 10, 'test.dated')).toMatchObject({
    started: 0,
    failed: 0,
  });
  await publishProcess(stage, 'test.failing', stages, {
    ...about,
    trigger: [{ schedule: '30 0 * * *', when: 'entity.nothing == 1' }],
  });
  expect(await serve(MONDAY, 10, 'test.failing')).toMatchObject({ started: 0, failed: 1 });
});

test('Temporal keeps what is published: it serves each missed time, changes with a version, goes with it', async () => {
  const { db } = stage.company;
  const { client } = stage.temporal;
  const keep = () => ensureSchedules(db, client, stage.taskQueue);
  const handle = client.schedule.getHandle(startScheduleId('test.daily', 0));
  const daily = (version: number, schedule: string) =>
    publishProcess(
      stage,
      'test.daily',
      { one: { steps: [human('look')] } },
      {
        version,
        calendar: 'cn-office',
        trigger: [{ schedule }],
      },
    );

  await daily(1, '0 9 * * *');
  await keep();
  await keep();
  const { spec } = await handle.describe();
  expect(spec).toMatchObject({ timezone: 'Asia/Shanghai' });
  await handle.backfill([
    { start: new Date('2026-03-02T00:00:00Z'), end: new Date('2026-03-05T00:00:00Z'), overlap: 'ALLOW_ALL' },
  ]);
  const runs = () => db('scheduled_start').where({ process_key: 'test.daily' }).whereNotNull('finished_at');
  await stage.eventually(async () => (await runs()).length === 3, 'three mornings');
  expect((await runs()).map((row) => new Date(row.at).toISOString()).toSorted()).toEqual([
    '2026-03-02T01:00:00.000Z',
    '2026-03-03T01:00:00.000Z',
    '2026-03-04T01:00:00.000Z',
  ]);
  expect(await casesOf('test.daily')).toHaveLength(3);

  await daily(2, '15 10 * * MON-FRI');
  await keep();
  const [time] = (await handle.describe()).spec.calendars ?? [];
  expect(time).toMatchObject({ hour: [{ start: 10 }], minute: [{ start: 15 }] });

  for (const version of [1, 2]) await retire(db, 'process', 'test.daily', version);
  await stage.eventually(async () => {
    await keep();
    return handle.describe().then(
      () => false,
      () => true,
    );
  }, 'the end of the schedule');
  // What was under way when it was retired begins nothing.
  expect(await serve(NEXT_MONDAY, 10, 'test.daily')).toMatchObject({ started: 0 });
});
