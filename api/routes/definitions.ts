import { getDefinition, listDefinitions, newest } from '../../db/definitions';
import type { DefinitionRow } from '../../db/definitions';
import type { ProcessDefinition } from '../../domain/generated/process';
import { bpmnOf } from '../../domain/process/bpmn/process';
import { found } from '../http/answers';
import { route, type Call } from '../http/route';
import {
  choice,
  FLAG,
  INSTANT,
  JSON_OBJECT,
  LABEL,
  list,
  object,
  orNull,
  query,
  TEXT,
  UUID,
  VERSION,
  WHOLE,
} from '../http/schemas';
import { PROBLEM, PUBLICATION } from '../http/studioSchema';
import { checkFiles, publishRehearsed, rehearsePublication, type DefinitionFile } from '../publish';

const HEAD = {
  kind: TEXT,
  key: TEXT,
  version: WHOLE,
  sha256: TEXT,
  title: orNull(LABEL),
  status: choice('published', 'retired'),
  publishedAt: INSTANT,
  publishedBy: orNull(UUID),
};
const FILES = object({
  files: {
    ...list(object({ file: { type: 'string', maxLength: 500 }, text: TEXT })),
    minItems: 1,
    maxItems: 200,
  },
});
/** One document as it is, or the texts of several files that may name each other. */
const BODY = {
  anyOf: [
    FILES,
    { type: 'object', properties: { kind: TEXT }, required: ['kind'], additionalProperties: true },
  ],
};

type Body = { files: DefinitionFile[] } | Record<string, unknown>;

export const definitionRoutes = [
  route<undefined, { kind?: string }>({
    method: 'get',
    path: '/api/definitions',
    tag: 'definitions',
    summary:
      'The newest published version of each definition, how many versions there are, and how many processes run.',
    permission: 'definition.read',
    query: query({ kind: { type: 'string', maxLength: 64 } }),
    response: object({ items: list(object({ ...HEAD, versions: WHOLE, running: WHOLE })) }),
    async handle({ query, deps }) {
      const rows = await listDefinitions(deps.db, query.kind);
      return {
        body: {
          items: rows.map((row) => ({ ...headOf(row), versions: row.versions, running: row.running })),
        },
      };
    },
  }),
  route<undefined, { version?: number }>({
    method: 'get',
    path: '/api/definitions/{kind}/{key}',
    tag: 'definitions',
    summary: 'One definition: the newest published version, or the version asked for.',
    permission: 'definition.read',
    query: query({ version: VERSION }),
    response: object({ ...HEAD, body: JSON_OBJECT }),
    async handle({ params, query: { version }, deps }) {
      const { kind = '', key = '' } = params;
      const row = found(
        version === undefined
          ? await newest(deps.db, kind, key)
          : await getDefinition(deps.db, kind, key, version),
      );
      return { body: { ...headOf(row), body: row.body } };
    },
  }),
  route<undefined, { version?: number }>({
    method: 'get',
    path: '/api/definitions/process/{key}/bpmn',
    tag: 'definitions',
    summary:
      'A process as a BPMN 2.0 file with its diagram, in your language: the newest published version, or the one asked for.',
    permission: 'definition.read',
    query: query({ version: VERSION }),
    response: TEXT,
    contentType: 'application/xml; charset=utf-8',
    async handle({ params: { key = '' }, query: { version }, deps, who }) {
      const row = found(
        version === undefined
          ? await newest(deps.db, 'process', key)
          : await getDefinition(deps.db, 'process', key, version),
      );
      // published: it was checked by its schema
      const definition = row.body as unknown as ProcessDefinition;
      return {
        headers: { 'Content-Disposition': `attachment; filename="${key}-${row.version}.bpmn"` },
        body: bpmnOf(definition, who.locale === 'en' ? 'en' : 'zh-CN'),
      };
    },
  }),
  route<Body>({
    method: 'post',
    path: '/api/definitions',
    tag: 'definitions',
    summary:
      'Publishes new versions that pass their scenarios into the running system: the next process uses them, running ones keep theirs.',
    permission: 'definition.publish',
    body: BODY,
    response: PUBLICATION,
    status: 201,
    async handle(call) {
      const rehearsal = await rehearsePublication(call, filesOf(call));
      return call.write(async (trx) => ({ body: await publishRehearsed(trx, rehearsal, call.context) }));
    },
  }),
  route<Body, { scenarios?: boolean }>({
    method: 'post',
    path: '/api/definitions/check',
    tag: 'definitions',
    summary:
      'Checks definitions as publishing would, and publishes nothing; with `scenarios` it also plays theirs and refuses as publishing would.',
    query: query({ scenarios: FLAG }),
    permission: 'definition.read',
    body: BODY,
    response: object({ ok: FLAG, problems: list(PROBLEM) }),
    async handle(call) {
      const files = filesOf(call);
      const problems = call.query.scenarios
        ? (await rehearsePublication(call, files)).problems
        : await checkFiles(call, files);
      return { body: { ok: problems.every(({ severity }) => severity !== 'error'), problems } };
    },
  }),
];

// A document's own text, because problems are told by line and column.
function filesOf({ body, text }: Pick<Call<Body>, 'body' | 'text'>): DefinitionFile[] {
  // the schema lets `files` through only as a list of files, or as a member of a document, which has a kind
  return 'files' in body && !('kind' in body)
    ? (body.files as DefinitionFile[])
    : [{ file: 'document', text }];
}

function headOf({ kind, key, version, sha256, body, status, publishedAt, publishedBy }: DefinitionRow) {
  return { kind, key, version, sha256, title: body['title'] ?? null, status, publishedAt, publishedBy };
}
