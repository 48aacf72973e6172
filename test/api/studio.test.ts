import { listIn, type ReplyBody } from './client';
import { shippedDocument, useCompany } from './support';
import { loadShipped } from '../../definitions/load';
import { syncShipped } from '../../db/definitions';

const company = useCompany();
beforeAll(async () => {
  await syncShipped(company.db, loadShipped());
}, 60_000);

const sale = (): Record<string, unknown> => ({
  ...shippedDocument('processes/sales/project.json'),
  version: 2,
});

test('all that a process must pass is played on the text as it is written', async () => {
  const { body } = await company.as.manager.post('/api/definitions/simulation', {
    text: JSON.stringify(sale()),
  });
  const reports = listIn(body);
  expect(reports.length).toBeGreaterThan(3);
  expect(reports.filter(({ ok }) => !ok)).toEqual([]);
  const { items } = (await company.as.manager.get('/api/definitions/process/sales.project/scenarios')).body;
  expect(reports.map(({ scenario }) => scenario)).toEqual(
    listIn({ items } as ReplyBody).map(({ name }) => name),
  );
});

test('payment reminders are played too, and a scenario that fails says what came', async () => {
  const text = JSON.stringify({ ...shippedDocument('dunning/standard.json'), version: 2 });
  const scenario = shippedDocument('scenarios/dunning.part-payment.json');
  const answer = await company.as.admin.post('/api/definitions/simulation', { text, scenario });
  expect(answer).toMatchObject({ status: 200, body: { ok: true } });
  const wrong = { ...scenario, steps: [{ expect: { state: 'blocked' } }] };
  expect(
    (await company.as.admin.post('/api/definitions/simulation', { text, scenario: wrong })).body,
  ).toMatchObject({
    ok: false,
    checks: [{ field: 'state', expected: 'blocked', actual: 'clear', ok: false }],
  });
});

test('what cannot be played is refused with the place', async () => {
  const { admin } = company.as;
  const simulated = (text: string, scenario?: object) =>
    admin.post('/api/definitions/simulation', { text, ...(scenario && { scenario }) });
  expect(await simulated('{')).toMatchObject({ status: 422, body: { code: 'DEFINITION_INVALID' } });
  const form = JSON.stringify(shippedDocument('forms/visit.json'));
  expect(await simulated(form)).toMatchObject({ status: 422, body: { code: 'SCENARIO_INVALID' } });
  const scenario = { name: 'x', start: '2026-03-02T09:00:00+08:00', steps: [{ dance: true }] };
  expect(await simulated(JSON.stringify(sale()), scenario)).toMatchObject({
    status: 422,
    body: { code: 'SCENARIO_INVALID', details: { pointer: '/steps/0' } },
  });
  const broken = { ...sale(), tests: [{ name: 'no steps' }] };
  const refused = await simulated(JSON.stringify(broken));
  expect(refused).toMatchObject({ status: 422, body: { code: 'DEFINITION_INVALID' } });
  expect(listIn(refused.body, 'errors')).toMatchObject([{ pointer: '/tests/0' }]);
});

test('versions are listed with who published them', async () => {
  const { admin } = company.as;
  const visit = { ...shippedDocument('forms/visit.json'), version: 2 };
  expect((await admin.post('/api/definitions', visit)).status).toBe(201);
  expect(listIn((await admin.get('/api/definitions/form/visit/versions')).body)).toMatchObject([
    { version: 2, status: 'published', publishedByLabel: '系统管理员', running: 0 },
    { version: 1, publishedByLabel: null },
  ]);
  expect((await admin.get('/api/definitions/form/none/versions')).status).toBe(404);
});

test('two versions, or a text and a version, are compared in sentences', async () => {
  const text = JSON.stringify({ ...sale(), calendar: undefined });
  const left = { kind: 'process', key: 'sales.project', version: 3 };
  const { body } = await company.as.manager.post('/api/definitions/comparison', { left, right: { text } });
  expect(listIn(body, 'changes')).toEqual([
    {
      pointer: '/calendar',
      what: 'removed',
      before: 'cn-office',
      label: { 'zh-CN': '“日历”已删除（原为 cn-office）', en: 'Calendar removed (was cn-office)' },
    },
  ]);
  const none = { ...left, version: 99 };
  expect((await company.as.manager.post('/api/definitions/comparison', { left, right: none })).status).toBe(
    404,
  );
  expect(
    await company.as.manager.post('/api/definitions/comparison', { left, right: { text: '[' } }),
  ).toMatchObject({ status: 422, body: { code: 'DEFINITION_INVALID' } });
});
