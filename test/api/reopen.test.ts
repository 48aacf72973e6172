import { eventually, startEngine } from './engine';
import type { Client } from './client';
import { at, createSale, items } from './sales';
import { useCompany } from './support';

const company = useCompany({ engine: startEngine });

test('a task and a process say what each person may do with them; an ended one is opened again', async () => {
  const { task } = await createSale(company.as.rep);
  const path = `/api/processes/${String(task['instanceId'])}`;
  const ofTask = async (client: Client) =>
    (await client.get(`/api/tasks/${String(task['id'])}`)).body['operations'];
  const ofProcess = async (client: Client) => (await client.get(path)).body['operations'];
  expect(await ofTask(company.as.rep)).toEqual(expect.arrayContaining(['complete', 'wait', 'delegate']));
  expect(await ofTask(company.as.rep)).not.toContain('close');
  expect(await ofTask(company.as.manager)).toEqual(expect.arrayContaining(['reassign', 'close']));
  expect(await ofTask(company.as.manager)).not.toContain('complete');
  expect(await ofProcess(company.as.rep)).not.toContainEqual(expect.objectContaining({ op: 'cancel' }));

  const cancelled = await company.as.manager.post(`${path}/cancellation`, { reason: '客户撤项' });
  expect(cancelled.body['operations']).toEqual([{ op: 'reopen', targets: expect.any(Array) }]);
  expect(await ofTask(company.as.manager)).toEqual([]);
  expect(await ofProcess(company.as.rep)).toEqual([]);
  const reopened = await company.as.manager.post(`${path}/reopening`, { reason: '客户又来了' });
  expect(reopened.body).toMatchObject({ status: 'active', outcome: null });
  const again = await eventually(
    async () => items(await company.as.rep.get(`/api/tasks?entityId=${String(task['entityId'])}`))[0],
    'the first task again',
  );
  expect(again).toMatchObject({ instanceId: task['instanceId'], step: task['step'] });
  const done = await company.as.rep.post(at(again, 'completion'), {
    with: { interest: 'high', spokeTo: '王经理' },
  });
  expect(done).toMatchObject({ status: 200, body: { task: { status: 'complete' } } });
  // the case hears of its record again
  const sales = `/api/opportunities/${String(task['entityId'])}`;
  const { body: record } = await company.as.rep.get(sales);
  const version = `"v${String(record['version'])}"`;
  await company.as.rep.patch(sales, { name: '光谱仪二期' }, { 'if-match': version });
  await eventually(
    async () =>
      company
        .db('process_instance')
        .first('id')
        .where({ id: task['instanceId'] })
        .whereRaw(`state->'entity'->>'name' = ?`, ['光谱仪二期']),
    'the new name in the case',
  );
});

test('an ended process is not opened again beside one that has taken its place', async () => {
  const { task } = await createSale(company.as.rep);
  const path = `/api/processes/${String(task['instanceId'])}`;
  await company.as.manager.post(`${path}/cancellation`, { reason: '重新开始' });
  const [ended] = await company
    .db('process_instance')
    .where({ id: task['instanceId'] })
    .select<{ trigger_key: string }[]>('trigger_key');
  const other = await createSale(company.as.rep);
  await company
    .db('process_instance')
    .where({ id: other.task['instanceId'] })
    .update({ trigger_key: ended?.trigger_key });
  expect(await company.as.manager.post(`${path}/reopening`, { reason: '弄错了' })).toMatchObject({
    status: 409,
    body: { code: 'ALREADY_RUNNING', details: { processId: other.task['instanceId'] } },
  });
});
