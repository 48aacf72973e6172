import { randomUUID } from 'node:crypto';
import { syncShipped } from '../../db/definitions';
import { loadShipped } from '../../definitions/load';
import { listIn, type Client } from './client';
import { shippedDocument, useCompany } from './support';

let customerId: string;
let invoiceId: string;
const company = useCompany();
beforeAll(async () => {
  await syncShipped(company.db, loadShipped());
  const { rep, finance } = company.as;
  const customer = await rep.post('/api/customers', { name: '苏州精工', email: 'ap@suzhou.example' });
  customerId = String(customer.body['id']);
  const invoice = { customerId, issueDate: '2020-01-02', total: '12000.00', paymentTerms: 'net30' };
  invoiceId = String((await finance.post('/api/invoices', invoice)).body['id']);
  await rep.post('/api/opportunities', {
    name: '光谱仪采购',
    customerId,
    lines: [{ description: '台式光谱仪', quantity: 2, unitPrice: '180000' }],
  });
}, 60_000);

const preview = (client: Client, template: object | string, more: object = {}) =>
  client.post('/api/templates/preview', {
    text: typeof template === 'string' ? template : JSON.stringify(template),
    customerId,
    locale: 'zh-CN',
    ...more,
  });
const firm = (body?: string): object => ({
  ...shippedDocument('templates/dunning.firm.json'),
  version: 9,
  ...(body !== undefined && { body: { 'zh-CN': body, en: body } }),
});

test('a letter is written with what the customer really owes, in either language', async () => {
  const zh = await preview(company.as.admin, firm());
  expect(zh).toMatchObject({ status: 200, body: { html: null, missing: [] } });
  expect(String(zh.body['text'])).toContain('苏州精工');
  expect(String(zh.body['text'])).toContain('CNY 12,000.00');
  const { body } = await preview(company.as.manager, firm(), {
    customerId: undefined,
    invoiceId,
    locale: 'en',
  });
  expect(String(body['subject'])).toContain('Overdue payment of CNY');
});

test('every shipped template can be looked at', async () => {
  for (const document of loadShipped().filter(({ kind }) => kind === 'template')) {
    const { status, body } = await preview(company.as.admin, { ...document, version: 99 });
    expect([document.key, status]).toEqual([document.key, 200]);
    // no process runs here
    expect(
      listIn(body, 'missing')
        .map(String)
        .filter((name) => !/^(task|process|clock|url)/.test(name)),
    ).toEqual([]);
  }
  const { body } = await preview(company.as.admin, {
    ...shippedDocument('templates/quotation.json'),
    version: 9,
  });
  expect(String(body['text'])).toContain('台式光谱仪');
});

test('only with data that the author may see', async () => {
  const { rep, otherManager, finance, admin } = company.as;
  expect((await preview(rep, firm())).status).toBe(403);
  expect((await preview(finance, firm())).status).toBe(403);
  expect((await preview(company.nobody, firm())).status).toBe(401);
  expect((await preview(otherManager, firm())).status).toBe(404);
  expect((await preview(otherManager, firm(), { invoiceId })).status).toBe(404);
  expect((await preview(admin, firm(), { customerId: randomUUID() })).status).toBe(404);
  expect((await preview(admin, firm(), { customerId: undefined })).status).toBe(422);
});

test('a template that reads what it must not, or never ends, is refused with a code', async () => {
  const codes: [string, string][] = [
    ['{{ customer.creditLimit }}', 'unknown-parameter'],
    ['{{ customer.constructor.constructor }}', 'unknown-parameter'],
    ['{{ customer.__proto__ }}', 'unknown-parameter'],
    ['{{ process.env }}', 'unknown-parameter'],
    ['{{ items[0].owner }}', 'unknown-parameter'],
    ['{{ items.first.owner }}', 'unknown-parameter'],
    ['{% include "/etc/passwd" %}', 'template-syntax'],
    ['{% render "../../package.json" %}', 'template-syntax'],
    ['{% layout "x" %}', 'template-syntax'],
    ['{{ customer.name | load }}', 'template-syntax'],
    ['{% for i in (1..100000000) %}x{% endfor %}', 'template-syntax'],
    [
      '{% for i in (1..3000) %}{% for j in (1..3000) %}{% for k in (1..3000) %}{% endfor %}{% endfor %}{% endfor %}',
      'template-syntax',
    ],
    ['{% if a %}', 'template-syntax'],
  ];
  for (const [body, code] of codes) {
    const refused = await preview(company.as.admin, firm(body));
    expect([body, refused.status, refused.body['code']]).toEqual([body, 422, 'DEFINITION_INVALID']);
    expect(listIn(refused.body, 'errors')).toEqual(
      expect.arrayContaining([expect.objectContaining({ code })]),
    );
  }
  for (const text of ['{', shippedDocument('forms/visit.json')])
    expect((await preview(company.as.admin, text)).body).toMatchObject({ code: 'DEFINITION_INVALID' });
});
