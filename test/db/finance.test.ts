import { DomainError } from '../../domain/errors';
import { systemContext } from '../../db/context';
import { exposure } from '../../db/finance/balances';
import { makePromise, openDispute, resolveDispute, writeOffInvoice } from '../../db/finance/invoices';
import { invoiceFromOrder, orderFromOpportunity } from '../../db/finance/orders';
import { allocatePayment, refundPayment, reinstatePayment, reversePayment } from '../../db/finance/payments';
import { createRecord } from '../../db/records/create';
import { updateRecord } from '../../db/records/update';
import { getRecord, type RecordJson } from '../../db/records/read';
import { openCompany, type Company } from './company';

let company: Company;
beforeAll(async () => {
  company = await openCompany();
});
afterAll(() => company.close());

async function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'no error',
    (cause: unknown) => (cause instanceof DomainError ? cause.code : String(cause)),
  );
}

const newCustomer = (rest = {}) =>
  createRecord(company.db, 'customer', { name: '无锡仪表厂', ...rest }, company.as('li'));
const newInvoice = (customerId: string, total: string, rest = {}) =>
  createRecord(
    company.db,
    'invoice',
    { customerId, total, issueDate: '2026-01-31', ...rest },
    company.as('zheng'),
  );
const pay = (customerId: string, amount: string, rest = {}) =>
  createRecord(company.db, 'payment', { customerId, amount, ...rest }, company.as('zheng'));
const instalments = (invoice: RecordJson) =>
  invoice.instalments as { id: string; amount: string; balance: string; dueDate: string }[];
const reload = async (entity: string, id: string) =>
  (await getRecord(company.db, entity, id, systemContext()))!;

describe('from the deal to the money', () => {
  it('makes the order and the invoice once for a key, with lines, discount and instalments', async () => {
    const { db, as } = company;
    const customer = await newCustomer({ paymentTerms: 'split-30-60-10' });
    const deal = await createRecord(
      db,
      'opportunity',
      {
        name: '色谱',
        customerId: customer.id,
        discount: 0.3,
        lines: [{ description: '主机', quantity: 2, unitPrice: '50000.05' }],
      },
      as('li'),
    );
    const [order, again] = await Promise.all([
      orderFromOpportunity(db, deal.id, 'k1'),
      orderFromOpportunity(db, deal.id, 'k1'),
    ]);
    expect(again.id).toBe(order.id);
    expect(order).toMatchObject({
      total: '70000.07',
      paymentTerms: 'split-30-60-10',
      lines: [{ description: '主机', amount: '100000.10' }],
    });
    const invoice = await invoiceFromOrder(db, order.id, 'k2', { issueDate: '2026-01-31' });
    expect((await invoiceFromOrder(db, order.id, 'k2')).id).toBe(invoice.id);
    expect(instalments(invoice).map(({ amount, dueDate }) => [amount, dueDate])).toEqual([
      ['21000.02', '2026-01-31'],
      ['42000.04', '2026-03-02'],
      ['7000.01', '2026-05-01'],
    ]);
    expect(invoice).toMatchObject({
      total: '70000.07',
      balance: '70000.07',
      status: 'open',
      dueDate: '2026-01-31',
    });
  });

  it('makes one line of a deal without lines', async () => {
    const customer = await newCustomer();
    const deal = await createRecord(
      company.db,
      'opportunity',
      { name: '服务', customerId: customer.id, amount: '1234.50' },
      company.as('li'),
    );
    expect(await orderFromOpportunity(company.db, deal.id, 'k3')).toMatchObject({
      total: '1234.50',
      lines: [{ description: '服务', quantity: 1 }],
    });
  });
});

describe('an order with a deposit', () => {
  it('is invoiced for the rest, and once it is invoiced in full for nothing more', async () => {
    const { db } = company;
    const { id: customerId } = await newCustomer();
    const lines = [{ description: '主机', quantity: 1, unitPrice: '1000' }];
    const values = { customerId, ownerId: company.idOf('li'), lines };
    const { id: orderId } = await createRecord(db, 'order', values, systemContext());
    await newInvoice(customerId, '300.05', { orderId });
    await newInvoice(customerId, '500', { orderId, draft: true });
    const rest = await invoiceFromOrder(db, orderId, 'k4');
    expect(rest).toMatchObject({ total: '699.95' });
    expect((await invoiceFromOrder(db, orderId, 'k5')).id).toBe(rest.id);
  });
});

describe('a payment', () => {
  it('pays the oldest first and keeps the rest as an advance', async () => {
    const customer = await newCustomer();
    const late = await newInvoice(customer.id, '100', { issueDate: '2026-02-01' });
    const early = await newInvoice(customer.id, '50', { issueDate: '2026-01-01' });
    const payment = await pay(customer.id, '80');
    expect(payment).toMatchObject({ allocated: '80.00', unallocated: '0.00' });
    expect(await reload('invoice', early.id)).toMatchObject({ status: 'paid', balance: '0.00' });
    expect(await reload('invoice', late.id)).toMatchObject({
      status: 'partial',
      balance: '70.00',
      version: 2,
    });
    expect(await pay(customer.id, '100')).toMatchObject({ allocated: '70.00', unallocated: '30.00' });
  });

  it('refuses more than the instalment lacks, more than it has, another customer and another currency', async () => {
    const customer = await newCustomer();
    const [part] = instalments(await newInvoice(customer.id, '100'));
    const [foreign] = instalments(await newInvoice((await newCustomer()).id, '100'));
    const [dollars] = instalments(await newInvoice(customer.id, '100', { currency: 'USD' }));
    const give = (allocations: unknown, amount = '500') => codeOf(pay(customer.id, amount, { allocations }));
    expect(await give([{ instalmentId: part!.id, amount: '100.01' }])).toBe('OVER_ALLOCATED');
    expect(
      await give([
        { instalmentId: part!.id, amount: '60' },
        { instalmentId: part!.id, amount: '60' },
      ]),
    ).toBe('OVER_ALLOCATED');
    expect(await give([{ instalmentId: part!.id, amount: '60' }], '50')).toBe('OVER_ALLOCATED');
    expect(await give([{ instalmentId: foreign!.id, amount: '1' }])).toBe('VALIDATION_FAILED');
    expect(await give([{ instalmentId: dollars!.id, amount: '1' }])).toBe('CURRENCY_MISMATCH');
    expect(await give([{ instalmentId: part!.id, amount: '0' }])).toBe('VALIDATION_FAILED');
    expect(await give([])).toBe('no error');
  });

  it('never allocates more than is open, however many come at once', async () => {
    const customer = await newCustomer();
    const invoice = await newInvoice(customer.id, '1000');
    const [part] = instalments(invoice);
    const codes = await Promise.all(
      Array.from({ length: 50 }, () =>
        codeOf(pay(customer.id, '30', { allocations: [{ instalmentId: part!.id, amount: '30' }] })),
      ),
    );
    expect(codes.filter((code) => code === 'no error')).toHaveLength(33);
    expect(codes.filter((code) => code === 'OVER_ALLOCATED')).toHaveLength(17);
    expect(await reload('invoice', invoice.id)).toMatchObject({ paid: '990.00', balance: '10.00' });
  }, 30_000);

  it('opens the invoice again when it is reversed, and can be reinstated and refunded', async () => {
    const { db, as } = company;
    const customer = await newCustomer();
    const invoice = await newInvoice(customer.id, '100');
    const payment = await pay(customer.id, '100');
    expect(await reload('invoice', invoice.id)).toMatchObject({ status: 'paid' });
    await reversePayment(db, payment.id, '退票', null, as('zheng'));
    expect(await reload('invoice', invoice.id)).toMatchObject({ status: 'open', balance: '100.00' });
    expect(await codeOf(allocatePayment(db, payment.id, null, null, as('zheng')))).toBe('PAYMENT_REVERSED');
    expect(await reinstatePayment(db, payment.id, null, as('zheng'))).toMatchObject({
      unallocated: '100.00',
      allocations: [],
    });
    expect(await codeOf(refundPayment(db, payment.id, '100.01', '多付', null, as('zheng')))).toBe(
      'REFUND_TOO_LARGE',
    );
    expect(await refundPayment(db, payment.id, '40', '多付', null, as('zheng'))).toMatchObject({
      unallocated: '60.00',
    });
    expect(await allocatePayment(db, payment.id, null, null, as('zheng'))).toMatchObject({
      allocated: '60.00',
      unallocated: '0.00',
    });
    expect(await reload('invoice', invoice.id)).toMatchObject({ status: 'partial', balance: '40.00' });
  });

  it('tells dunning of the customer in the same transaction', async () => {
    const customer = await newCustomer();
    await newInvoice(customer.id, '100');
    await pay(customer.id, '100');
    const told = await company.db('outbox').where({ workflow_id: `dunning:${customer.id}`, kind: 'dun' });
    expect(told.length).toBeGreaterThanOrEqual(2);
  });

  it('belongs to finance: a rep may look, not book', async () => {
    const { db, as } = company;
    const customer = await newCustomer();
    expect(
      await codeOf(createRecord(db, 'payment', { customerId: customer.id, amount: '1' }, as('li'))),
    ).toBe('FORBIDDEN');
    const payment = await pay(customer.id, '5');
    expect(await getRecord(db, 'payment', payment.id, as('li'))).toMatchObject({ amount: '5.00' });
    expect(await getRecord(db, 'payment', payment.id, as('wu'))).toBeNull();
    expect(await codeOf(reversePayment(db, payment.id, 'x', null, as('li')))).toBe('FORBIDDEN');
  });
});

describe('an invoice', () => {
  it('can be disputed, promised and written off, but only while it is open', async () => {
    const { db, as } = company;
    const customer = await newCustomer();
    const invoice = await newInvoice(customer.id, '100');
    expect(await openDispute(db, invoice.id, '数量不符', as('zheng'))).toMatchObject({ disputed: true });
    expect(await resolveDispute(db, invoice.id, as('zheng'))).toMatchObject({ disputed: false });
    expect(await makePromise(db, invoice.id, '2026-12-01', '电话承诺', as('zheng'))).toMatchObject({
      promisedOn: '2026-12-01',
    });
    expect(await codeOf(makePromise(db, invoice.id, '2026-02-30', null, as('zheng')))).toBe(
      'VALIDATION_FAILED',
    );
    expect(await writeOffInvoice(db, invoice.id, '破产', as('zheng'))).toMatchObject({
      writtenOff: true,
      status: 'writtenOff',
      balance: '100.00',
    });
    expect(await codeOf(openDispute(db, invoice.id, 'x', as('zheng')))).toBe('INVOICE_SETTLED');
  });

  it('keeps its customer, its currency and what was paid on it', async () => {
    const { db, as } = company;
    const [customer, other] = [await newCustomer(), await newCustomer()];
    const invoice = await newInvoice(customer.id, '100');
    await pay(customer.id, '60');
    const change = (set: object) => codeOf(updateRecord(db, 'invoice', invoice.id, set, null, as('zheng')));
    const [part] = instalments(invoice);
    expect(await change({ customerId: other.id })).toBe('VALIDATION_FAILED');
    expect(await change({ currency: 'USD' })).toBe('VALIDATION_FAILED');
    expect(await change({ draft: true })).toBe('VALIDATION_FAILED');
    expect(await change({ instalments: [{ id: part!.id, amount: '59' }] })).toBe('VALIDATION_FAILED');
    expect(await change({ instalments: [] })).toBe('RECORD_IN_USE');
    expect(await change({ instalments: [{ id: part!.id, amount: '80' }] })).toBe('no error');
    expect(await reload('invoice', invoice.id)).toMatchObject({
      total: '80.00',
      balance: '20.00',
      status: 'partial',
    });
  });

  it('counts for the credit limit together with orders that are not invoiced', async () => {
    const { db, as } = company;
    const customer = await newCustomer({ creditLimit: '1000' });
    await newInvoice(customer.id, '400');
    await createRecord(
      db,
      'order',
      { customerId: customer.id, lines: [{ quantity: 1, unitPrice: '500' }] },
      as('wang'),
    );
    expect(await exposure(db, customer.id)).toEqual({
      ok: true,
      exposure: '900.00',
      limit: '1000.00',
      stopped: false,
      currency: 'CNY',
    });
    expect(await exposure(db, customer.id, '100.01')).toMatchObject({ ok: false });
  });
});
