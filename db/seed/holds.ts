import type { Db } from '../connect';
import { systemContext } from '../context';
import { newest } from '../definitions';
import { openDispute } from '../finance/invoices';
import { invoiceFromOrder } from '../finance/orders';
import { createRecord } from '../records/create';
import type { RecordJson } from '../records/read';
import { updateRecord } from '../records/update';
import { startInstance } from '../startInstance';

/** Whose orders they are; both are customers that also have a deal that runs. */
interface Buyer {
  id: string;
  shortName: string;
  ownerId: string;
}

/** One order that stands on credit hold before its delivery, with the release to be decided, and one with a disputed invoice. */
export async function startHeldOrders(trx: Db, [overLimit, disputing]: Buyer[]): Promise<void> {
  if (overLimit) await startOverLimit(trx, overLimit);
  if (disputing) await startDisputed(trx, disputing);
}

async function startOverLimit(trx: Db, buyer: Buyer): Promise<void> {
  await updateRecord(trx, 'customer', buyer.id, { creditLimit: '500000' }, null, because(buyer));
  const order = await createOrder(trx, buyer, '气相色谱质谱联用仪', '640000');
  await startAt(trx, order, buyer, 'execute');
  await updateRecord(trx, 'order', order.id, { status: 'executing' }, null, because(buyer));
}

async function startDisputed(trx: Db, buyer: Buyer): Promise<void> {
  const order = await createOrder(trx, buyer, '实验室家具及安装', '86000');
  await startAt(trx, order, buyer, 'plan');
  await updateRecord(trx, 'order', order.id, { status: 'planned' }, null, because(buyer));
  const invoice = await invoiceFromOrder(trx, order.id, `demo-deposit:${order.id}`, {}, because(buyer));
  await openDispute(trx, invoice.id, '客户称预付款发票的数量与合同不符', because(buyer));
}

/** It comes in as one that is over, so that no process starts for it at the beginning; see `startAt`. */
function createOrder(trx: Db, buyer: Buyer, description: string, unitPrice: string): Promise<RecordJson> {
  const values = {
    customerId: buyer.id,
    ownerId: buyer.ownerId,
    status: 'completed',
    paymentTerms: 'net30',
    note: `${buyer.shortName}：${description}`,
    lines: [{ description, quantity: 1, unitPrice }],
  };
  return createRecord(trx, 'order', values, because(buyer));
}

async function startAt(trx: Db, order: RecordJson, buyer: Buyer, stage: string): Promise<void> {
  const definition = await newest(trx, 'process', 'order.execution');
  if (!definition) return;
  await startInstance(trx, {
    definition,
    stage,
    entity: 'order',
    entityId: order.id,
    title: String(order.number),
    actorId: buyer.ownerId,
    customerId: buyer.id,
    ownerId: buyer.ownerId,
    triggerKey: `${definition.key}:${order.id}`,
  });
}

function because({ ownerId }: Buyer) {
  return systemContext({ actorId: ownerId, reason: '演示数据' });
}
