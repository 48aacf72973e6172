import { createHash, randomBytes } from 'node:crypto';
import type { Db } from './connect';
import { only } from './rows';

/** A new API token. The text is shown once; only its hash is kept. No scopes = everything that the person may do. */
export async function createToken(
  db: Db,
  employeeId: string,
  name: string,
  scopes: string[] = [],
  expiresAt: Date | null = null,
): Promise<{ id: string; token: string }> {
  const token = `gx_${randomBytes(32).toString('base64url')}`;
  const rows = await db('api_token')
    .insert({ hash: secretHash(token), employee_id: employeeId, name, scopes, expires_at: expiresAt })
    .returning<{ id: string }[]>('id');
  return { id: only(rows).id, token };
}

export interface TokenRow {
  id: string;
  employeeId: string;
  scopes: string[];
}

/** The token's owner if the token is good now and the person is still active. */
export async function findByToken(db: Db, token: string): Promise<TokenRow | null> {
  const row = await db('api_token as t')
    .join('employee as e', 'e.id', 't.employee_id')
    .first<TokenRow | undefined>({ id: 't.id', employeeId: 't.employee_id', scopes: 't.scopes' })
    .where({ 't.hash': secretHash(token), 'e.active': true })
    .whereNull('t.revoked_at')
    .whereRaw('(t.expires_at is null or t.expires_at > now())');
  if (!row) return null;
  // a minute's precision is enough for people, and spares a write for each request
  await db('api_token')
    .where({ id: row.id })
    .whereRaw("(last_used_at is null or last_used_at < now() - interval '1 minute')")
    .update({ last_used_at: db.fn.now() });
  return row;
}

export async function revokeToken(db: Db, id: string): Promise<boolean> {
  return (
    (await db('api_token').where({ id }).whereNull('revoked_at').update({ revoked_at: db.fn.now() })) > 0
  );
}

/** A secret of 256 random bits needs no salt and no slow hash. */
export function secretHash(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
