import type { Db } from '../connect';

/** What schedules have begun, each once; and who keeps the schedules hears of new definitions. */
export async function up(db: Db): Promise<void> {
  await db.raw(`
    create table scheduled_start (
      process_key text not null,
      entry integer not null,
      at timestamptz not null,
      after_id uuid,
      started integer not null default 0,
      failed integer not null default 0,
      finished_at timestamptz,
      primary key (process_key, entry, at)
    );
    create trigger announce after insert or update or delete on definition for each statement execute function announce();
  `);
}
