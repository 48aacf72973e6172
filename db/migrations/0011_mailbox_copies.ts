import type { Db } from '../connect';

/** A mail that comes again under its Message-ID is kept once, and counted. */
export async function up(db: Db): Promise<void> {
  await db.raw(`
    alter table mailbox add copies integer not null default 1 check (copies > 0);
    create unique index mailbox_once on mailbox (message_id, envelope_to) where message_id is not null;
  `);
}
