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

it('a campaign is refused once, approved by manager and director, waits for more money, runs and is closed', async () => {
  const { db, as, idOf } = stage.company;
  const values = { name: '上海分析生化展', type: 'exhibition', budget: '90000' };
  const { id } = await createRecord(db, 'campaign', values, as('li'));
  const campaign = await stage.instanceOf(id, 'marketing.campaign');
  const plan = {
    objective: '展示新款光谱仪',
    audience: '制药客户',
    expectedLeads: 40,
    startsOn: '2027-05-12',
    endsOn: '2027-05-14',
  };
  await stage.act(campaign, 'li', complete('outline', plan));

  await stage.act(campaign, 'li', complete('request', { budget: 90000, justification: '展位' }));
  await expect(stage.act(campaign, 'li', { op: 'approve', step: 'approve' })).rejects.toMatchObject({
    code: 'SELF_APPROVAL',
  });
  const forDirector = await stage.act(campaign, 'qian', { op: 'approve', step: 'approve' });
  expect(forDirector.openTasks).toMatchObject([{ step: 'approve', assignee: idOf('zhao') }]);
  const refused = await stage.act(campaign, 'zhao', { op: 'reject', step: 'approve', reason: '请压缩' });
  expect(refused).toMatchObject({ stage: 'apply', openTasks: [{ step: 'request', assignee: idOf('li') }] });
  expect(await read(id)).toMatchObject({ approved_budget: '0.00' });
  await expect(
    updateRecord(db, 'campaign', id, { approvedBudget: '90000' }, null, as('li')),
  ).rejects.toThrow();

  await stage.act(campaign, 'li', complete('request', { budget: 60000, justification: '展位缩小' }));
  await stage.act(campaign, 'qian', { op: 'approve', step: 'approve' });
  await stage.act(campaign, 'zhao', { op: 'approve', step: 'approve' });
  await stage.act(campaign, 'li', complete('scheme', { summary: '36 平方米展位', plannedCost: 66000 }));
  for (const step of ['materials', 'invitations', 'staffing'])
    await stage.act(campaign, 'li', complete(step, { ready: 'ready' }));
  // on hold for want of money, and worked on all the same
  expect(await read(id)).toMatchObject({ status: 'wait', stage: 'funds' });
  const waiting = await stage.act(
    campaign,
    'li',
    complete('topUp', { plannedCost: 65000, justification: '搭建涨价' }),
  );
  expect(waiting).toMatchObject({ status: 'active', stage: 'funds', openTasks: [{ step: 'topUpApproval' }] });
  await stage.act(campaign, 'qian', { op: 'approve', step: 'topUpApproval' });
  const running = await stage.act(campaign, 'zhao', { op: 'approve', step: 'topUpApproval' });
  expect(running).toMatchObject({ stage: 'execute', openTasks: [{ step: 'run' }] });
  expect(await read(id)).toMatchObject({ status: 'execute', approved_budget: '65000.00', stage: 'execute' });

  await stage.act(campaign, 'li', complete('run', { heldOn: '2027-05-14', visitors: 320 }));
  await stage.act(campaign, 'li', complete('leads', { leads: 52 }));
  const review = { actualCost: 66200, actualLeads: 52, rating: 'reached', result: '下届续展' };
  const overspent = await stage.act(campaign, 'li', complete('review', review));
  expect(overspent.openTasks).toMatchObject([{ step: 'overspend', assignee: idOf('qian') }]);
  const closed = await stage.act(campaign, 'qian', { op: 'approve', step: 'overspend' });
  expect(closed).toMatchObject({ status: 'ended', outcome: 'done', openTasks: [] });
  expect(await read(id)).toMatchObject({ status: 'complete', actual_cost: '66200.00', actual_leads: 52 });
  expect(await db('incident')).toEqual([]);
});

const read = (id: string): Promise<unknown> => stage.company.db('campaign').first().where({ id });
