import type { Db } from '../connect';

/** Every change of a record's status with what it meant at that moment, and a view of how long each lasted. */
export async function up(db: Db): Promise<void> {
  await db.raw(`
    create table status_log (
      id bigint generated always as identity primary key,
      at timestamptz not null default now(),
      entity text not null,
      entity_id uuid not null,
      actor_id uuid references employee(id),
      origin text,
      from_status text,
      from_semantic text,
      to_status text not null,
      to_semantic text not null,
      waits_for text check (waits_for in ('customer', 'us'))
    );
    create index status_log_record on status_log (entity, entity_id, id);

    create view status_change as
    select id, entity, entity_id, at, actor_id, origin, from_status, from_semantic, to_status, to_semantic, waits_for,
      case when to_semantic in ('hold', 'pause') then coalesce(waits_for, 'unknown') end as pause_side,
      lead(at) over record as until,
      extract(epoch from lead(at) over record - at)::bigint as seconds
    from status_log window record as (partition by entity, entity_id order by id);
  `);
}
