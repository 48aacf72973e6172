import { entityOf } from '../domain/entity/catalogue';
import { run, type Db } from './connect';
import type { RecordContext } from './context';
import { reachable } from './ownership';
import { Params } from './sql';

/** A customer who owes, in one currency. */
export interface DunningRow {
  customerId: string;
  customerLabel: string;
  ownerLabel: string | null;
  /** Null = not judged yet; the next sweep will. */
  state: string | null;
  /** Of the last notice that was not given up. */
  level: string | null;
  currency: string;
  /** All that is open; of it, what is past due. */
  total: string;
  overdue: string;
  oldestDays: number;
  lastNotice: { id: string; level: string; date: string; status: string } | null;
  nextAt: Date | null;
  /** Ids of the policy's holds that keep back something in this currency. */
  holds: string[];
}

/** Everybody who owes something past due or has a case, the oldest debt first. Only customers that the person may see. */
export function dunningDesk(db: Db, today: string, context: RecordContext): Promise<DunningRow[]> {
  const params = new Params();
  const day = `${params.bind(today)}::date`;
  const mine = reachable(entityOf('customer'), 'c', 'read', context, params);
  const text = `
    with debt as (
      select v.customer_id, v.currency, sum(i.balance) as total, coalesce(sum(i.balance) filter (where i.due_date < ${day}), 0) as overdue, max(${day} - i.due_date) as days
      from invoice v join instalment i on i.invoice_id = v.id
      where v.balance > 0 and i.balance > 0 and not v.draft and not v.written_off
      group by v.customer_id, v.currency
    )
    select c.id as "customerId", c.name as "customerLabel", o.name as "ownerLabel", k.state, n.level, d.currency,
      d.total::numeric(18,2)::text as total, d.overdue::numeric(18,2)::text as overdue, greatest(d.days, 0) as "oldestDays",
      case when n.id is not null then json_build_object('id', n.id, 'level', n.level, 'date', n.date, 'status', n.status) end as "lastNotice",
      k.next_at as "nextAt", ${HOLDS} as holds
    from debt d join customer c on c.id = d.customer_id
      left join employee o on o.id = c.owner_id
      left join dunning_case k on k.customer_id = d.customer_id
      left join lateral (
        select x.id, x.level, x.date, ${NOTICE_STATUS} as status from dunning_notice x left join message m on m.id = x.message_id
        where x.customer_id = d.customer_id and x.currency = d.currency order by x.created_at desc limit 1
      ) n on true
    where (d.overdue > 0 or k.customer_id is not null) and ${mine}
    order by d.days desc, c.id, d.currency`;
  return run(db, { text, values: params.values });
}

const HOLDS = `coalesce((select array_agg(distinct hold order by hold) from jsonb_array_elements(k.held) item
  join invoice held on held.id = (item->>'invoiceId')::uuid and held.currency = d.currency
  cross join lateral jsonb_array_elements_text(item->'holds') hold), '{}')`;

// What became of a letter is what became of its message.
const NOTICE_STATUS = "case when x.status = 'ignored' or m.id is null then x.status else m.status end";

export interface NoticeRow {
  id: string;
  level: string;
  date: string;
  currency: string;
  total: string;
  interest: string;
  fee: string;
  status: string;
  messageId: string | null;
  items: { invoiceId: string; number: string; level: string; outstanding: string; days: number }[];
}

/** Every notice of a customer, latest first, with what stood in it. */
export function noticesOf(db: Db, customerId: string): Promise<NoticeRow[]> {
  const text = `select x.id, x.level, x.date, x.currency, x.total::text, x.interest::text, x.fee::text, ${NOTICE_STATUS} as status, x.message_id as "messageId",
      (select coalesce(json_agg(json_build_object('invoiceId', d.invoice_id, 'number', v.number, 'level', d.level, 'outstanding', d.outstanding::text, 'days', d.days) order by v.number), '[]')
        from dunning_item d join invoice v on v.id = d.invoice_id where d.notice_id = x.id) as items
    from dunning_notice x left join message m on m.id = x.message_id
    where x.customer_id = $1::uuid order by x.created_at desc limit 200`;
  return run(db, { name: 'dunning-notices', text, values: [customerId] });
}
