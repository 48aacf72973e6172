import { publish } from '../../db/definitions';
import { shippedDocument, useCompany } from './support';

const company = useCompany();
beforeAll(async () => {
  const documents = [
    'reports/sales.by-owner.json',
    'reports/finance.invoiced.json',
    'types/sales-mode.json',
  ].map(shippedDocument);
  for (const document of documents)
    await publish(company.db, document as unknown as Parameters<typeof publish>[1], null); // shipped
  const { rep } = company.as;
  const { body } = await rep.post('/api/customers', { name: '苏州精密仪器有限公司' });
  await rep.post('/api/opportunities', { name: '天平', customerId: body['id'], amount: '1200' });
}, 60_000);

test('the reports are listed, and one is shown with its columns, groups and totals', async () => {
  const { rep } = company.as;
  const { body } = await rep.get('/api/reports');
  expect(body['items']).toMatchObject([{ key: 'finance.invoiced' }, { key: 'sales.by-owner' }]);
  expect(await rep.get('/api/reports/sales.by-owner')).toMatchObject({
    status: 200,
    body: {
      key: 'sales.by-owner',
      version: 1,
      by: [{ id: 'owner', title: { en: 'Owner' }, field: { type: 'ref' }, period: null }],
      rows: [{ currency: 'CNY', by: [{ label: '张伟' }], measures: [1, '1200.00', '1200.00', 1] }],
      totals: [{ currency: 'CNY', by: [], measures: [1, '1200.00', '1200.00', 1] }],
      hasMore: false,
    },
  });
});

test('somebody else does not find the deals of another team in it, whatever they filter by', async () => {
  const { otherRep, otherManager, director } = company.as;
  for (const client of [otherRep, otherManager])
    for (const filter of ['', 'entity.amount > 0', '1 == 1 || true', "name == '天平'"]) {
      const { body } = await client.get(`/api/reports/sales.by-owner?filter=${encodeURIComponent(filter)}`);
      expect(body['rows'] ?? []).toEqual([]);
      expect(body['totals'] ?? []).toEqual([]);
    }
  expect((await director.get('/api/reports/sales.by-owner')).body['rows']).toHaveLength(1);
});

test('a filter that makes no sense is refused, an unknown report is not found, nobody is not let in', async () => {
  const { rep } = company.as;
  const filtered = (filter: string) =>
    rep.get(`/api/reports/sales.by-owner?filter=${encodeURIComponent(filter)}`);
  for (const filter of [
    'secret == 1',
    "name == 'a' or 1=1",
    "name.matches('(a+)+$')",
    '1); drop table customer',
  ])
    expect(await filtered(filter)).toMatchObject({ status: 400, body: { code: 'FILTER_INVALID' } });
  expect((await filtered(`name == '${'x'.repeat(3_000)}'`)).status).toBe(400);
  expect((await rep.get('/api/reports/nothing')).status).toBe(404);
  expect((await rep.get("/api/reports/sales.by-owner'%20or%201=1")).status).toBe(404);
  expect((await company.nobody.get('/api/reports')).status).toBe(401);
});

test('a report that is being written is shown over what its author may see; a wrong one is refused with its problems', async () => {
  const { admin, rep } = company.as;
  const document = shippedDocument('reports/sales.by-owner.json');
  const shown = (more: object, client = admin) =>
    client.post('/api/reports/preview', { text: JSON.stringify({ ...document, ...more }) });
  expect(await shown({})).toMatchObject({ status: 200, body: { rows: [{ by: [{ label: '张伟' }] }] } });
  expect(await shown({ when: 'entity.amout > 1' })).toMatchObject({
    status: 422,
    body: { code: 'DEFINITION_INVALID', errors: [{ pointer: '/when', code: 'expression-unknown-field' }] },
  });
  expect(await shown({ kind: 'form', schema: { type: 'object' } })).toMatchObject({ status: 422 });
  expect((await shown({}, rep)).status).toBe(403);
});
