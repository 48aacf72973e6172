import type { IncomingMessage } from 'node:http';
import { DomainError } from '../../domain/errors';
import { can, may } from '../../domain/permissions';
import { entityOf } from '../../domain/entity/catalogue';
import { identityOfSession, identityOfToken, type Identity } from '../../db/api-identity';
import type { Db } from '../../db/connect';
import type { Route } from '../http/route';
import { sessionIdOf } from './cookie';
import { remembering } from './remember';

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

export interface Identities {
  /** A bearer token counts before the cookie; a token or cookie that is not good any more is nobody. */
  identify(request: IncomingMessage): Promise<Principal>;
  /** At once, not only when the second is over. */
  forgetSession(sessionId: string): void;
}

/** Who sends requests, read from the database at most once a second for each session and token. */
export function createIdentities(db: Db): Identities {
  const tokens = remembering(async (token) => {
    const identity = await identityOfToken(db, token);
    return identity && { ...identity, via: 'token' as const };
  });
  const sessions = remembering(async (sessionId) => {
    const identity = await identityOfSession(db, sessionId);
    return identity && { ...identity, via: 'session' as const, sessionId, scopes: [] };
  });
  return {
    async identify(request) {
      const token = /^Bearer (\S{1,200})$/i.exec(request.headers.authorization ?? '')?.[1];
      if (token !== undefined) return (await tokens.get(token)) ?? NOBODY;
      const sessionId = sessionIdOf(request);
      return (sessionId === undefined ? null : await sessions.get(sessionId)) ?? NOBODY;
    },
    forgetSession: (sessionId) => sessions.forget(sessionId),
  };
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
