import { workOff } from '../../api/bulk';
import { definition } from '../support/brokenProcess';
import { listIn } from './client';
import { eventually, startEngine } from './engine';
import { useCompany } from './support';

const company = useCompany({ engine: startEngine });

const listed = async () => listIn((await company.as.manager.get('/api/processes?incidents=true')).body);

test('a retry that fails again leaves the problem in the list; one that succeeds takes it away', async () => {
  const { admin, rep, manager } = company.as;
  const text = JSON.stringify(definition);
  expect(await admin.post('/api/definitions', { files: [{ file: 'broken.json', text }] })).toMatchObject({
    status: 201,
  });
  const customer = await rep.post('/api/customers', { name: '苏州明远', tags: ['broken'] });
  const path = `/api/customers/${String(customer.body['id'])}`;
  const task = await eventually(
    async () => listIn((await rep.get(`/api/tasks?entityId=${String(customer.body['id'])}`)).body)[0],
    'the task',
  );
  expect(await rep.post(`/api/tasks/${String(task['id'])}/completion`, {})).toMatchObject({ status: 200 });
  const process = `/api/processes/${String(task['instanceId'])}`;
  const problem = { incidentCount: 1, incident: { code: 'EXPRESSION_FAILED' }, stage: 'one' };
  expect(await listed()).toMatchObject([problem]);
  expect(listIn((await rep.get('/api/processes?incidents=true&stage=two')).body)).toEqual([]);

  for (let time = 0; time < 2; time++)
    expect((await manager.post(`${process}/retry`, { reason: '再试一次' })).status).toBe(200);
  const bulk = { operation: 'retry', reason: '一起重试', ids: [task['instanceId']] };
  const job = await manager.post('/api/bulk', bulk);
  await workOff(company.db, company.engine);
  const items = await manager.get(`/api/bulk/${String(job.body['id'])}/items`);
  expect(listIn(items.body)).toMatchObject([{ status: 'refused', code: 'INCIDENT_REMAINS' }]);
  expect(await listed()).toMatchObject([problem]);
  expect((await manager.get(process)).body['incidents']).toMatchObject([
    { code: 'EXPRESSION_FAILED', resolvedAt: null, values: { entity: { name: '苏州明远' } } },
  ]);

  await rep.patch(path, { name: '7' }, { 'if-match': '*' });
  await eventually(async () => (await listed()).length === 0, 'the case that goes on');
  expect((await manager.get(process)).body).toMatchObject({ status: 'ended', outcome: 'big' });
});
