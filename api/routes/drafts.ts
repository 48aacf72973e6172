import { audit } from '../../db/audit';
import type { Db } from '../../db/connect';
import { newest } from '../../db/definitions';
import {
  createDraft,
  deleteDraft,
  editorsOf,
  getDraft,
  listDrafts,
  saveDraft,
  touchPresence,
} from '../../db/drafts';
import { DomainError, ERRORS } from '../../domain/errors';
import { etag, expectedVersion, found } from '../http/answers';
import { route } from '../http/route';
import { list, object, VERSION } from '../http/schemas';
import { DRAFT, DRAFT_ITEM, KIND, NAME, OPEN_DRAFT, PRESENCE, SOURCE } from '../http/studioSchema';
import { contentOf, textFrom, type Origin } from '../studio/drafts';

type NewDraft = { kind: string; key: string; text: string } | { from: Origin };

/** Not `oneOf`, which would tell of a bad key that `from` is missing too. */
const NEW_DRAFT = {
  if: { required: ['from'] },
  then: object({ from: object({ kind: KIND, key: NAME, version: VERSION }, ['kind', 'key']) }),
  else: object({ kind: KIND, key: NAME, text: SOURCE }),
};
const common = { tag: 'definitions', permission: 'definition.publish' } as const;

export const draftRoutes = [
  route({
    ...common,
    method: 'get',
    path: '/api/drafts',
    permission: 'definition.read',
    summary: 'Definitions that somebody is still writing, with what was wrong when they were last saved.',
    response: object({ items: list(DRAFT_ITEM) }),
    handle: async ({ deps }) => ({ body: { items: await listDrafts(deps.db) } }),
  }),
  route<NewDraft>({
    ...common,
    method: 'post',
    path: '/api/drafts',
    summary:
      'Begins a draft, with a text or from a published version; DRAFT_EXISTS names the one there is, DEFINITION_EXISTS says that a new key is published.',
    body: NEW_DRAFT,
    response: DRAFT,
    status: 201,
    async handle(call) {
      const { body, deps, context, write } = call;
      const origin = 'from' in body ? body.from : body;
      const { text, baseVersion } =
        'from' in body ? await textFrom(deps.db, body.from) : { text: body.text, baseVersion: null };
      const { kind, key } = origin;
      if (!('from' in body)) await refusePublished(deps.db, kind, key);
      const content = await contentOf(call, text, `${key}.json`);
      return write(async (trx) => {
        const draft = await createDraft(trx, { kind, key, baseVersion, ...content }, context.actorId);
        await audit(trx, context, { ...entry('create', draft), after: { kind, key, baseVersion } });
        return {
          headers: { Location: `/api/drafts/${draft.id}`, ETag: etag(draft.revision) },
          body: draft,
          created: { entity: 'definition_draft', entityId: draft.id },
        };
      });
    },
  }),
  route({
    ...common,
    method: 'get',
    path: '/api/drafts/{id}',
    permission: 'definition.read',
    summary: 'A draft with its text, and who has it open.',
    response: OPEN_DRAFT,
    async handle({ params: { id = '' }, deps }) {
      const draft = found(await getDraft(deps.db, id));
      const editors = await editorsOf(deps.db, id);
      return { headers: { ETag: etag(draft.revision) }, body: { ...draft, editors } };
    },
  }),
  route<{ text: string }>({
    ...common,
    method: 'put',
    path: '/api/drafts/{id}',
    summary:
      'Saves the text, finished or not; needs If-Match. VERSION_CONFLICT says who saved meanwhile, and when.',
    body: object({ text: SOURCE }),
    response: DRAFT,
    async handle(call) {
      const { params, body, deps, context, header, write } = call;
      const { id = '' } = params;
      const revision = expectedVersion(header('if-match'));
      const { key } = found(await getDraft(deps.db, id));
      const content = await contentOf(call, body.text, `${key}.json`);
      return write(async (trx) => {
        const saved = found(await saveDraft(trx, id, revision, content, context.actorId));
        return { headers: { ETag: etag(saved.revision) }, body: saved };
      });
    },
  }),
  route({
    ...common,
    method: 'delete',
    path: '/api/drafts/{id}',
    summary: 'Throws a draft away. What is published stays.',
    response: null,
    status: 204,
    handle: ({ params: { id = '' }, context, write }) =>
      write(async (trx) => {
        const gone = found(await deleteDraft(trx, id));
        const { kind, key, revision } = gone;
        await audit(trx, context, { ...entry('delete', gone), before: { kind, key, revision } });
        return {};
      }),
  }),
  route({
    ...common,
    method: 'post',
    path: '/api/drafts/{id}/presence',
    summary: 'Says that the caller has the draft open, about every 15 seconds, and tells who else has.',
    body: object({}),
    response: PRESENCE,
    async handle({ params: { id = '' }, deps, who }) {
      found(await getDraft(deps.db, id));
      await touchPresence(deps.db, id, who.id);
      return { body: { editors: await editorsOf(deps.db, id) } };
    },
  }),
];

function entry(action: string, { id }: { id: string }) {
  return { action, entity: 'definition_draft', entityId: id };
}

/** Under a key that is published a draft begins with what is published; a stranger's text would be its next version. */
async function refusePublished(db: Db, kind: string, key: string): Promise<void> {
  const code = 'DEFINITION_EXISTS';
  if (await newest(db, kind, key))
    throw new DomainError(code, { kind, key }, [{ pointer: '/key', code, message: ERRORS[code].title }]);
}
