import { createHash } from 'node:crypto';
import { DomainError } from '../domain/errors';
import type { JsonObject, Json } from '../domain/process/types';
import { run, type Db } from './connect';
import { tellCalendarChanged } from './outbox';

export interface DefinitionDocument {
  kind: string;
  key: string;
  version: number;
}

type Known = DefinitionDocument & { sha256: string; hasSource: boolean };

export interface DefinitionRow {
  kind: string;
  key: string;
  version: number;
  sha256: string;
  body: JsonObject;
  status: 'published' | 'retired';
  publishedAt: Date;
  publishedBy: string | null;
}

/** `body` as it was written, with its members in order; of versions from before that was kept, in no order. */
const COLUMNS = `kind, key, version, sha256, coalesce(source, body::json) as body, status,
  published_at as "publishedAt", published_by as "publishedBy"`;

/**
 * Publishes a checked document. The same version with the same content is no change (`published: false`); with other
 * content it is ALREADY_PUBLISHED, because a published version never changes.
 */
export async function publish(
  db: Db,
  document: DefinitionDocument,
  byId: string | null,
): Promise<{ version: number; sha256: string; published: boolean }> {
  const { kind, key, version } = document;
  const sha256 = canonicalSha256(document);
  const text = JSON.stringify(document);
  const inserted = await db('definition')
    .insert({ kind, key, version, sha256, body: text, source: text, published_by: byId })
    .onConflict(['kind', 'key', 'version'])
    .ignore()
    .returning('version');
  if (inserted.length > 0) {
    if (kind === 'calendar') await tellCalendarChanged(db, key);
    return { version, sha256, published: true };
  }
  await refuseOther(db, document);
  return { version, sha256, published: false };
}

/** ALREADY_PUBLISHED when this version is there with other content. */
export async function refuseOther(db: Db, document: DefinitionDocument): Promise<void> {
  const { kind, key, version } = document;
  const present = await getDefinition(db, kind, key, version);
  if (present && present.sha256 !== canonicalSha256(document))
    throw new DomainError('ALREADY_PUBLISHED', { kind, key, version });
}

/**
 * Publishes what the program ships and the database lacks. A version that is published with other content keeps it, and
 * is named in the answer, so that the start can say it.
 */
export async function syncShipped(
  db: Db,
  documents: DefinitionDocument[],
): Promise<{ published: string[]; different: string[] }> {
  const published: string[] = [];
  const different: string[] = [];
  const present = new Map(
    (
      await run<Known>(db, {
        text: 'select kind, key, version, sha256, source is not null as "hasSource" from definition',
        values: [],
      })
    ).map((row) => [nameOf(row), row]),
  );
  for (const document of documents) {
    const known = present.get(nameOf(document));
    if (known === undefined) {
      const done = await db.transaction((trx) => publish(trx, document, null));
      if (done.published) published.push(nameOf(document));
    } else if (known.sha256 !== canonicalSha256(document)) {
      different.push(nameOf(document));
    } else if (!known.hasSource) {
      const { kind, key, version } = document;
      await db('definition')
        .where({ kind, key, version })
        .update({ source: JSON.stringify(document) });
    }
  }
  return { published, different };
}

export async function newest(db: Db, kind: string, key: string): Promise<DefinitionRow | null> {
  const text = `select ${COLUMNS} from definition where kind = $1 and key = $2 and status = 'published' order by version desc limit 1`;
  const [row] = await run<DefinitionRow>(db, { name: 'newest-definition', text, values: [kind, key] });
  return row ?? null;
}

export async function getDefinition(
  db: Db,
  kind: string,
  key: string,
  version: number,
): Promise<DefinitionRow | null> {
  const text = `select ${COLUMNS} from definition where kind = $1 and key = $2 and version = $3`;
  const [row] = await run<DefinitionRow>(db, { name: 'one-definition', text, values: [kind, key, version] });
  return row ?? null;
}

/** The newest published version of each key, with how many versions there are and how many instances run. */
export async function listDefinitions(
  db: Db,
  kind: string | null = null,
): Promise<(DefinitionRow & { versions: number; running: number })[]> {
  const text = `select distinct on (d.kind, d.key) d.kind, d.key, d.version, d.sha256, d.body, d.status,
      d.published_at as "publishedAt", d.published_by as "publishedBy",
      (select count(*) from definition v where v.kind = d.kind and v.key = d.key) as versions,
      (select count(*) from process_instance i where d.kind = 'process' and i.definition_key = d.key
        and i.status in ('starting', 'active', 'held')) as running
    from definition d where d.status = 'published' and ($1::text is null or d.kind = $1)
    order by d.kind, d.key, d.version desc`;
  return run(db, { text, values: [kind] });
}

/** Retires a version; how many published ones are left, and whether this one was published until now. */
export async function retire(
  trx: Db,
  kind: string,
  key: string,
  version: number,
): Promise<{ isNew: boolean; left: number }> {
  const rows = await trx('definition')
    .select<{ version: number; status: string }[]>('version', 'status')
    .where({ kind, key })
    .orderBy('version')
    .forUpdate();
  const published = rows.filter(({ status }) => status === 'published');
  const others = published.filter((row) => row.version !== version);
  await trx('definition').where({ kind, key, version }).update({ status: 'retired' });
  return { isNew: others.length < published.length, left: others.length };
}

export interface VersionRow {
  version: number;
  status: 'published' | 'retired';
  sha256: string;
  publishedAt: Date;
  publishedById: string | null;
  publishedByLabel: string | null;
  running: number;
  /** Live instances that ran on it before and may go back, of a retired version; 0 of a published one. */
  mayReturn: number;
}

/** Every version of a definition, newest first. */
export async function listVersions(db: Db, kind: string, key: string): Promise<VersionRow[]> {
  const text = `select d.version, d.status, d.sha256, d.published_at as "publishedAt",
      d.published_by as "publishedById", e.name as "publishedByLabel",
      (select count(*) from process_instance i where d.kind = 'process' and i.definition_key = d.key
        and i.definition_version = d.version and i.status in ('starting', 'active', 'held')) as running,
      case when d.status = 'published' then 0 else (select count(distinct i.id) from process_instance i
        join process_event e on e.instance_id = i.id and e.event = 'migrated'
          and e.data->'from' = to_jsonb(d.version)
        where d.kind = 'process' and i.definition_key = d.key and i.definition_version <> d.version
        and i.status in ('active', 'held')) end as "mayReturn"
    from definition d left join employee e on e.id = d.published_by
    where d.kind = $1 and d.key = $2 order by d.version desc`;
  return run(db, { text, values: [kind, key] });
}

/** SHA-256 of the document with sorted keys and no spaces, without its `$schema`. */
export function canonicalSha256(document: object): string {
  const { $schema: _, ...content } = document as Record<string, Json>; // a definition is plain JSON
  return createHash('sha256').update(canonical(content)).digest('hex');
}

function canonical(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return `{${members
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`)
    .join(',')}}`;
}

function nameOf(document: DefinitionDocument): string {
  return `${document.kind}:${document.key}@${document.version}`;
}
