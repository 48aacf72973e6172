import type { Organisation } from '../domain/definition/organisation';
import type { Problem } from '../domain/definition/problem';
import { DomainError } from '../domain/errors';
import { audit } from '../db/audit';
import type { Db } from '../db/connect';
import type { RecordContext } from '../db/context';
import { publish, refuseOther } from '../db/definitions';
import { getOrganisation } from '../db/people';
import type { Deps } from './deps';
import { publishedSet } from './studio/published';
import { differing, type Rehearsal } from './studio/rehearsal';
import { invalidDefinition } from './studio/simulate';

export interface DefinitionFile {
  file: string;
  text: string;
}

/** Files, and the people of the company for which they are meant. */
export interface FilesForPeople {
  files: DefinitionFile[];
  organisation?: Organisation;
}

export interface Published {
  kind: string;
  key: string;
  version: number;
  sha256: string;
  /** False when this version was there already, with the same content. */
  published: boolean;
}

export interface Publication {
  published: Published[];
  problems: Problem[];
  scenarios: { name: string; ok: boolean }[];
}

/** Who wants something of a text: their jobs are done in turn with those of others. */
export interface Author {
  deps: Pick<Deps, 'db' | 'bench'>;
  context: Pick<RecordContext, 'actorId'>;
}

/** Checks files together, beside what the running system has published. */
export async function checkFiles({ deps, context }: Author, files: DefinitionFile[]): Promise<Problem[]> {
  const input = await forPeople(deps.db, files);
  return deps.bench.run(context.actorId, 'check', input, await publishedSet(deps.db));
}

/** Where nobody is in any group yet, as in a new company, nothing is said of groups. */
async function forPeople(db: Db, files: DefinitionFile[]): Promise<FilesForPeople> {
  const organisation = await getOrganisation(db);
  return organisation.groups.length > 0 ? { files, organisation } : { files };
}

/**
 * What stands in the way of publishing, before anything is written: DEFINITION_INVALID with every problem,
 * SCENARIO_FAILED with every scenario (its own tests always count; the shipped ones where `shipped` says so, else each
 * that fails is a warning), ENTITY_NOT_DEPLOYED, because an entity's columns need a migration, ALREADY_PUBLISHED when a
 * version is there with other content.
 */
export async function rehearsePublication(
  { deps, context }: Author,
  files: DefinitionFile[],
  shipped: 'must pass' | 'warn' = 'warn',
): Promise<Rehearsal> {
  const input = await forPeople(deps.db, files);
  const rehearsal = await deps.bench.run(context.actorId, 'rehearse', input, await publishedSet(deps.db));
  const { documents, problems, scenarios } = rehearsal;
  if (problems.some(({ severity }) => severity === 'error')) throw invalidDefinition(problems);
  const entity = documents.find(({ kind }) => kind === 'entity');
  if (entity) throw new DomainError('ENTITY_NOT_DEPLOYED', { key: entity.key });
  const failed = scenarios.filter(({ ok }) => !ok);
  if (failed.some(({ source }) => source === 'own' || shipped === 'must pass'))
    throw new DomainError('SCENARIO_FAILED', { scenarios });
  for (const document of documents) await refuseOther(deps.db, document);
  return { ...rehearsal, problems: [...problems, ...failed.map(differing)] };
}

/**
 * Publishes what was rehearsed, all of it or nothing; ALREADY_PUBLISHED also where somebody else was quicker. The next
 * instance uses the new version, running ones keep theirs.
 */
export async function publishRehearsed(
  trx: Db,
  { documents, problems, scenarios }: Rehearsal,
  context: Omit<RecordContext, 'roles'>,
): Promise<Publication> {
  const published: Published[] = [];
  for (const document of documents) {
    const { kind, key, version } = document;
    const done = await publish(trx, document, context.actorId);
    published.push({ kind, key, ...done });
    if (done.published)
      await audit(trx, context, {
        action: 'publish',
        entity: 'definition',
        after: { kind, key, version, sha256: done.sha256 },
      });
  }
  return { published, problems, scenarios: scenarios.map(({ name, ok }) => ({ name, ok })) };
}
