import { entityOf } from '../../domain/entity/catalogue';
import { DomainError } from '../../domain/errors';
import { can } from '../../domain/permissions';
import { run, type Db } from '../connect';
import type { RecordContext } from '../context';
import { reachable } from '../ownership';
import { Params } from '../sql';

/** Upper bounds in days, each included; what is older stands in the last bucket. */
export const AGING_BOUNDS = [30, 60, 90, 120] as const;

export interface AgingRow {
  customerId: string;
  customerLabel: string;
  currency: string;
  outstanding: string;
  /** Not due yet: part of the outstanding, in no bucket. */
  notDue: string;
  /** ≤ 30, ≤ 60, ≤ 90, ≤ 120 days after the due date, and older. */
  buckets: string[];
  /** Received and not allocated: reduces the total, shown apart. */
  advance: string;
  total: string;
  oldestDays: number | null;
}

export interface Aging {
  asOf: string;
  bounds: number[];
  customers: AgingRow[];
  totals: Omit<AgingRow, 'customerId' | 'customerLabel' | 'oldestDays'>[];
}

/**
 * Q9: age = as-of − due date, row by row of instalments; settled ones are gone, drafts and written-off invoices are out,
 * advances reduce the customer's total. Balances are those of now: `asOf` moves the ages only.
 */
export async function aging(db: Db, asOf: string, context: RecordContext): Promise<Aging> {
  const entity = entityOf('invoice');
  if (can(context, 'read', entity) === 'none') throw new DomainError('FORBIDDEN');
  const params = new Params();
  const day = `${params.bind(asOf)}::date`;
  const invoices = reachable(entity, 'v', 'read', context, params);
  const payments = reachable(entityOf('payment'), 'p', 'read', context, params);
  const text = `
    with entry as (
      select v.customer_id, v.currency, i.balance, ${day} - i.due_date as age, 0::numeric as advance
        from instalment i join invoice v on v.id = i.invoice_id where i.balance > 0 and not v.draft and not v.written_off and ${invoices}
      union all
      select p.customer_id, p.currency, 0, null, p.unallocated from payment p where p.unallocated > 0 and p.status = 'received' and ${payments}
    )
    select grouping(e.customer_id) as grand, e.customer_id as "customerId", min(c.name) as "customerLabel", e.currency,
      ${SUMS}, max(e.age) filter (where e.age > 0) as "oldestDays"
    from entry e join customer c on c.id = e.customer_id
    group by grouping sets ((e.customer_id, e.currency), (e.currency)) order by grand, sum(e.balance) desc, "customerId", e.currency`;
  const rows = await run<AgingRow & { grand: number }>(db, { text, values: params.values });
  return {
    asOf,
    bounds: [...AGING_BOUNDS],
    customers: rows.filter((row) => row.grand === 0).map(({ grand: _, ...row }) => row),
    totals: rows
      .filter((row) => row.grand === 1)
      .map(({ grand: _, customerId: _id, customerLabel: _label, oldestDays: _days, ...row }) => row),
  };
}

const SUMS = `coalesce(sum(e.balance), 0)::numeric(18,2)::text as outstanding, ${sumOf('e.age <= 0')} as "notDue",
  array[${bucketConditions().map(sumOf).join(', ')}] as buckets, sum(e.advance)::numeric(18,2)::text as advance, (sum(e.balance) - sum(e.advance))::numeric(18,2)::text as total`;

function bucketConditions(): string[] {
  const bounds = AGING_BOUNDS.map(
    (bound, index) => `e.age > ${AGING_BOUNDS[index - 1] ?? 0} and e.age <= ${bound}`,
  );
  return [...bounds, `e.age > ${AGING_BOUNDS.at(-1) ?? 0}`];
}

function sumOf(condition: string): string {
  return `coalesce(sum(e.balance) filter (where ${condition}), 0)::numeric(18,2)::text`;
}
