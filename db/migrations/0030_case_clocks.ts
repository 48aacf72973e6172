import type { Db } from '../connect';

/** How the clocks of each case stand, and whether they were kept: for lists, reports and readers of SQL. */
export async function up(db: Db): Promise<void> {
  await db.raw(`
    create table case_clock (
      instance_id uuid not null references process_instance on delete cascade,
      clock text not null,
      run integer not null,
      status text not null check (status in ('running', 'met', 'missed', 'withdrawn')),
      started_at timestamptz not null,
      due_at timestamptz,
      stopped_at timestamptz,
      paused_at timestamptz,
      seconds_left bigint,
      primary key (instance_id, clock, run)
    );
    create index case_clock_due_at_idx on case_clock (due_at) where status = 'running';

    create view clock_time as
    select c.instance_id, i.definition_key, i.definition_version, c.clock, c.run, c.status, c.started_at, c.due_at, c.stopped_at,
      extract(epoch from c.stopped_at - c.started_at)::bigint as seconds, c.seconds_left,
      case when c.status = 'met' then 'kept'
        when c.status = 'missed' or (c.status = 'running' and c.due_at < coalesce(c.paused_at, now())) then 'missed' end as sla
    from case_clock c join process_instance i on i.id = c.instance_id;
  `);
}
