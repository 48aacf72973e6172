import type { Db } from '../connect';

/** Open cases hear of a new version of their calendar. */
export async function up(db: Db): Promise<void> {
  await db.raw(`
    alter table outbox drop constraint outbox_kind_check;
    alter table outbox add constraint outbox_kind_check
      check (kind in ('start', 'fact', 'event', 'effect', 'cancel', 'calendar', 'dun'));
  `);
}
