import type { IncomingMessage } from 'node:http';
import { DomainError } from '../../domain/errors';
import { can, may } from '../../domain/permissions';
import { entityOf } from '../../domain/entity/catalogue';
import { identityOfSession, identityOfToken, type Identity } from '../../db/api-identity';
import type { Db } from '../../db/connect';
import type { Route } from '../http/route';
import { sessionIdOf } from './cookie';

/** Whoever sends a request. Nobody is a principal without roles, whom every permission but `public` refuses. */
export interface Principal extends Identity {
  via: 'nobody' | 'session' | 'token';
  sessionId?: string;
  /** What an API token is limited to; empty = everything that the person may do. */
  scopes: string[];
}

export const NOBODY: Principal = {
  id: '',
  name: '',
  login: '',
  roles: [],
  groups: [],
  locale: 'zh-CN',
  via: 'nobody',
  scopes: [],
};

/** A bearer token counts before the cookie; a token or cookie that is not good any more is nobody. */
export async function identify(db: Db, request: IncomingMessage): Promise<Principal> {
  const token = /^Bearer (\S{1,200})$/i.exec(request.headers.authorization ?? '')?.[1];
  if (token !== undefined) {
    const identity = await identityOfToken(db, token);
    return identity ? { ...identity, via: 'token' } : NOBODY;
  }
  const sessionId = sessionIdOf(request);
  const identity = sessionId === undefined ? null : await identityOfSession(db, sessionId);
  return identity ? { ...identity, via: 'session', sessionId, scopes: [] } : NOBODY;
}

/** UNAUTHENTICATED, FORBIDDEN or TOKEN_SCOPE, when this person may not call this route at all. */
export function admit(route: Route, who: Principal): void {
  const { permission } = route;
  if (permission === 'public') return;
  if (who.via === 'nobody') throw new DomainError('UNAUTHENTICATED');
  if (!isInScope(route, who))
    throw new DomainError('TOKEN_SCOPE', { needed: `${route.tag}:${accessOf(route)}` });
  if (permission === 'signedIn') return;
  const allowed =
    typeof permission === 'string'
      ? may(who, permission)
      : can(who, permission.verb, entityOf(permission.entity)) !== 'none';
  if (!allowed) throw new DomainError('FORBIDDEN');
}

// A scope is `records:read`, `tasks:write`, or `*:read`; writing includes reading.
function isInScope(route: Route, { scopes }: Principal): boolean {
  if (scopes.length === 0) return true;
  const wanted = accessOf(route) === 'read' ? ['read', 'write'] : ['write'];
  return wanted.some((access) => scopes.includes(`${route.tag}:${access}`) || scopes.includes(`*:${access}`));
}

function accessOf(route: Route): 'read' | 'write' {
  return route.method === 'get' ? 'read' : 'write';
}
