import { DomainError } from '../domain/errors';
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

/** Refuses until the database has every migration that this program knows; once it has, it is not asked again. */
export function schemaGate(db: Db): () => Promise<void> {
  let isUpToDate = false;
  return async () => {
    if (isUpToDate) return;
    if ((await pendingMigrations(db)).length > 0) throw new DomainError('SCHEMA_BEHIND');
    isUpToDate = true;
  };
}

const PAUSE = 1_000;

/**
 * What works by itself begins only with a schema that it knows: the same wait for API and worker, whichever is deployed
 * before the migration. False when it is to end before that.
 */
export async function schemaReached(
  db: Db,
  ending: Promise<unknown>,
  complain: (error: unknown) => void,
): Promise<boolean> {
  let isEnding = false;
  const end = ending.then(() => (isEnding = true));
  const gate = schemaGate(db);
  while (!isEnding) {
    const isReached = await gate().then(
      () => true,
      (error: unknown) => void complain(error),
    );
    if (isReached) return true;
    await Promise.race([end, new Promise((resolve) => setTimeout(resolve, PAUSE))]);
  }
  return false;
}
