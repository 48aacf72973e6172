import { allEntities } from '../../domain/entity/catalogue';

export interface Check {
  /** As in docs/doctor.md. */
  id: string;
  title: string;
  /** Gives one row with a text `fault` for each violation. */
  sql: string;
  /** Worth knowing, but no violation. */
  isNote?: true;
}

const tables = allEntities();

/** The invariants that the database alone can show broken. */
export const CHECKS: Check[] = [
  {
    id: 'I1',
    title: 'every acknowledged creation is there',
    sql: `select 'answered ' || method || ' ' || path || ' with ' || entity || ' ' || entity_id || ', which was never written' as fault
      from idempotency_key k where state = 'done' and status between 200 and 299 and entity_id is not null
      and not exists (select 1 from audit a where a.entity = k.entity and a.entity_id = k.entity_id)`,
  },
  {
    id: 'I2',
    title:
      'every open process has an open task, a pending instant, a running step or an incident, stays for a reason or is held',
    sql: `select 'process ' || workflow_id || ' is ' || status || ' and nothing will ever move it' as fault from process_instance i
      where status = 'active' and next_at is null and incident_count = 0
      and not exists (select 1 from task t where t.instance_id = i.id and t.closed_at is null)
      and not coalesce(jsonb_path_exists(state::jsonb, '$.stages.*.steps.*.status ? (@ == "open")'), false)
      and not coalesce(jsonb_path_exists(state::jsonb, '$.incidents.*'), false)
      and not coalesce(jsonb_path_exists(state::jsonb, '$.stages.* ? (@.status == "active").stay ? (@ != null)'), false)
      union all
      select 'process ' || workflow_id || ' was never asked to start' from process_instance i
      where status = 'starting' and not exists (select 1 from outbox o where o.workflow_id = i.workflow_id and o.kind = 'start')
      union all
      select 'process ' || workflow_id || ' was asked to start ten minutes ago' from process_instance i
      where status = 'starting' and exists (select 1 from outbox o where o.workflow_id = i.workflow_id and o.kind = 'start' and o.relayed_at < now() - interval '10 minutes')`,
  },
  {
    id: 'I2',
    title: 'the open tasks of a process are those of its state',
    sql: `select 'task ' || coalesce(s.key, t.key) || ' of ' || i.workflow_id || case when t.key is null then ' is open in the state, not in the inbox' else ' is open in the inbox, not in the state' end as fault
      from process_instance i
      cross join lateral (select e.key from json_each(coalesce(i.state->'tasks', '{}')) e where e.value->>'status' not in ('complete', 'close')) s
      full join (select instance_id, key from task where closed_at is null) t on t.instance_id = i.id and t.key = s.key
      where (i.state is not null and t.key is null) or s.key is null`,
  },
  {
    id: 'I2',
    title: 'what holds up a process is among its open incidents',
    sql: `select 'incident ' || k.key || ' of ' || i.workflow_id || ' is in the state, not in the list' as fault
      from process_instance i cross join lateral json_object_keys(coalesce(i.state->'incidents', '{}')) k(key)
      where i.status in ('active', 'held')
      and not exists (select 1 from incident x where x.instance_id = i.id and x.key = k.key and x.resolved_at is null)`,
  },
  {
    id: 'I3',
    title: 'no step occurs twice',
    sql: `select 'task ' || key || ' of instance ' || instance_id || ' exists ' || count(*) || ' times' as fault from task group by instance_id, key having count(*) > 1`,
  },
  {
    id: 'I4',
    title: 'no instalment is reminded twice at a level',
    sql: `select 'instalment ' || d.instalment_id || ' was reminded ' || count(*) || ' times at ' || d.level as fault
      from dunning_item d join dunning_notice n on n.id = d.notice_id where n.status not in ('failed', 'ignored')
      group by d.instalment_id, d.level having count(*) > 1`,
  },
  {
    id: 'I4',
    title: 'the mailbox holds every mail that was sent, once',
    sql: `with box as (select trim(both '<>' from message_id) as id, count(*) as copies from mailbox group by 1),
      mail as (select trim(both '<>' from message_id) as id, status from message where channel = 'email')
      select 'mail ' || m.id || ' was sent and is not in the mailbox' as fault from mail m left join box b using (id) where m.status = 'sent' and b.id is null and exists (select 1 from mailbox)
      union all select 'mail ' || b.id || ' is in the mailbox ' || b.copies || ' times' from box b where b.copies > 1
      union all select 'mail ' || b.id || ' is in the mailbox and is not marked sent' from box b join mail m using (id) where m.status <> 'sent'`,
  },
  {
    id: 'I4',
    title: 'mails that came again after a crash were kept once',
    isNote: true,
    sql: `select 'mail ' || message_id || ' came ' || copies || ' times' as fault from mailbox where copies > 1`,
  },
  {
    id: 'I8',
    title: 'paid amounts are the sums of what was allocated',
    sql: `select 'instalment ' || i.id || ' says ' || i.paid || ' paid, allocations say ' || coalesce(a.sum, 0) as fault from instalment i
      left join (select x.instalment_id, sum(x.amount) from allocation x join payment p on p.id = x.payment_id and p.status = 'received' group by 1) a on a.instalment_id = i.id
      where i.paid <> coalesce(a.sum, 0)
      union all select 'invoice ' || v.number || ' says ' || v.total || '/' || v.paid || ', its instalments say ' || s.total || '/' || s.paid from invoice v
      join (select invoice_id, sum(amount) as total, sum(paid) as paid from instalment group by 1) s on s.invoice_id = v.id where v.total <> s.total or v.paid <> s.paid
      union all select 'payment ' || p.number || ' says ' || p.allocated || ' allocated, its rows say ' || coalesce(s.sum, 0) from payment p
      left join (select payment_id, sum(amount) from allocation group by 1) s on s.payment_id = p.id where p.status = 'received' and p.allocated <> coalesce(s.sum, 0)`,
  },
  {
    id: 'I8',
    title: 'totals are the sums of their lines',
    sql: `select 'opportunity ' || o.number || ' says ' || o.amount || ', its lines say ' || s.sum as fault from opportunity o
      join (select opportunity_id, sum(amount) from opportunity_line group by 1) s on s.opportunity_id = o.id where o.amount <> s.sum
      union all select 'order ' || o.number || ' says ' || o.total || ', its lines say ' || round(s.sum * (1 - o.discount), 2) from sales_order o
      join (select sales_order_id, sum(amount) from order_line group by 1) s on s.sales_order_id = o.id where o.total <> round(s.sum * (1 - o.discount), 2)`,
  },
  {
    id: 'I9',
    title: 'every change of a record has an audit row',
    sql: tables
      .map(
        ({
          key,
          table,
        }) => `select '${key} ' || number || ' has no audit row for version ' || version as fault from ${table} t
          where not exists (select 1 from audit a where a.entity = '${key}' and a.entity_id = t.id and (a.after->>'version')::int = t.version)`,
      )
      .join(' union all '),
  },
];
