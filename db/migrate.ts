import type { Db } from './connect';
import { MIGRATIONS } from './migrations/index';

const LOCK = 7301;

/**
 * Brings the schema up to date and tells what it applied. Safe when several processes start at once: the others wait
 * for the lock and then find nothing to do. All pending migrations are one transaction.
 */
export async function migrate(db: Db): Promise<string[]> {
  return db.transaction(async (trx) => {
    await trx.raw('set local lock_timeout = 0');
    await trx.raw('select pg_advisory_xact_lock(?)', [LOCK]);
    await trx.raw(
      'create table if not exists migration (name text primary key, applied_at timestamptz not null default now())',
    );
    const applied = new Set(await trx('migration').pluck<string[]>('name'));
    const pending = MIGRATIONS.filter((migration) => !applied.has(migration.name));
    for (const migration of pending) {
      await migration.up(trx);
      await trx('migration').insert({ name: migration.name });
    }
    return pending.map((migration) => migration.name);
  });
}

/** Names of migrations that this program knows and the database lacks; for /readyz. */
export async function pendingMigrations(db: Db): Promise<string[]> {
  if (!(await db.schema.hasTable('migration'))) return MIGRATIONS.map((migration) => migration.name);
  const applied = new Set(await db('migration').pluck<string[]>('name'));
  return MIGRATIONS.map((migration) => migration.name).filter((name) => !applied.has(name));
}
