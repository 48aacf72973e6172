import { splitMoney } from '../../domain/money';
import type { Db } from '../connect';
import { systemContext } from '../context';
import { newest } from '../definitions';
import { openDispute } from '../finance/invoices';
import { createRecord } from '../records/create';
import type { RecordJson } from '../records/read';
import { updateRecord } from '../records/update';
import { startInstance } from '../startInstance';
import { isoDay } from './time';

/** Whose orders they are; both are customers that also have a deal that runs. */
interface Buyer {
  id: string;
  shortName: string;
  ownerId: string;
}

interface Line {
  description: string;
  unitPrice: string;
}

/**
 * One order that stands on credit hold before its delivery, with the release to be decided, one with a disputed deposit,
 * and one whose credit check fails: it is in dollars, and the customer's limit is not.
 */
export async function startHeldOrders(trx: Db, [overLimit, disputing, abroad]: Buyer[]): Promise<void> {
  if (overLimit) await startOverLimit(trx, overLimit);
  if (disputing) await startDisputed(trx, disputing);
  if (abroad) await startAbroad(trx, abroad);
}

async function startOverLimit(trx: Db, buyer: Buyer): Promise<void> {
  await updateRecord(trx, 'customer', buyer.id, { creditLimit: '500000' }, null, because(buyer));
  const order = await createOrder(trx, buyer, { description: '气相色谱质谱联用仪', unitPrice: '640000' });
  await startAt(trx, order, buyer, 'execute');
  await updateRecord(trx, 'order', order.id, { status: 'executing' }, null, because(buyer));
}

async function startDisputed(trx: Db, buyer: Buyer): Promise<void> {
  const order = await createOrder(trx, buyer, { description: '实验室家具及安装', unitPrice: '86000' });
  await startAt(trx, order, buyer, 'plan');
  await updateRecord(trx, 'order', order.id, { status: 'planned' }, null, because(buyer));
  const invoice = await createRecord(trx, 'invoice', depositOf(order), because(buyer));
  await openDispute(trx, invoice.id, '客户称预付款发票的数量与合同不符', because(buyer));
}

/** Three tenths, asked for before the work begins; the process invoices the rest after delivery. */
function depositOf({ id: orderId, customerId, currency, total }: RecordJson) {
  const [deposit] = splitMoney(String(total), ['0.3', '0.7'], String(currency));
  return {
    customerId,
    orderId,
    currency,
    total: deposit,
    paymentTerms: 'prepaid',
    issueDate: isoDay(new Date()),
  };
}

async function startAbroad(trx: Db, buyer: Buyer): Promise<void> {
  await updateRecord(trx, 'customer', buyer.id, { creditLimit: '2000000' }, null, because(buyer));
  const line = { description: '进口离子源备件', unitPrice: '18600' };
  const order = await createOrder(trx, buyer, line, 'USD');
  await startAt(trx, order, buyer, 'execute');
  await updateRecord(trx, 'order', order.id, { status: 'executing' }, null, because(buyer));
}

/** It comes in as one that is over, so that no process starts for it at the beginning; see `startAt`. */
function createOrder(trx: Db, buyer: Buyer, line: Line, currency = 'CNY'): Promise<RecordJson> {
  const values = {
    customerId: buyer.id,
    ownerId: buyer.ownerId,
    status: 'completed',
    currency,
    paymentTerms: 'net30',
    note: `${buyer.shortName}：${line.description}`,
    lines: [{ ...line, quantity: 1 }],
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
