import type { Db } from '../connect';

/** Definitions as they were written: jsonb keeps no order of members, and the fields of a form stand in one. */
export async function up(db: Db): Promise<void> {
  await db.raw(`
    alter table definition add column source json;
    alter table task alter column form type json using form::json;
  `);
}
