import type { Command } from '../../domain/process/commands';
import { allocatePayment } from '../../db/finance/payments';
import { createRecord } from '../../db/records/create';
import { createSale, openStage, type Stage } from './stage';

jest.setTimeout(60_000);

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
}, 60_000);
afterAll(() => stage.close());

const complete = (step: string, answers: Record<string, string | number | boolean>): Command => ({
  op: 'complete',
  step,
  with: answers,
});

describe('a seven-stage sale', () => {
  it('becomes tasks, an order, an invoice, and ends when it is paid', async () => {
    const saleId = await createSale(stage);
    const { db } = stage.company;
    const sale = await stage.instanceOf(saleId, 'sales.project');
    const task = await stage.eventually(
      () => db('task').first().where({ instance_id: sale.id, step: 'call' }),
      'the first task',
    );
    expect(task).toMatchObject({
      assignee_id: stage.company.idOf('li'),
      status: 'prepare',
      stage: 'contact',
    });

    await stage.act(sale, 'li', complete('call', { interest: 'medium' }));
    await stage.act(sale, 'li', complete('requirements', { need: '两台' }));
    await stage.act(sale, 'li', complete('design', { summary: '方案' }));
    const priced = await stage.act(sale, 'li', complete('price', { discount: 0.3 }));
    expect(priced.openTasks).toMatchObject([{ step: 'approve', assignee: stage.company.idOf('qian') }]);
    await expect(stage.act(sale, 'li', { op: 'approve', step: 'approve' })).rejects.toMatchObject({
      code: 'SELF_APPROVAL',
    });
    const approved = await stage.act(sale, 'qian', { op: 'approve', step: 'approve' });
    expect(approved).toMatchObject({ stage: 'intent', openTasks: [{ step: 'reply' }] });
    await stage.act(sale, 'li', complete('reply', { answer: 'yes' }));
    await stage.act(sale, 'li', complete('terms', { paymentTerms: 'net30' }));
    const won = await stage.act(
      sale,
      'li',
      complete('sign', { contractNumber: 'HT-1', signedOn: '2026-11-23' }),
    );
    expect(won).toMatchObject({ status: 'ended', outcome: 'won', openTasks: [] });

    const record = await db('opportunity').first().where({ id: saleId });
    expect(record).toMatchObject({ status: 'won', stage: 'contract' });
    const order = await db('sales_order').first().where({ opportunity_id: saleId });
    const process = await stage.instanceOf(order.id, 'order.execution');
    await stage.act(process, 'wang', complete('check', { addressConfirmed: true }));
    await stage.act(process, 'wang', complete('schedule', { plannedDelivery: '2026-12-01' }));
    const delivered = await stage.act(process, 'wang', complete('deliver', { deliveredOn: '2026-08-01' }));
    expect(delivered).toMatchObject({ status: 'active', stage: 'finish', openTasks: [] });

    const invoice = await db('invoice').first().where({ order_id: order.id });
    expect(invoice).toMatchObject({ due_date: '2026-08-31' });
    await pay(invoice);
    await stage.eventually(
      async () =>
        (await db('process_instance').first('outcome').where({ id: process.id })).outcome === 'done',
      'the end of the order',
    );
    expect(await db('incident')).toEqual([]);
  });
});

async function pay(invoice: { customer_id: string; total: string; currency: string }): Promise<void> {
  const { db, as } = stage.company;
  const values = {
    customerId: invoice.customer_id,
    amount: invoice.total,
    currency: invoice.currency,
    receivedOn: '2026-11-23',
  };
  const payment = await createRecord(db, 'payment', values, as('zheng'));
  await allocatePayment(db, payment.id, null, null, as('zheng'));
}
