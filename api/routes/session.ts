import { DomainError } from '../../domain/errors';
import { OPERATIONS } from '../../domain/generated/roles';
import { may, type Operation } from '../../domain/permissions';
import { audit } from '../../db/audit';
import { findLogin } from '../../db/people';
import { createSession, endSession } from '../../db/sessions';
import { endedCookie, sessionCookie } from '../auth/cookie';
import type { Principal } from '../auth/principal';
import type { Deps } from '../deps';
import { route, type Answer, type Call } from '../http/route';
import { list, object, TEXT, UUID } from '../http/schemas';

export const USER = object({
  id: UUID,
  name: TEXT,
  login: TEXT,
  roles: list(TEXT),
  groups: list(TEXT),
  locale: TEXT,
  operations: list(TEXT),
});

export const sessionRoutes = [
  route<{ login: string; password: string }>({
    method: 'post',
    path: '/api/session',
    tag: 'session',
    summary: 'Signs in with login and password and sets the session cookie.',
    permission: 'public',
    body: object({
      login: { type: 'string', minLength: 1, maxLength: 100 },
      password: { type: 'string', minLength: 1, maxLength: 1000 },
    }),
    response: object({ user: USER }),
    handle: signIn,
  }),
  route({
    method: 'get',
    path: '/api/session',
    tag: 'session',
    summary: 'Tells who is signed in and what they may do.',
    permission: 'signedIn',
    response: object({ user: USER }),
    handle: ({ who }) => Promise.resolve({ body: { user: userOf(who) } }),
  }),
  route({
    method: 'delete',
    path: '/api/session',
    tag: 'session',
    summary: 'Signs out. The session cannot be used any more, wherever its cookie is.',
    permission: 'public',
    response: null,
    async handle({ who, deps }) {
      if (who.sessionId !== undefined) await signOut(deps, who.sessionId);
      return { headers: { 'Set-Cookie': endedCookie(isSecure(deps.config.publicUrl)) } };
    },
  }),
];

async function signIn({
  body,
  who,
  deps,
  header,
  requestId,
  address,
}: Call<{ login: string; password: string }>): Promise<Answer> {
  const { db, throttle, passwords, config } = deps;
  throttle.check(body.login, address);
  const person = await findLogin(db, body.login);
  const isGood = await passwords.matches(person?.active ? person.passwordHash : null, body.password);
  if (!isGood || !person) {
    throttle.failed(body.login, address);
    throw new DomainError('LOGIN_FAILED');
  }
  throttle.succeeded(body.login, address);
  // a session that somebody else put into this browser ends here
  if (who.sessionId !== undefined) await signOut(deps, who.sessionId);
  const { id } = await createSession(db, person.id, header('user-agent') ?? null);
  await audit(
    db,
    { actorId: person.id, requestId },
    { action: 'signIn', entity: 'employee', entityId: person.id },
  );
  const user = userOf({ ...person, via: 'session', scopes: [] });
  return { headers: { 'Set-Cookie': sessionCookie(id, isSecure(config.publicUrl)) }, body: { user } };
}

async function signOut({ db, identities }: Deps, sessionId: string): Promise<void> {
  await endSession(db, sessionId);
  identities.forgetSession(sessionId);
}

export function userOf(who: Principal) {
  const { id, name, login, roles, groups, locale } = who;
  // OPERATIONS is keyed by Operation
  const operations = (Object.keys(OPERATIONS) as Operation[]).filter((operation) => may(who, operation));
  return { id, name, login, roles, groups, locale, operations };
}

function isSecure(publicUrl: string): boolean {
  return publicUrl.startsWith('https:');
}
