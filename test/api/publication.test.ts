import { listIn } from './client';
import { shippedDocument, useCompany } from './support';
import { loadShipped } from '../../definitions/load';
import { syncShipped } from '../../db/definitions';

const company = useCompany();
beforeAll(async () => {
  await syncShipped(company.db, loadShipped());
}, 60_000);

test('a draft that passes its scenarios is published and gone; one that fails stays, and says which', async () => {
  const { admin } = company.as;
  const task = { ...shippedDocument('processes/general/task.json'), version: 2 };
  const failing = {
    ...task,
    tests: [
      { ...shippedDocument('scenarios/general.task.done.json'), steps: [{ expect: { status: 'ended' } }] },
    ],
  };
  const begun = await admin.post('/api/drafts', { from: { kind: 'process', key: 'general.task' } });
  const path = `/api/drafts/${String(begun.body['id'])}`;
  await admin.send('PUT', path, { text: JSON.stringify(failing) }, { 'if-match': '"v1"' });
  const refused = await admin.post(`${path}/publication`);
  expect(refused).toMatchObject({ status: 422, body: { code: 'SCENARIO_FAILED' } });
  expect(listIn(refused.body['details'] ?? {}, 'scenarios').filter(({ ok }) => !ok)).toHaveLength(1);
  await admin.send('PUT', path, { text: JSON.stringify(task) }, { 'if-match': '"v2"' });
  const done = await admin.post(`${path}/publication`);
  expect(done).toMatchObject({ status: 201, body: { published: [{ key: 'general.task', version: 2 }] } });
  expect(listIn(done.body, 'scenarios').length).toBeGreaterThan(0);
  expect((await admin.get(path)).status).toBe(404);
});

test('a draft does not publish something else than it is a draft of', async () => {
  const { admin } = company.as;
  const text = JSON.stringify({ ...shippedDocument('forms/visit.json'), version: 5 });
  const { body } = await admin.post('/api/drafts', { kind: 'form', key: 'another', text });
  expect(await admin.post(`/api/drafts/${String(body['id'])}/publication`)).toMatchObject({
    status: 422,
    body: { code: 'DEFINITION_INVALID', details: { problems: [{ pointer: '/key' }] } },
  });
});

test('a process without scenarios is published with a warning', async () => {
  const text = { ...shippedDocument('processes/general/task.json'), key: 'general.untested', version: 1 };
  expect((await company.as.admin.post('/api/definitions', text)).body).toMatchObject({
    published: [{ key: 'general.untested' }],
    problems: [{ code: 'no-scenarios', severity: 'warning' }],
    scenarios: [],
  });
});

test('whoever is looked for in a group that nobody is in is warned of before it is published', async () => {
  const { roles, ...task } = shippedDocument('processes/general/task.json');
  const text = { ...task, key: 'general.grouped', roles: { ...Object(roles), desk: { pool: 'presale' } } };
  const { body } = await company.as.admin.post('/api/definitions/check', text);
  expect(listIn(body, 'problems')).toContainEqual(
    expect.objectContaining({
      code: 'group-without-people',
      severity: 'warning',
      pointer: '/roles/desk/pool',
    }),
  );
});

test('a version is retired, but not the last one of what others name', async () => {
  const { admin } = company.as;
  const retire = (version: number) =>
    admin.post('/api/definitions/form/quotation/retirement', { version, reason: 'Replaced' });
  const refused = await retire(1);
  expect(refused).toMatchObject({ status: 409, body: { code: 'DEFINITION_IN_USE' } });
  expect(refused.body['details']?.['by']).toContain('process:sales.project');
  await admin.post('/api/definitions', { ...shippedDocument('forms/quotation.json'), version: 2 });
  expect(await retire(1)).toMatchObject({ status: 200, body: { status: 'retired' } });
  expect((await retire(9)).status).toBe(404);
});

test('an item of a list is switched off and on, and nothing is deleted', async () => {
  const { admin } = company.as;
  const { version } = shippedDocument('types/sales-mode.json');
  const next = (n: number) => ({ status: 201, body: { published: [{ version: Number(version) + n }] } });
  const change = (what: string) => admin.post(`/api/lists/sales-mode/items/agent/${what}`);
  expect(await change('deactivation')).toMatchObject(next(1));
  expect(await change('deactivation')).toMatchObject({
    status: 200,
    body: { published: [{ published: false }] },
  });
  const { body } = await admin.get('/api/definitions/list/sales-mode');
  expect(listIn(body['body'] ?? {}, 'items').find(({ code }) => String(code) === 'agent')).toMatchObject({
    active: false,
  });
  expect(await change('activation')).toMatchObject(next(2));
});

test('a calendar is shown day by day with the rule that decides', async () => {
  const { body } = await company.as.manager.get('/api/calendars/cn-office/year?year=2026');
  const days = listIn(body, 'days');
  expect(days).toHaveLength(365);
  expect(days[0]).toMatchObject({ date: '2026-01-01', open: false, windows: [], reason: 'closed' });
});

test('a form is previewed, or its problems are told', async () => {
  const { schema, ui } = shippedDocument('forms/visit.json');
  const preview = (form: object) => company.as.manager.post('/api/forms/preview', { form });
  expect((await preview({ schema, ui })).body).toMatchObject({
    form: { schema: { type: 'object' } },
    problems: [],
  });
  const bomb = { type: 'object', properties: { a: { type: 'string', pattern: '^(a+)+$' } } };
  expect((await preview({ schema: bomb })).body).toMatchObject({
    form: null,
    problems: [{ code: 'pattern-too-costly' }],
  });
});
