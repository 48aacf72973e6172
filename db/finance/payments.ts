import { entityOf } from '../../domain/entity/catalogue';
import { DomainError } from '../../domain/errors';
import { allocateInOrder } from '../../domain/finance/allocate';
import { compareMoney, parseMoney } from '../../domain/money';
import { run, type Db } from '../connect';
import type { RecordContext } from '../context';
import { recordImage, type RecordJson } from '../records/read';
import { settle } from '../records/money';
import { lockRecord, updateRecord } from '../records/update';
import { tellUpdated } from '../records/tell';
import { openItems } from './allocations';

export interface AllocationRequest {
  instalmentId: string;
  amount: string;
}

/** Gives what a payment still has to open instalments: those named, or without names the oldest due first. OVER_ALLOCATED. */
export async function allocatePayment(
  db: Db,
  paymentId: string,
  requests: AllocationRequest[] | null,
  version: number | null,
  context: RecordContext,
): Promise<RecordJson> {
  return db.transaction(async (trx) => {
    const payment = await lockRecord(trx, entityOf('payment'), paymentId, version, context);
    // a payment's image has its allocations as row objects
    const present = (payment.allocations as { id: string }[]).map(({ id }) => ({ id }));
    const added =
      requests ??
      allocateInOrder(
        String(payment.unallocated),
        await openItems(trx, String(payment.customerId), String(payment.currency)),
      );
    const rows = added.map(({ instalmentId, amount }) => ({ instalmentId, amount }));
    return updateRecord(trx, 'payment', paymentId, { allocations: [...present, ...rows] }, null, context);
  });
}

/** The money did not come after all (charge-back, bounced cheque): what it paid is open again. PAYMENT_REVERSED. */
export function reversePayment(
  db: Db,
  paymentId: string,
  reason: string,
  version: number | null,
  context: RecordContext,
): Promise<RecordJson> {
  return changePayment(db, paymentId, version, { ...context, reason }, 'reverse', (payment) => {
    if (payment.status === 'reversed') throw new DomainError('PAYMENT_REVERSED');
    return { set: "status = 'reversed'", values: [] };
  });
}

/** Undoes a reversal: the payment counts again, as an advance first, because its instalments may have been paid since. */
export function reinstatePayment(
  db: Db,
  paymentId: string,
  version: number | null,
  context: RecordContext,
): Promise<RecordJson> {
  return changePayment(db, paymentId, version, context, 'reinstate', async (payment, trx) => {
    if (payment.status === 'reversed')
      await run(trx, { text: 'delete from allocation where payment_id = $1::uuid', values: [paymentId] });
    return { set: "status = 'received'", values: [] };
  });
}

/** Gives back what is not allocated; free it from its instalments first. REFUND_TOO_LARGE. */
export function refundPayment(
  db: Db,
  paymentId: string,
  amount: string,
  reason: string,
  version: number | null,
  context: RecordContext,
): Promise<RecordJson> {
  return changePayment(db, paymentId, version, { ...context, reason }, 'refund', (payment) => {
    const sum = parseMoney(amount);
    if (payment.status === 'reversed') throw new DomainError('PAYMENT_REVERSED');
    if (sum === null || compareMoney(sum, 0) <= 0 || compareMoney(sum, String(payment.unallocated)) > 0)
      throw new DomainError('REFUND_TOO_LARGE', { available: payment.unallocated });
    return { set: 'refunded = refunded + $3::numeric', values: [sum] };
  });
}

interface Change {
  set: string;
  values: string[];
}

async function changePayment(
  db: Db,
  id: string,
  version: number | null,
  context: RecordContext,
  action: string,
  decide: (payment: RecordJson, trx: Db) => Change | Promise<Change>,
): Promise<RecordJson> {
  const definition = entityOf('payment');
  return db.transaction(async (trx) => {
    const before = await lockRecord(trx, definition, id, version, context);
    const change = await decide(before, trx);
    const text = `update payment set ${change.set}, version = version + 1, updated_at = now(), updated_by = $2::uuid where id = $1::uuid`;
    await run(trx, { text, values: [id, context.actorId, ...change.values] });
    await settle(trx, definition, id, context);
    const after = await recordImage(trx, definition, id);
    if (!after) throw new DomainError('NOT_FOUND');
    await tellUpdated(trx, definition, before, after, context, action);
    return after;
  });
}
