import { startEngine } from './engine';
import type { ReplyBody } from './client';
import { at, createSale } from './sales';
import { startCompany, type Company } from './support';

// other tests share the machine; nothing here measures time
jest.setTimeout(60_000);

let company: Company;
beforeAll(async () => {
  company = await startCompany({ engine: startEngine });
}, 60_000);
afterAll(() => company.stop());

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
  const [next] = done['next'] as unknown as ReplyBody[]; // an array in the answer
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
    person: { text: { en: 'Role “owner” → whom the field /entity/ownerId names: 张伟' } },
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
