import type { Document } from '../domain/definition/catalogue';
import type { Problem } from '../domain/definition/problem';
import { DomainError } from '../domain/errors';
import { audit } from '../db/audit';
import type { Db } from '../db/connect';
import type { RecordContext } from '../db/context';
import { listDefinitions, publish } from '../db/definitions';
import { onBench } from './studio/bench';
import { differing, type Rehearsal } from './studio/rehearsal';
import { invalidDefinition } from './studio/simulate';

export interface DefinitionFile {
  file: string;
  text: string;
}

export interface Checked {
  documents: Document[];
  problems: Problem[];
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

/** Checks files together, beside what the running system has published. */
export async function checkFiles(db: Db, files: DefinitionFile[]): Promise<Checked> {
  return onBench('check', { files, published: await publishedDocuments(db) });
}

/** The newest published version of each definition. */
export async function publishedDocuments(db: Db): Promise<Document[]> {
  // what is published was checked against the schema of its kind
  return (await listDefinitions(db)).map(({ body }) => body as unknown as Document);
}

/**
 * What stands in the way of publishing, before anything is written: DEFINITION_INVALID with every problem,
 * SCENARIO_FAILED with every scenario (its own tests always count; the shipped ones where `shipped` says so, else each
 * that fails is a warning), ENTITY_NOT_DEPLOYED, because an entity's columns need a migration.
 */
export async function rehearsePublication(
  db: Db,
  files: DefinitionFile[],
  shipped: 'must pass' | 'warn' = 'warn',
): Promise<Rehearsal> {
  const rehearsal = await onBench('rehearse', { files, published: await publishedDocuments(db) });
  const { documents, problems, scenarios } = rehearsal;
  if (problems.some(({ severity }) => severity === 'error')) throw invalidDefinition(problems);
  const entity = documents.find(({ kind }) => kind === 'entity');
  if (entity) throw new DomainError('ENTITY_NOT_DEPLOYED', { key: entity.key });
  const failed = scenarios.filter(({ ok }) => !ok);
  if (failed.some(({ source }) => source === 'own' || shipped === 'must pass'))
    throw new DomainError('SCENARIO_FAILED', { scenarios });
  return { ...rehearsal, problems: [...problems, ...failed.map(differing)] };
}

/**
 * Publishes what was rehearsed, all of it or nothing. ALREADY_PUBLISHED when a version is there with other content. The
 * next instance uses the new version, running ones keep theirs.
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
