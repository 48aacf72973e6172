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
  name: string;
  employeeId: string;
  employeeLabel: string;
  scopes: string[];
  createdAt: Date;
  expiresAt: Date | null;
  lastUsedAt: Date | null;
}

/** The tokens that are good now, of one person or of everybody (null), newest first. */
export function listTokens(db: Db, employeeId: string | null): Promise<TokenRow[]> {
  const rows = db('api_token as t')
    .join('employee as e', 'e.id', 't.employee_id')
    .select<TokenRow[]>({
      id: 't.id',
      name: 't.name',
      employeeId: 't.employee_id',
      employeeLabel: 'e.name',
      scopes: 't.scopes',
      createdAt: 't.created_at',
      expiresAt: 't.expires_at',
      lastUsedAt: 't.last_used_at',
    })
    .where({ 'e.active': true })
    .whereNull('t.revoked_at')
    .whereRaw('(t.expires_at is null or t.expires_at > now())')
    .orderBy('t.id', 'desc')
    .limit(500);
  return employeeId === null ? rows : rows.where({ 't.employee_id': employeeId });
}

/** False when there is no such token, of this person if one is named, that is not revoked yet. */
export async function revokeToken(db: Db, id: string, employeeId: string | null): Promise<boolean> {
  const open = db('api_token').where({ id }).whereNull('revoked_at');
  const mine = employeeId === null ? open : open.where({ employee_id: employeeId });
  return (await mine.update({ revoked_at: db.fn.now() })) > 0;
}

/** A secret of 256 random bits needs no salt and no slow hash. */
export function secretHash(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
