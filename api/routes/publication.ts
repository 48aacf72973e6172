import { audit } from '../../db/audit';
import { getDefinition, retire } from '../../db/definitions';
import { deleteDraft, getDraft } from '../../db/drafts';
import { DomainError } from '../../domain/errors';
import { found } from '../http/answers';
import { route } from '../http/route';
import { object, REASON, TEXT, VERSION, WHOLE } from '../http/schemas';
import { PUBLICATION } from '../http/studioSchema';
import { publishRehearsed, rehearsePublication } from '../publish';
import { sameDefinition } from '../studio/drafts';
import { publishedSet } from '../studio/published';

const common = { tag: 'definitions', permission: 'definition.publish' } as const;

export const publicationRoutes = [
  route({
    ...common,
    method: 'post',
    path: '/api/drafts/{id}/publication',
    summary: 'Publishes a draft that has no error and passes every scenario, and throws the draft away.',
    body: object({}),
    response: PUBLICATION,
    status: 201,
    async handle(call) {
      const { params, deps, context, write } = call;
      const { id = '' } = params;
      const { kind, key, text, revision } = found(await getDraft(deps.db, id));
      const rehearsal = await rehearsePublication(call, [{ file: `${key}.json`, text }], 'must pass');
      sameDefinition(rehearsal.documents, { kind, key });
      return write(async (trx) => {
        const draft = found(await deleteDraft(trx, id));
        // what was rehearsed is what is published
        if (draft.revision !== revision)
          throw new DomainError('VERSION_CONFLICT', { revision: draft.revision });
        return { body: await publishRehearsed(trx, rehearsal, context) };
      });
    },
  }),
  route<{ version: number; reason: string }>({
    ...common,
    method: 'post',
    path: '/api/definitions/{kind}/{key}/retirement',
    summary: 'Retires a version: nothing new starts with it, what runs goes on.',
    body: object({ version: VERSION, reason: REASON }),
    response: object({ kind: TEXT, key: TEXT, version: WHOLE, status: TEXT }),
    async handle({ params: { kind = '', key = '' }, body: { version, reason }, deps, context, write }) {
      found(await getDefinition(deps.db, kind, key, version));
      const published = await publishedSet(deps.db);
      const by = await deps.bench.run(context.actorId, 'users', { kind, key }, published);
      return write(async (trx) => {
        const { isNew, left } = await retire(trx, kind, key, version);
        if (left === 0 && by.length > 0) throw new DomainError('DEFINITION_IN_USE', { by });
        if (isNew)
          await audit(trx, context, {
            action: 'retire',
            entity: 'definition',
            after: { kind, key, version },
            reason,
          });
        return { body: { kind, key, version, status: 'retired' } };
      });
    },
  }),
];
