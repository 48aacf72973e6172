import { audit } from '../../db/audit';
import { createToken, listTokens, revokeToken } from '../../db/tokens';
import { DomainError } from '../../domain/errors';
import { may } from '../../domain/permissions';
import type { Principal } from '../auth/principal';
import { route, type Schema } from '../http/route';
import { INSTANT, list, object, orNull, TEXT, UUID } from '../http/schemas';

interface Wanted {
  name: string;
  scopes?: string[];
  expiresAt?: string;
}

const SCOPE: Schema = { type: 'string', pattern: '^(\\*|[a-z]{1,40}):(read|write)$' };

/** API tokens: everybody's own; whoever manages tokens sees and ends all of them. */
export const tokenRoutes = [
  route({
    method: 'get',
    path: '/api/tokens',
    tag: 'session',
    summary: 'The API tokens that are good now: your own, or everybody’s for who manages tokens.',
    permission: 'signedIn',
    response: object({
      items: list(
        object({
          id: UUID,
          name: TEXT,
          employeeId: UUID,
          employeeLabel: TEXT,
          scopes: list(TEXT),
          createdAt: INSTANT,
          expiresAt: orNull(INSTANT),
          lastUsedAt: orNull(INSTANT),
        }),
      ),
    }),
    handle: async ({ who, deps }) => ({ body: { items: await listTokens(deps.db, ownerSeenBy(who)) } }),
  }),
  route<Wanted>({
    method: 'post',
    path: '/api/tokens',
    tag: 'session',
    summary: 'Makes an API token with your own rights, or fewer. It is shown only in this answer.',
    permission: 'signedIn',
    body: object(
      {
        name: { type: 'string', pattern: '\\S', maxLength: 100 },
        scopes: { type: 'array', items: SCOPE, maxItems: 50, uniqueItems: true },
        expiresAt: INSTANT,
      },
      ['name'],
    ),
    response: object({ id: UUID, token: TEXT }),
    status: 201,
    async handle({ who, body: { name, scopes = [], expiresAt }, deps: { db }, requestId }) {
      // a token of few rights must not be able to make itself one of many
      if (who.scopes.length > 0) throw new DomainError('FORBIDDEN');
      const expires = expiresAt === undefined ? null : new Date(expiresAt);
      const made = await db.transaction(async (trx) => {
        const token = await createToken(trx, who.id, name.trim(), scopes, expires);
        await audit(
          trx,
          { actorId: who.id, requestId },
          { action: 'createToken', entity: 'employee', entityId: who.id },
        );
        return token;
      });
      return { body: made };
    },
  }),
  route({
    method: 'delete',
    path: '/api/tokens/{id}',
    tag: 'session',
    summary: 'Ends an API token: one of your own, or anybody’s for who manages tokens.',
    permission: 'signedIn',
    response: null,
    async handle({ who, params, deps: { db }, requestId }) {
      await db.transaction(async (trx) => {
        if (!(await revokeToken(trx, params['id'] ?? '', ownerSeenBy(who))))
          throw new DomainError('NOT_FOUND');
        await audit(
          trx,
          { actorId: who.id, requestId },
          { action: 'revokeToken', entity: 'employee', entityId: who.id },
        );
      });
      return {};
    },
  }),
];

/** Whose tokens a person reaches: null for everybody's. */
function ownerSeenBy(who: Principal): string | null {
  return may(who, 'token.manage') && who.scopes.length === 0 ? null : who.id;
}
