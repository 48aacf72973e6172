import { DomainError } from '../../domain/errors';
import { obstacles } from '../../domain/process/migrate';
import { rulesOf, type MigrationRules } from '../../domain/process/migrationRules';
import { mapWith, suggestMap } from '../../domain/process/suggestMap';
import type { JsonObject } from '../../domain/process/types';
import type { ProcessDefinition } from '../../domain/generated/process';
import {
  createJob,
  getJob,
  listItems,
  type BulkItem,
  type ItemStatus,
  type JobProgress,
} from '../../db/bulk';
import type { Db } from '../../db/connect';
import { getDefinition, listVersions, newest } from '../../db/definitions';
import { getInstance } from '../../db/instances';
import { mapGiven, positionsOf } from '../../db/positions';
import { planOf, stateOf } from '../actor';
import { migration as migrateCommand } from '../bulkCommand';
import { applyCommand } from '../command';
import { jobCommands, jobOf } from '../jobs';
import { sentenceOf } from '../sentence';
import { MIGRATION, MIGRATION_ITEM, MIGRATION_MAP, OBSTACLES, RULES } from '../http/bulkSchema';
import { found, pageAnswer } from '../http/answers';
import { PROCESS } from '../http/processSchema';
import { route } from '../http/route';
import {
  choice,
  FLAG,
  list,
  object,
  orNull,
  PAGE_QUERY,
  page,
  query,
  REASON,
  TEXT,
  VERSION,
  WHOLE,
} from '../http/schemas';
import { visibleInstance } from '../visible';
import { processView } from './processes';

interface NewMigration extends MigrationRules {
  definition: { key: string };
  from?: number;
  to: number;
  reason?: string;
  dryRun?: boolean;
}

type OneMigration = MigrationRules & { version: number; reason: string };

/** What becomes of an item, in the words of a migration. */
const MIGRATION_STATUS = {
  pending: 'pending',
  possible: 'movable',
  done: 'moved',
  refused: 'refused',
  failed: 'failed',
} as const satisfies Record<ItemStatus, string>;
type MigrationStatus = (typeof MIGRATION_STATUS)[ItemStatus];
const ITEM_STATUSES = Object.keys(MIGRATION_STATUS) as ItemStatus[]; // the keys of the table above

const studio = { tag: 'definitions', permission: 'definition.publish' } as const;
const PLACE = { ...studio, path: '/api/migrations', response: MIGRATION };

/** Live instances to another version: one, or all of them with a dry run first; see docs/migration.md. */
export const migrationRoutes = [
  route<NewMigration>({
    ...studio,
    method: 'post',
    path: '/api/migrations',
    summary:
      'Looks at every live process of a definition, or moves them: to a published version, or back to a retired one.',
    body: object(
      {
        definition: object({ key: { type: 'string', minLength: 1, maxLength: 128 } }),
        from: VERSION,
        to: VERSION,
        reason: REASON,
        dryRun: FLAG,
        ...RULES,
      },
      ['definition', 'to'],
    ),
    response: MIGRATION,
    status: 201,
    async handle({ body, context, deps, write }) {
      const { definition, from, to, reason = null, dryRun = true, ...rules } = body;
      const target = await getDefinition(deps.db, 'process', definition.key, to);
      if (!target) throw new DomainError('NOT_FOUND', { definition: definition.key, version: to });
      return write(async (trx) => {
        const params: JsonObject = JSON.parse(JSON.stringify({ version: to, ...rules })) as JsonObject; // plain JSON
        const job = { operation: 'migrate', params, reason, dryRun };
        const selection = {
          definition: definition.key,
          notVersion: to,
          ...(from !== undefined && { version: from }),
        };
        const id = await createJob(trx, job, selection, context);
        return { headers: { Location: `/api/migrations/${id}` }, body: viewOf(found(await getJob(trx, id))) };
      });
    },
  }),
  route({
    ...studio,
    method: 'get',
    path: '/api/definitions/process/{key}/positions',
    summary: 'How many live processes stand in each stage and have each step open, by version.',
    response: object({
      items: list(object({ version: WHOLE, stage: TEXT, step: orNull(TEXT), running: WHOLE })),
    }),
    async handle({ params: { key = '' }, deps }) {
      found((await listVersions(deps.db, 'process', key))[0]);
      return { body: { items: await positionsOf(deps.db, key) } };
    },
  }),
  route<undefined, { from: number; to: number }>({
    ...studio,
    method: 'get',
    path: '/api/definitions/process/{key}/migration-map',
    summary:
      'What to give as `map` from one version to another: what is declared, and suggestions: the last migration backwards, equal titles, equal statuses.',
    query: { ...query({ from: VERSION, to: VERSION }), required: ['from', 'to'] },
    response: MIGRATION_MAP,
    handle: async ({ params: { key = '' }, query, deps }) => ({
      body: await suggestionFor(deps.db, key, query.from, query.to),
    }),
  }),
  route({
    ...studio,
    method: 'get',
    path: '/api/migrations/{id}',
    summary: 'How far a migration is.',
    response: MIGRATION,
    handle: async (call) => ({ body: viewOf(await jobOf(call)) }),
  }),
  route<undefined, { status?: MigrationStatus; limit?: number; cursor?: string }>({
    ...studio,
    method: 'get',
    path: '/api/migrations/{id}/items',
    summary: 'Each process of a migration, with the reason where it cannot move.',
    query: query({ status: choice(...Object.values(MIGRATION_STATUS)), ...PAGE_QUERY }),
    response: page(MIGRATION_ITEM),
    async handle(call) {
      const { id } = await jobOf(call);
      const status = ITEM_STATUSES.find((name) => MIGRATION_STATUS[name] === call.query.status);
      const { items, next } = await listItems(call.deps.db, id, { ...call.query, status });
      return pageAnswer(`/api/migrations/${id}/items`, call.query, items.map(itemOf), next);
    },
  }),
  ...jobCommands(PLACE, viewOf, {
    start: 'Moves what a dry run has looked at.',
    cancellation: 'Stops a migration; what has moved stays where it is.',
    retry: 'Tries again what could not be moved, and goes on with what a stop left over.',
  }),
  route<undefined, { version?: number }>({
    method: 'get',
    path: '/api/processes/{id}/migration',
    tag: 'processes',
    summary:
      'What keeps one process from moving to a version (the newest unless one is named), by that version’s rules; changes nothing.',
    permission: 'process.read',
    query: query({ version: VERSION }),
    response: OBSTACLES,
    async handle({ params, query, context, deps }) {
      const instance = await visibleInstance(deps.db, params['id'] ?? '', context);
      const version =
        query.version ?? (await newest(deps.db, 'process', instance.definitionKey))?.version ?? 0;
      const command = await migrateCommand(deps.db, { version }, null, instance);
      const before = await planOf(deps.db, instance);
      const rules = rulesOf(command, instance.definitionVersion);
      const reasons = obstacles(before, command.plan, stateOf(instance), rules);
      return { body: { ok: reasons.length === 0, reasons } };
    },
  }),
  route<OneMigration>({
    method: 'post',
    path: '/api/processes/{id}/migration',
    tag: 'processes',
    summary: 'Moves one process to another published version, or back to one it ran on, with a reason.',
    permission: 'process.read',
    body: object({ version: VERSION, reason: REASON, ...RULES }, ['version', 'reason']),
    response: PROCESS,
    async handle(call) {
      const { db } = call.deps;
      const instance = await visibleInstance(db, call.params['id'] ?? '', call.context);
      const { id } = instance;
      const { reason, ...params } = call.body;
      await applyCommand(call, id, await migrateCommand(db, { ...params }, reason, instance));
      return { body: await processView(db, found(await getInstance(db, id)), call.who, call.context) };
    },
  }),
];

async function suggestionFor(db: Db, key: string, from: number, to: number) {
  const [before, after] = await Promise.all([processOf(db, key, from), processOf(db, key, to)]);
  const declared = before.migrations?.find((one) => one.from === to)?.map;
  const suggestions = suggestMap(before, after, (await mapGiven(db, key, to, from)) ?? declared);
  return { map: mapWith(from, after, suggestions), suggestions };
}

async function processOf(db: Db, key: string, version: number): Promise<ProcessDefinition> {
  const { body } = found(await getDefinition(db, 'process', key, version));
  return body as unknown as ProcessDefinition; // what is published was checked by its schema
}

function viewOf({ id, dryRun, status, total, counts }: JobProgress) {
  const { pending, done, refused, failed } = counts;
  return { id, dryRun, status, total, done: total - pending, moved: done, failed: refused + failed };
}

function itemOf({ instanceId, title, version, status, code, details }: BulkItem) {
  return {
    instanceId,
    title,
    version,
    status: MIGRATION_STATUS[status],
    reason: code === null ? null : { code, message: sentenceOf({ code, details }) },
  };
}
