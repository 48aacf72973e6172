import { eventually, startEngine } from './engine';
import { at, items } from './sales';
import { useCompany } from './support';

const company = useCompany({ engine: startEngine });

test('a task made by hand goes to whom it is given, about a record that its maker can see', async () => {
  const { body: customer } = await company.as.rep.post('/api/customers', { name: '手工任务客户' });
  const about = { entity: 'customer', entityId: customer['id'] };
  expect(await company.as.otherRep.post('/api/tasks', { title: '不应创建', ...about })).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: '/entityId' }] },
  });
  const { body: made } = await company.as.manager.post('/api/tasks', {
    title: '寄样本',
    assigneeId: company.people.rep,
    due: '2030-01-15',
    ...about,
  });
  const task = await eventually(
    async () => items(await company.as.rep.get(`/api/tasks?instanceId=${String(made['instanceId'])}`))[0],
    'the task',
  );
  expect(task).toMatchObject({
    title: { 'zh-CN': '寄样本' },
    assigneeLabel: '张伟',
    dueAt: '2030-01-15T10:00:00.000Z',
    customerLabel: '手工任务客户',
  });
});

test('an activity given by hand is due by its kind, comes again without an answer and leads to the next', async () => {
  const { rep } = company.as;
  expect(await rep.post('/api/tasks', { title: '回访', activity: 'fax' })).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: '/activity', code: 'unknown' }] },
  });
  const { body: made } = await rep.post('/api/tasks', { title: '回访', activity: 'phone' });
  const open = (activity: string) =>
    eventually(
      async () =>
        items(await rep.get(`/api/tasks?instanceId=${String(made['instanceId'])}`)).find(
          (task) => String(task['activity']) === activity,
        ),
      activity,
    );
  const call = await open('phone');
  expect(call).toMatchObject({
    title: { 'zh-CN': '回访' },
    processKey: 'sales.activity',
    activityTitle: { en: 'Phone call' },
    form: { schema: { required: ['result'] } },
  });
  expect(
    await rep.post(at(call, 'completion'), {
      with: { result: 'done', next: 'visit', nextDue: '2030-01-15' },
    }),
  ).toMatchObject({ status: 200 });
  const visit = await open('visit');
  expect(visit).toMatchObject({ dueAt: '2030-01-15T10:00:00.000Z', assigneeLabel: '张伟' });
  await rep.post(at(visit, 'completion'), { with: { result: 'noAnswer' } });
  expect((await rep.get(`/api/processes/${String(made['instanceId'])}`)).body).toMatchObject({
    status: 'active',
    stage: 'act',
  });
  expect(await company.db('task').where({ instance_id: made['instanceId'] }).whereNull('closed_at')).toEqual(
    [],
  );
});
