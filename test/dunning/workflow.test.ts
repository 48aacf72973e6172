import { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import { createDunningActivities } from '../../activities/dunning/activities';
import { wakeDunning } from '../../api/temporal';
import type { Db } from '../../db/connect';
import { dunningWorkflowId, jobWorkflowId } from '../../domain/ids';
import { DUNNING_SWEEP_WORKFLOW, type DunningActivities } from '../../workflows/dunningMessages';
import type { Company } from '../db/company';
import { keepHistories } from '../replay/record';
import { timeSkippingPath } from '../support/servers';
import { addCustomer, addInvoice, deliverAll, openDunningCompany, payInvoice } from './fixture';

const TASK_QUEUE = 'dunning-test';
const DAY = 86_400_000;

/** Letters arrive as soon as they are written. */
function activitiesThatDeliver(db: Db): DunningActivities {
  const activities = createDunningActivities({ db });
  return {
    ...activities,
    dun: async (input) => {
      const result = await activities.dun(input);
      await deliverAll(db);
      return result;
    },
  };
}

describe('the reminder workflows', () => {
  let company: Company;
  let db: Db;
  let environment: TestWorkflowEnvironment;
  let worker: Worker;
  let running: Promise<void>;
  beforeAll(async () => {
    const executable = { type: 'existing-path' as const, path: timeSkippingPath() };
    environment = await TestWorkflowEnvironment.createTimeSkipping({ server: { executable } });
    company = await openDunningCompany();
    db = company.db;
    worker = await Worker.create({
      connection: environment.nativeConnection,
      taskQueue: TASK_QUEUE,
      workflowsPath: require.resolve('../../workflows/index'),
      activities: activitiesThatDeliver(db),
    });
    running = worker.run();
  }, 60_000);
  afterAll(async () => {
    await keepHistories(environment.client, db, [`${jobWorkflowId('dunning-sweep')}-1`]);
    worker.shutdown();
    await running;
    await environment.teardown();
    await company.close();
  });

  /** What the relay does with an outbox row of kind `dun`. */
  const wake = (customerId: string) => wakeDunning(environment.client, TASK_QUEUE, customerId);
  const relay = async () => {
    const rows = await db('outbox')
      .where({ kind: 'dun' })
      .whereNull('relayed_at')
      .update({ relayed_at: db.fn.now() })
      .returning('payload');
    for (const { payload } of rows) await wake(payload.customerId);
    return rows.length;
  };
  const dateIn = async (days: number) =>
    new Date((await environment.currentTimeMs()) + days * DAY).toISOString().slice(0, 10);
  const levels = (id: string) =>
    db('dunning_notice').where({ customer_id: id }).orderBy('date').pluck('level');

  it('climb a ladder of two months, stop on payment and end', async () => {
    const { id } = await addCustomer(company, { address: '苏州市工业园区 1 号' });
    const invoice = await addInvoice(db, id, await dateIn(8), '20000.00');
    await relay();
    const handle = environment.client.workflow.getHandle(dunningWorkflowId(id));
    await environment.sleep('90 days');
    // A long holiday can swallow the note before the due date.
    expect((await levels(id)).filter((level) => level !== 'L0')).toEqual(['L1', 'L2', 'L3']);
    const channels = await db('message').where({ customer_id: id }).orderBy('id').pluck('channel');
    expect(channels.slice(-3)).toEqual(['email', 'email', 'letter']);
    const before = await levels(id);
    expect((await handle.describe()).status.name).toBe('RUNNING');
    await payInvoice(db, invoice);
    await relay();
    await handle.result();
    expect(await db('dunning_case').where({ customer_id: id })).toEqual([]);
    expect(await levels(id)).toEqual(before);
  }, 60_000);

  it('start again when somebody who was clear owes again', async () => {
    const { id } = await addCustomer(company);
    await wake(id);
    await environment.client.workflow.getHandle(dunningWorkflowId(id)).result();
    const invoice = await addInvoice(db, id, await dateIn(-5), '20000.00');
    await relay();
    await environment.sleep('9 days');
    expect(await levels(id)).toEqual(['L1']);
    await payInvoice(db, invoice);
    await relay();
    await environment.client.workflow.getHandle(dunningWorkflowId(id)).result();
  }, 60_000);

  it('lose no signal, however many come at once, and look only as often as they must', async () => {
    const { id } = await addCustomer(company);
    const invoice = await addInvoice(db, id, await dateIn(-5), '20000.00');
    await Promise.all(Array.from({ length: 20 }, () => wake(id)));
    await payInvoice(db, invoice);
    await Promise.all(Array.from({ length: 20 }, () => wake(id)));
    await environment.client.workflow.getHandle(dunningWorkflowId(id)).result();
    expect(await db('dunning_case').where({ customer_id: id })).toEqual([]);
    expect((await levels(id)).length).toBeLessThanOrEqual(1);
  }, 60_000);

  it('are started by the sweep; two sweeps at once remind once', async () => {
    const { id } = await addCustomer(company);
    await addInvoice(db, id, await dateIn(-5), '20000.00');
    // The change was never told: the relay had lost it.
    await db('outbox').delete();
    const sweep = (n: number) =>
      environment.client.workflow.start(DUNNING_SWEEP_WORKFLOW, {
        workflowId: `${jobWorkflowId('dunning-sweep')}-${n}`,
        taskQueue: TASK_QUEUE,
      });
    // One waits after the other: two waiters would let the test server's clock run away.
    const [first, second] = await Promise.all([sweep(1), sweep(2)]);
    expect(await first.result()).toEqual({ customers: 1 });
    expect(await second.result()).toEqual({ customers: 1 });
    expect(await relay()).toBe(2);
    await environment.sleep('9 days');
    expect(await levels(id)).toEqual(['L1']);
    expect(await (await sweep(3)).result()).toEqual({ customers: 0 });
  }, 60_000);
});
