import { run, type Db } from './connect';
import { SESSION_LIMITS, touchSession } from './sessions';
import { secretHash } from './tokens';

/** Who sends a request, as far as the API needs to know. */
export interface Identity {
  id: string;
  name: string;
  login: string;
  roles: string[];
  groups: string[];
  locale: 'zh-CN' | 'en';
}

const PERSON = 'e.id, e.name, e.login, e.roles, e.groups, e.locale';

/** The session's person in one statement, for every request; null when the session has ended in any way. */
export async function identityOfSession(
  db: Db,
  sessionId: string,
  idleMinutes = SESSION_LIMITS.idleMinutes,
): Promise<Identity | null> {
  const text = `select ${PERSON}, s.seen_at < now() - interval '1 minute' as stale
    from session s join employee e on e.id = s.employee_id
    where s.id_hash = $1 and e.active and s.expires_at > now() and s.seen_at > now() - $2::int * interval '1 minute'`;
  const rows = await run<Identity & { stale: boolean }>(db, {
    name: 'identity-session',
    text,
    values: [secretHash(sessionId), idleMinutes],
  });
  if (!rows[0]) return null;
  const { stale, ...identity } = rows[0];
  if (stale) await touchSession(db, sessionId);
  return identity;
}

/** The token's person and what the token is limited to. */
export async function identityOfToken(
  db: Db,
  token: string,
): Promise<(Identity & { scopes: string[] }) | null> {
  const text = `select ${PERSON}, t.scopes, t.id as "tokenId", coalesce(t.last_used_at < now() - interval '1 minute', true) as stale
    from api_token t join employee e on e.id = t.employee_id
    where t.hash = $1 and e.active and t.revoked_at is null and (t.expires_at is null or t.expires_at > now())`;
  const rows = await run<Identity & { scopes: string[]; tokenId: string; stale: boolean }>(db, {
    name: 'identity-token',
    text,
    values: [secretHash(token)],
  });
  if (!rows[0]) return null;
  const { stale, tokenId, ...identity } = rows[0];
  if (stale) await db('api_token').where({ id: tokenId }).update({ last_used_at: db.fn.now() });
  return identity;
}
