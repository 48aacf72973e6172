import { randomUUID } from 'node:crypto';
import { eventually, startEngine } from './engine';
import { listIn } from './client';
import { useCompany } from './support';

const company = useCompany({ engine: startEngine });

const day = (offset: number): string => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);

async function overdueInvoice(total = '12000.00'): Promise<{ customerId: string; invoiceId: string }> {
  const { rep, finance } = company.as;
  const { body: customer } = await rep.post('/api/customers', {
    name: `欠款客户 ${randomUUID().slice(0, 8)}`,
    email: 'ap@debtor.example',
  });
  const invoice = await finance.post('/api/invoices', {
    customerId: customer['id'],
    issueDate: day(-80),
    total,
    paymentTerms: 'net30',
  });
  expect(invoice).toMatchObject({ status: 201, body: { balance: total } });
  return { customerId: String(customer['id']), invoiceId: String(invoice.body['id']) };
}

const accountOf = async (customerId: string) =>
  (await company.as.finance.get(`/api/dunning/${customerId}`)).body;

test('who owes is on the desk with what is owed; sweeping twice makes one case', async () => {
  const { customerId } = await overdueInvoice();
  for (let time = 0; time < 2; time++)
    expect(await company.as.finance.post('/api/dunning/sweep')).toMatchObject({
      status: 200,
      body: { job: expect.stringMatching(/^job:/) as unknown },
    });
  await eventually(async () => (await accountOf(customerId))['evaluatedAt'], 'the evaluation');
  const row = listIn((await company.as.finance.get('/api/dunning')).body).find(
    (item) => String(item['customerId']) === customerId,
  );
  expect(row).toMatchObject({
    currency: 'CNY',
    total: '12000.00',
    overdue: '12000.00',
    state: 'blocked',
    ownerLabel: '张伟',
  });
  expect(await accountOf(customerId)).toMatchObject({
    state: 'blocked',
    items: [{ outstanding: '12000.00', holds: [] }],
    policy: { key: 'standard' },
  });
});

test('the desk names the levels of the policy and what holds a letter back, in the currency that it holds', async () => {
  const { customerId, invoiceId } = await overdueInvoice();
  const { finance } = company.as;
  const dollars = await finance.post('/api/invoices', {
    customerId,
    issueDate: day(-80),
    total: '300.00',
    currency: 'USD',
    paymentTerms: 'net30',
  });
  expect(dollars.status).toBe(201);
  await finance.post(`/api/invoices/${invoiceId}/dispute`, { reason: '数量不符' });
  await finance.post('/api/dunning/sweep');
  const rows = async () =>
    listIn((await finance.get('/api/dunning')).body).filter(
      (row) => String(row['customerId']) === customerId,
    );
  await eventually(async () => (await rows()).some((row) => listIn(row, 'holds').length > 0), 'the hold');
  expect(await rows()).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ currency: 'CNY', holds: ['dispute'] }),
      expect.objectContaining({ currency: 'USD', holds: [] }),
    ]),
  );
  expect((await finance.get('/api/dunning')).body).toMatchObject({
    levels: expect.arrayContaining([
      { id: 'L1', title: { 'zh-CN': '友好催收', en: 'Friendly reminder' } },
    ]) as unknown,
  });
});

test('the desk shows a rep the rep’s own customers only', async () => {
  const { customerId } = await overdueInvoice();
  expect(listIn((await company.as.rep.get('/api/dunning')).body).map((item) => item['customerId'])).toContain(
    customerId,
  );
  expect(
    listIn((await company.as.otherRep.get('/api/dunning')).body).map((item) => item['customerId']),
  ).not.toContain(customerId);
  expect((await company.as.otherRep.get(`/api/dunning/${customerId}`)).status).toBe(404);
  expect((await company.as.orderDesk.get('/api/dunning')).status).toBe(403);
});

test('a dispute holds an item, a promise too, and a write-off takes it away', async () => {
  const { customerId, invoiceId } = await overdueInvoice();
  const { finance, rep } = company.as;
  const path = `/api/invoices/${invoiceId}`;
  expect((await rep.post(`${path}/dispute`, { reason: '数量不符' })).status).toBe(403);
  const disputed = await finance.post(`${path}/dispute`, { reason: '数量不符' });
  expect(disputed).toMatchObject({ status: 200, body: { disputed: true } });
  expect(listIn(await accountOf(customerId))).toMatchObject([{ holds: ['dispute'] }]);
  expect(await finance.delete(`${path}/dispute`, {}, { reason: ' ' })).toMatchObject({ status: 422 });
  expect(await finance.delete(`${path}/dispute`, {}, { reason: '已换货' })).toMatchObject({
    status: 200,
    body: { disputed: false },
  });
  expect(await finance.post(`${path}/promise`, { until: '2030-02-31' })).toMatchObject({ status: 422 });
  expect(await finance.post(`${path}/promise`, { until: day(-1) })).toMatchObject({
    status: 422,
    body: { code: 'PROMISE_IN_PAST' },
  });
  expect(await finance.post(`${path}/promise`, { until: day(5), note: '老板答应' })).toMatchObject({
    status: 200,
    body: { promisedOn: day(5) },
  });
  expect(listIn(await accountOf(customerId))).toMatchObject([{ holds: ['promise'] }]);
  expect((await finance.delete(`${path}/promise`)).status).toBe(200);
  expect(await finance.post(`${path}/write-off`, { reason: '公司注销' })).toMatchObject({
    status: 200,
    body: { writtenOff: true },
  });
  expect(listIn(await accountOf(customerId))).toEqual([]);
  expect(await finance.post(`${path}/dispute`, { reason: '晚了' })).toMatchObject({ status: 409 });
  const timeline = listIn((await finance.get(`${path}/timeline`)).body);
  expect(timeline.map((entry) => String(entry['title']))).toEqual([
    'writeOff',
    'endPromise',
    'promise',
    'resolveDispute',
    'dispute',
    'create',
  ]);
  expect(timeline[3]).toMatchObject({ data: { reason: '已换货' } });
});

test('a payment clears the customer, and aging and the desk agree', async () => {
  const { customerId } = await overdueInvoice('500.00');
  const { finance, director } = company.as;
  const aged = async () =>
    listIn((await director.get('/api/reports/aging')).body, 'customers').find(
      (row) => String(row['customerId']) === customerId,
    );
  expect(await aged()).toMatchObject({
    outstanding: '500.00',
    total: '500.00',
    buckets: ['0.00', '500.00', '0.00', '0.00', '0.00'],
  });
  const [item] = listIn(await accountOf(customerId));
  const allocations = [{ instalmentId: item?.['instalmentId'], amount: '500.00' }];
  expect(
    (
      await finance.post('/api/payments', {
        customerId,
        receivedOn: day(0),
        amount: '500.00',
        method: 'transfer',
        allocations,
      })
    ).status,
  ).toBe(201);
  expect(await aged()).toBeUndefined();
  expect(listIn(await accountOf(customerId))).toEqual([]);
});

test('a queued letter can be read as it is sent, and only by whom the customer belongs to', async () => {
  const { customerId } = await overdueInvoice('99999.00');
  await company.as.finance.post('/api/dunning/sweep');
  // letters leave in the sending hours only, so this one is written by hand
  await company.db('message').insert({
    dedupe_key: `test-${customerId}`,
    channel: 'email',
    to_address: 'ap@debtor.example',
    subject: '付款提醒',
    text: '请付款',
    message_id: `<${customerId}@test>`,
    customer_id: customerId,
  });
  const [letter] = listIn((await company.as.rep.get(`/api/messages?customer=${customerId}`)).body).filter(
    (message) => String(message['subject']) === '付款提醒',
  );
  expect((await company.as.rep.get(`/api/messages/${String(letter?.['id'])}`)).body).toMatchObject({
    text: '请付款',
    status: 'queued',
  });
  expect((await company.as.otherRep.get(`/api/messages/${String(letter?.['id'])}`)).status).toBe(404);
  expect(listIn((await company.as.otherRep.get(`/api/messages?customer=${customerId}`)).body)).toEqual([]);
});

test('everything is found by name, initials and number, and nothing of others', async () => {
  await company.as.rep.post('/api/customers', { name: '宁波启航检测' });
  for (const q of ['启航', 'nbqh', 'ningboqihang']) {
    expect(listIn((await company.as.rep.get(`/api/search?q=${encodeURIComponent(q)}`)).body)).toMatchObject([
      { entity: 'customer', title: '宁波启航检测' },
    ]);
    expect(listIn((await company.as.otherRep.get(`/api/search?q=${encodeURIComponent(q)}`)).body)).toEqual(
      [],
    );
  }
});

test('notifications are one’s own', async () => {
  const [{ id }] = (await company
    .db('notification')
    .insert({
      employee_id: company.people.rep,
      kind: 'test',
      title: JSON.stringify({ en: 'x', 'zh-CN': '提醒' }),
    })
    .returning('id')) as [{ id: string }]; // one row
  expect(listIn((await company.as.rep.get('/api/notifications')).body)).toMatchObject([{ id, readAt: null }]);
  expect((await company.as.otherRep.post(`/api/notifications/${id}/read`)).status).toBe(404);
  expect((await company.as.rep.post(`/api/notifications/${id}/read`)).status).toBe(204);
  expect(listIn((await company.as.rep.get('/api/notifications')).body)[0]?.['readAt']).not.toBeNull();
});

test('money that bounced is owed again, counts again when it came after all, and what is left can be given back', async () => {
  const { customerId } = await overdueInvoice();
  const { finance, rep } = company.as;
  const paid = await finance.post('/api/payments', { customerId, currency: 'CNY', amount: '12500.00' });
  expect(paid).toMatchObject({ status: 201, body: { unallocated: '500.00' } });
  expect(await accountOf(customerId)).toMatchObject({ items: [] });
  const path = `/api/payments/${String(paid.body['id'])}`;
  expect((await rep.post(`${path}/reversal`, { reason: '退票' })).status).toBe(403);
  expect((await finance.post(`${path}/reversal`, { reason: ' ' })).status).toBe(422);
  expect(await finance.post(`${path}/reversal`, { reason: '退票' }, { 'if-match': '"v99"' })).toMatchObject({
    status: 412,
  });
  expect(await finance.post(`${path}/reversal`, { reason: '退票' })).toMatchObject({
    status: 200,
    body: { status: 'reversed' },
  });
  expect(await finance.post(`${path}/reversal`, { reason: '退票' })).toMatchObject({
    status: 409,
    body: { code: 'PAYMENT_REVERSED' },
  });
  expect(listIn(await accountOf(customerId))).toMatchObject([{ outstanding: '12000.00' }]);
  expect(await finance.delete(`${path}/reversal`, {}, { reason: '银行更正' })).toMatchObject({
    status: 200,
    body: { status: 'received', unallocated: '12500.00' },
  });
  expect(await finance.post(`${path}/allocation`, {})).toMatchObject({
    status: 200,
    body: { allocated: '12000.00', unallocated: '500.00' },
  });
  expect(await finance.post(`${path}/refund`, { amount: '500.01', reason: '多付' })).toMatchObject({
    status: 409,
    body: { code: 'REFUND_TOO_LARGE' },
  });
  expect(await finance.post(`${path}/refund`, { amount: '-1', reason: '多付' })).toMatchObject({
    status: 422,
  });
  const key = { 'idempotency-key': 'refund-once' };
  for (let click = 0; click < 2; click++)
    expect(await finance.post(`${path}/refund`, { amount: '500', reason: '多付' }, key)).toMatchObject({
      status: 200,
      body: { refunded: '500.00', unallocated: '0.00' },
    });
  expect(await accountOf(customerId)).toMatchObject({ items: [] });
});
