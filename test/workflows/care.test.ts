import type { Command } from '../../domain/process/commands';
import { createRecord } from '../../db/records/create';
import { updateRecord } from '../../db/records/update';
import { openStage, type Stage } from './stage';

jest.setTimeout(60_000);

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
}, 60_000);
afterAll(() => stage.close());

const complete = (step: string, answers: Record<string, string | number>): Command => ({
  op: 'complete',
  step,
  with: answers,
});

it('a visit is planned, done and closed with a colder reaction, which the manager follows up', async () => {
  const { db, as, idOf } = stage.company;
  const customer = await createRecord(
    db,
    'customer',
    { name: '无锡制药有限公司', ownerId: idOf('li') },
    as('li'),
  );
  const plannedOn = '2026-01-05';
  const values = { name: '走访', kind: 'visit', customerId: customer.id, plannedOn };
  const { id } = await createRecord(db, 'careActivity', values, as('li'));
  const visit = await stage.instanceOf(id, 'care.activity');

  const plan = { plannedOn, channel: 'visit', content: '了解使用情况' };
  const planned = await stage.act(visit, 'li', complete('arrange', plan));
  expect(planned).toMatchObject({
    stage: 'execute',
    openTasks: [{ step: 'carryOut', assignee: idOf('li') }],
  });
  await stage.act(visit, 'li', complete('carryOut', { doneOn: plannedOn, cost: 260 }));
  await expect(
    updateRecord(db, 'careActivity', id, { reaction: 'warmer' }, null, as('li')),
  ).rejects.toThrow();
  const closed = await stage.act(visit, 'li', complete('close', { reaction: 'colder', result: '客户不满' }));
  expect(closed).toMatchObject({
    stage: 'feedback',
    openTasks: [
      { step: 'feedback', assignee: idOf('li') },
      { step: 'followUp', assignee: idOf('qian') },
    ],
  });
  await stage.act(visit, 'li', complete('feedback', { lesson: '备件供货太慢' }));
  const followUp = { cause: 'service', action: '服务经理上门', nextContactOn: '2026-01-12' };
  const ended = await stage.act(visit, 'qian', complete('followUp', followUp));
  expect(ended).toMatchObject({ status: 'ended', outcome: 'colder', openTasks: [] });

  const record: unknown = await db('care_activity').first().where({ id });
  expect(record).toMatchObject({
    status: 'complete',
    stage: 'feedback',
    reaction: 'colder',
    cost: '260.00',
    follow_up: '服务经理上门',
  });
  expect(await db('incident')).toEqual([]);
});
