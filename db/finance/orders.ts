import { DomainError } from '../../domain/errors';
import { entityOf } from '../../domain/entity/catalogue';
import { compareMoney, subtractMoney } from '../../domain/money';
import { run, type Db } from '../connect';
import { systemContext, type RecordContext } from '../context';
import { createRecord } from '../records/create';
import { recordImage, type RecordJson } from '../records/read';
import { only } from '../rows';
import { today } from '../today';

/**
 * The order of a won opportunity: its lines, discount, terms and customer. The same key gives the same order again
 * (the key is the process's effect, or the request's idempotency key). NOT_FOUND.
 */
export async function orderFromOpportunity(
  db: Db,
  opportunityId: string,
  key: string,
  context: RecordContext = systemContext(),
): Promise<RecordJson> {
  return db.transaction(async (trx) => {
    const present = await madeFrom(trx, 'order', key);
    if (present) return present;
    const opportunity = await mustBe(trx, 'opportunity', opportunityId);
    const customer = await mustBe(trx, 'customer', String(opportunity.customerId));
    const values = {
      customerId: opportunity.customerId,
      opportunityId,
      ownerId: opportunity.ownerId,
      currency: opportunity.currency,
      discount: opportunity.discount,
      paymentTerms: opportunity.paymentTerms ?? customer.paymentTerms,
      lines: orderLines(opportunity),
    };
    return createRecord(trx, 'order', values, asSystem(context), { source_key: key });
  });
}

// A deal without lines is one line of its amount.
function orderLines(opportunity: RecordJson): Record<string, unknown>[] {
  // an opportunity's image has its lines as row objects
  const lines = opportunity.lines as Record<string, unknown>[];
  if (lines.length === 0)
    return [{ description: opportunity.name, quantity: 1, unitPrice: opportunity.amount, discount: 0 }];
  return lines.map(({ productId, description, quantity, unitPrice, discount }) => ({
    productId,
    description,
    quantity,
    unitPrice,
    discount,
  }));
}

/**
 * The invoice of what an order still lacks, with the instalments of its payment terms: a deposit that was invoiced is not
 * asked for twice, and an order that is invoiced in full has its last invoice. The same key gives the same one. ORDER_EMPTY.
 */
export async function invoiceFromOrder(
  db: Db,
  orderId: string,
  key: string,
  options: { issueDate?: string } = {},
  context: RecordContext = systemContext(),
): Promise<RecordJson> {
  return db.transaction(async (trx) => {
    const present = await madeFrom(trx, 'invoice', key);
    if (present) return present;
    const order = await mustBe(trx, 'order', orderId);
    if (compareMoney(String(order.total), 0) <= 0) throw new DomainError('ORDER_EMPTY', { orderId });
    const { invoiced, last } = await invoicedOf(trx, orderId);
    const total = subtractMoney(String(order.total), invoiced);
    if (last !== null && compareMoney(total, 0) <= 0) return mustBe(trx, 'invoice', last);
    const values = {
      customerId: order.customerId,
      orderId,
      currency: order.currency,
      paymentTerms: order.paymentTerms,
      total,
      issueDate: options.issueDate ?? today(),
    };
    return createRecord(trx, 'invoice', values, asSystem(context), { source_key: key });
  });
}

/** What is invoiced of an order already, and the newest of those invoices; drafts are not issued yet. */
async function invoicedOf(trx: Db, orderId: string): Promise<{ invoiced: string; last: string | null }> {
  const text = `select coalesce(sum(total), 0)::text as invoiced, (array_agg(id order by number desc))[1] as last
    from invoice where order_id = $1::uuid and not draft`;
  return only(await run<{ invoiced: string; last: string | null }>(trx, { text, values: [orderId] }));
}

// The rows are made by a rule, not by the person's own right to create them; who caused it stays in the audit.
function asSystem(context: RecordContext): RecordContext {
  return { ...context, roles: 'system' };
}

async function madeFrom(trx: Db, entity: 'order' | 'invoice', key: string): Promise<RecordJson | null> {
  const { table } = entityOf(entity);
  await run(trx, { text: 'select pg_advisory_xact_lock(7304, hashtext($1))', values: [key] });
  const rows = await run<{ id: string }>(trx, {
    text: `select id from ${table} where source_key = $1`,
    values: [key],
  });
  return rows[0] ? recordImage(trx, entityOf(entity), rows[0].id) : null;
}

export async function mustBe(trx: Db, entity: string, id: string): Promise<RecordJson> {
  const record = await recordImage(trx, entityOf(entity), id);
  if (!record) throw new DomainError('NOT_FOUND', { entity });
  return record;
}
