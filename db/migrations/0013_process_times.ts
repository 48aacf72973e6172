import type { Db } from '../connect';

/** How long stages and tasks took, whether they were in time, and what had to be done again: for reports and for readers of SQL. */
export async function up(db: Db): Promise<void> {
  await db.raw(`
    create view stage_time as
    select v.instance_id, i.definition_key, i.definition_version, v.stage, v.visit, v.status, v.entered_at, v.left_at,
      v.seconds, v.business_seconds, v.visit > 1 as is_rework
    from stage_visit v join process_instance i on i.id = v.instance_id;

    create view task_time as
    select t.id as task_id, t.instance_id, i.definition_key, i.definition_version, t.stage, t.step, t.status, t.opened_at, t.closed_at, t.due_at,
      extract(epoch from t.closed_at - t.opened_at)::bigint as seconds,
      case when t.due_at is null or t.status = 'close' then null
        when coalesce(t.closed_at, now()) > t.due_at then 'missed'
        when t.closed_at is not null then 'kept' end as sla
    from task t join process_instance i on i.id = t.instance_id;
  `);
}
