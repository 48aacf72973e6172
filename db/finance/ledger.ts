import { entityOf } from '../../domain/entity/catalogue';
import { run, type Db } from '../connect';
import type { RecordContext } from '../context';
import { recordImage } from '../records/read';
import { tellUpdated } from '../records/tell';

/**
 * Everything about a customer's money happens under this lock, taken before any other row's: payments, invoices and the
 * dunning run of one customer follow each other, and cannot wait for each other in a circle.
 */
export async function lockAccount(trx: Db, customerId: string): Promise<void> {
  await run(trx, {
    text: 'select 1 from customer where id = $1::uuid for no key update',
    values: [customerId],
  });
}

/** Recomputes what was paid on the customer's instalments, and announces every invoice that changed but `except`. */
export async function refreshInvoices(
  trx: Db,
  customerId: string,
  context: RecordContext,
  except: string | null = null,
): Promise<void> {
  const invoice = entityOf('invoice');
  const changed = await run<{ id: string }>(trx, { text: CHANGED, values: [customerId] });
  for (const { id } of changed.filter((row) => row.id !== except)) {
    const before = await recordImage(trx, invoice, id);
    await refreshInvoice(trx, id);
    await run(trx, {
      text: 'update invoice set version = version + 1, updated_at = now(), updated_by = $2 where id = $1::uuid',
      values: [id, context.actorId],
    });
    const after = await recordImage(trx, invoice, id);
    if (before && after) await tellUpdated(trx, invoice, before, after, context, 'settle');
  }
}

/** Paid amounts, the date that counts and the status of one invoice, from its allocations and flags. */
export async function refreshInvoice(trx: Db, invoiceId: string): Promise<void> {
  await run(trx, { text: REFRESH_INSTALMENTS, values: [invoiceId] });
  await run(trx, { text: REFRESH_INVOICE, values: [invoiceId] });
}

/** Payments that were reversed count for nothing. */
const PAID = `select coalesce(sum(a.amount), 0) from allocation a join payment p on p.id = a.payment_id and p.status = 'received' where a.instalment_id = i.id`;

const CHANGED = `select distinct v.id from invoice v join instalment i on i.invoice_id = v.id where v.customer_id = $1::uuid and i.paid <> (${PAID}) order by v.id`;

const REFRESH_INSTALMENTS = `update instalment i set paid = (${PAID}) where i.invoice_id = $1::uuid and i.paid <> (${PAID})`;

const REFRESH_INVOICE = `
  update invoice v set paid = s.paid, due_date = coalesce(s.next_due, s.last_due),
    status = case when v.written_off then 'writtenOff' when v.draft then 'draft' when s.paid >= v.total and v.total > 0 then 'paid' when s.paid > 0 then 'partial' else 'open' end
  from (select coalesce(sum(paid), 0) as paid, min(due_date) filter (where balance > 0) as next_due, max(due_date) as last_due from instalment where invoice_id = $1::uuid) s
  where v.id = $1::uuid`;
