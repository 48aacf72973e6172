import { randomBytes } from 'node:crypto';
import type { Db } from './connect';
import { secretHash } from './tokens';

export interface SessionLimits {
  idleMinutes: number;
  absoluteHours: number;
}

export const SESSION_LIMITS: SessionLimits = { idleMinutes: 8 * 60, absoluteHours: 7 * 24 };

/** A new session for every sign-in. The id goes into the cookie; only its hash is kept. */
export async function createSession(
  db: Db,
  employeeId: string,
  userAgent: string | null = null,
  limits = SESSION_LIMITS,
): Promise<{ id: string; csrf: string }> {
  const id = randomBytes(32).toString('base64url');
  const csrf = randomBytes(24).toString('base64url');
  await db('session').insert({
    id_hash: secretHash(id),
    employee_id: employeeId,
    csrf,
    user_agent: userAgent?.slice(0, 300) ?? null,
    expires_at: db.raw("now() + ? * interval '1 hour'", [limits.absoluteHours]),
  });
  return { id, csrf };
}

/** Writes at most once a minute. */
export async function touchSession(db: Db, id: string): Promise<void> {
  await db('session')
    .where({ id_hash: secretHash(id) })
    .whereRaw("seen_at < now() - interval '1 minute'")
    .update({ seen_at: db.fn.now() });
}

export async function endSession(db: Db, id: string): Promise<void> {
  await db('session')
    .where({ id_hash: secretHash(id) })
    .delete();
}

export async function deleteExpiredSessions(db: Db, limits = SESSION_LIMITS): Promise<number> {
  return db('session')
    .whereRaw("expires_at <= now() or seen_at <= now() - ? * interval '1 minute'", [limits.idleMinutes])
    .delete();
}
