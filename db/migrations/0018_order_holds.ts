import type { Db } from '../connect';

/** Holds of orders for credit and dispute: why, what status comes back, and whether somebody released the credit. */
export async function up(db: Db): Promise<void> {
  await db.raw(`
    alter table sales_order
      add column hold_cause text,
      add column held_from text,
      add column credit_released boolean not null default false;
  `);
}
