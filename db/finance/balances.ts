import { hasStatus } from '../statuses';
import { compareMoney } from '../../domain/money';
import { run, type Db } from '../connect';
import { only } from '../rows';

// The state that the customer's reminders are in, as the policy that judged it describes it.
const STATE_HOLDS = `exists (select 1 from dunning_case k
  join definition d on d.kind = 'dunning' and d.key = k.policy_key and d.version = k.policy_version
  cross join jsonb_array_elements(d.body->'state') entry
  where k.customer_id = c.id and entry->>'id' = k.state and entry->>'holdsOrders' = 'true')`;

/**
 * Q12: what is at stake with a customer in a currency: open invoices − advances + open orders that are not invoiced yet
 * + `amount` (this document). `ok` is false when there is a limit and the exposure is above it; `stopped`: reminders stopped the credit, or the customer's state in them holds orders.
 */
export async function exposure(
  db: Db,
  customerId: string,
  amount = '0',
): Promise<{ ok: boolean; exposure: string; limit: string | null; currency: string; stopped: boolean }> {
  const text = `
    select c.currency, c.credit_limit::text as limit, c.credit_hold or ${STATE_HOLDS} as stopped, (
      coalesce((select sum(i.balance) from instalment i join invoice v on v.id = i.invoice_id where v.customer_id = c.id and v.currency = c.currency and not v.draft and not v.written_off), 0)
      - coalesce((select sum(unallocated) from payment p where p.customer_id = c.id and p.currency = c.currency and p.status = 'received'), 0)
      + coalesce((select sum(o.total - coalesce((select sum(v.total) from invoice v where v.order_id = o.id and not v.draft), 0)) from sales_order o
          where o.customer_id = c.id and o.currency = c.currency and not ${hasStatus('order', 'o.status', ['won', 'lost', 'stop'])}), 0)
      + $2::numeric)::numeric(18,2)::text as exposure
    from customer c where c.id = $1::uuid`;
  const row = only(
    await run<{ currency: string; limit: string | null; exposure: string; stopped: boolean }>(db, {
      text,
      values: [customerId, amount],
    }),
  );
  return { ok: row.limit === null || compareMoney(row.exposure, row.limit) <= 0, ...row };
}
