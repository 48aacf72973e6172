import { dunCustomer } from '../../activities/dunning/dun';
import { openDispute, resolveDispute } from '../../db/finance/invoices';
import { invoiceFromOrder } from '../../db/finance/orders';
import { allocatePayment } from '../../db/finance/payments';
import { createRecord } from '../../db/records/create';
import { updateRecord } from '../../db/records/update';
import { systemContext } from '../../db/context';
import { findInstanceByWorkflow, type InstanceRow } from '../../db/instances';
import type { Command } from '../../domain/process/commands';
import { openStage, type Stage } from './stage';

jest.setTimeout(60_000);

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
}, 60_000);
afterAll(() => stage.close());

const CHECKED: Command = { op: 'complete', step: 'check', with: { addressConfirmed: true } };
const PLANNED: Command = { op: 'complete', step: 'schedule', with: { plannedDelivery: '2026-12-01' } };
const DELIVERED: Command = { op: 'complete', step: 'deliver', with: { deliveredOn: '2026-12-01' } };

describe('an order over the credit limit', () => {
  it('is held before delivery until the sales manager releases it', async () => {
    const { id, customerId, process } = await startOrder();
    await limit(customerId, '1000');
    await stage.act(process, 'wang', CHECKED);
    expect(await orderOf(id)).toMatchObject({ status: 'planned', hold_cause: null });
    await stage.act(process, 'wang', PLANNED);
    expect((await eventually(process, 'held')).state).toMatchObject({
      held: { reason: 'status 信用冻结', cause: 'credit', former: 'executing' },
    });
    expect(await orderOf(id)).toMatchObject({ status: 'creditHold', hold_cause: 'credit' });
    // the hold may come before the credit check has opened the delivery, which then waits for the release
    const code: unknown = expect.stringMatching(/^(PROCESS_HELD|TASK_NOT_FOUND)$/);
    await expect(stage.act(process, 'wang', DELIVERED)).rejects.toMatchObject({ code });
    await expect(stage.act(process, 'wang', { op: 'resume' })).rejects.toMatchObject({
      code: 'HOLD_HAS_A_CAUSE',
    });

    const release = await stage.instanceOf(id, 'order.credit-release');
    await approvalOf(release);
    expect(await orderOf(id)).toMatchObject({ stage: 'execute' });
    await stage.act(release, 'qian', { op: 'approve', step: 'release', with: { reason: '总部担保' } });
    await eventually(process, 'active');
    expect(await orderOf(id)).toMatchObject({ status: 'executing', hold_cause: null, credit_released: true });
    await taskOf(process, 'deliver');
    await stage.act(process, 'wang', DELIVERED);
    expect(await orderOf(id)).toMatchObject({
      status: 'executing',
      hold_cause: null,
      delivered_on: '2026-12-01',
    });
  });

  it('goes on by itself when the limit allows it again, and the question is withdrawn', async () => {
    const { id, customerId, process } = await startOrder();
    await limit(customerId, '1000');
    await stage.act(process, 'wang', CHECKED);
    await stage.act(process, 'wang', PLANNED);
    await eventually(process, 'held');
    const release = await stage.instanceOf(id, 'order.credit-release');
    await limit(customerId, '9000000');
    await eventually(process, 'active');
    expect(await eventually(release, 'ended')).toMatchObject({ outcome: 'lifted' });
  });

  it('is held as well while reminders have stopped the credit', async () => {
    const { customerId, process } = await startOrder();
    await stage.act(process, 'wang', CHECKED);
    await stage.act(process, 'wang', PLANNED);
    const stop = (creditHold: boolean) =>
      updateRecord(stage.company.db, 'customer', customerId, { creditHold }, null, systemContext());
    await stop(true);
    await eventually(process, 'held');
    await stop(false);
    await eventually(process, 'active');
  });
});

describe('an order of a customer whose invoices are long overdue', () => {
  it('is held by the state of the reminders, and goes on when the invoice is paid', async () => {
    const { db, as } = stage.company;
    const { customerId, process } = await startOrder();
    const issueDate = '2026-01-05';
    await createRecord(db, 'invoice', { customerId, issueDate, total: '900' }, as('zheng'));
    await stage.act(process, 'wang', CHECKED);
    await stage.act(process, 'wang', PLANNED);
    await dunCustomer(db, customerId, Date.now());
    expect((await eventually(process, 'held')).state).toMatchObject({ held: { cause: 'credit' } });
    const payment = await createRecord(db, 'payment', { customerId, amount: '900' }, as('zheng'));
    await allocatePayment(db, payment.id, null, null, as('zheng'));
    await dunCustomer(db, customerId, Date.now());
    await eventually(process, 'active');
  });
});

describe('an order with a disputed invoice', () => {
  it('is held where it stands, and goes on when the dispute is resolved', async () => {
    const { db, as } = stage.company;
    const { id, process } = await startOrder();
    await stage.act(process, 'wang', CHECKED);
    const invoice = await invoiceFromOrder(db, id, `deposit:${id}`);
    await openDispute(db, invoice.id, '数量不符', as('zheng'));
    expect((await eventually(process, 'held')).state).toMatchObject({
      held: { cause: 'dispute', title: { en: 'Dispute hold' } },
    });
    expect(await orderOf(id)).toMatchObject({ status: 'disputeHold', held_from: 'planned' });
    await resolveDispute(db, invoice.id, as('zheng'));
    await eventually(process, 'active');
    expect(await orderOf(id)).toMatchObject({ status: 'planned', hold_cause: null, held_from: null });
  });
});

describe('an order in another currency than the limit of the customer', () => {
  it('fails its credit check, also when it is tried again, until the customer has no limit', async () => {
    const { customerId, process } = await startOrder({ currency: 'USD' });
    await stage.act(process, 'wang', CHECKED);
    await stage.act(process, 'wang', PLANNED);
    const first = await incidentOf(process, null);
    expect(first).toMatchObject({ code: 'ACTION_FAILED', step: 'credit' });
    expect(first.message).toContain('CURRENCY_MISMATCH');
    await stage.act(process, 'wang', { op: 'retry', incident: first.key });
    await incidentOf(process, first.opened_at);
    await limit(customerId, null);
    await stage.act(process, 'wang', { op: 'retry' });
    await taskOf(process, 'deliver');
  });
});

interface Case {
  id: string;
  customerId: string;
  process: InstanceRow;
}

async function startOrder(more: Record<string, string> = {}): Promise<Case> {
  const { db, as, idOf } = stage.company;
  const owner = { ownerId: idOf('li'), creditLimit: '9000000' };
  const customer = await createRecord(db, 'customer', { name: '华东仪器', ...owner }, systemContext());
  const lines = [{ description: '台式光谱仪', quantity: 1, unitPrice: '180000' }];
  const values = { customerId: customer.id, ownerId: idOf('li'), lines, ...more };
  const { id } = await createRecord(db, 'order', values, as('wang'));
  return { id, customerId: customer.id, process: await stage.instanceOf(id, 'order.execution') };
}

function limit(customerId: string, creditLimit: string | null) {
  const { db, as } = stage.company;
  return updateRecord(db, 'customer', customerId, { creditLimit }, null, as('zheng'));
}

function orderOf(id: string) {
  return stage.company.db('sales_order').first().where({ id });
}

function approvalOf(release: InstanceRow) {
  return taskOf(release, 'release');
}

function taskOf({ id }: InstanceRow, step: string) {
  return stage.eventually(
    () => stage.company.db('task').first().where({ instance_id: id, step }),
    `the task ${step}`,
  );
}

/** Open, and not since the time that is given. */
function incidentOf({ id }: InstanceRow, before: Date | null) {
  return stage.eventually(async () => {
    const row = await stage.company
      .db('incident')
      .first<{ key: string; code: string; message: string; step: string; opened_at: Date } | undefined>()
      .where({ instance_id: id })
      .whereNull('resolved_at');
    return row && row.opened_at.getTime() !== before?.getTime() && row;
  }, 'an incident');
}

function eventually({ workflowId }: InstanceRow, status: InstanceRow['status']): Promise<InstanceRow> {
  return stage.eventually(async () => {
    const row = await findInstanceByWorkflow(stage.company.db, workflowId);
    return row?.status === status && row;
  }, `a process that is ${status}`);
}
