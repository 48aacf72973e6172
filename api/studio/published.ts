import type { Document } from '../../domain/definition/catalogue';
import { run, type Db } from '../../db/connect';

/** What is published now; the same revision is the same documents. */
export interface PublishedSet {
  revision: string;
  documents: Document[];
}

let remembered: PublishedSet | null = null;

/**
 * The newest published version of each definition. What changes them changes the revision, which is read each time (a few
 * dozen short rows) before the documents themselves, which are read only when it has changed.
 */
export async function publishedSet(db: Db): Promise<PublishedSet> {
  const [row] = await run<{ revision: string }>(db, {
    name: 'published-revision',
    text: REVISION,
    values: [],
  });
  const revision = row?.revision ?? '';
  if (remembered?.revision === revision) return remembered;
  const rows = await run<{ body: Document }>(db, {
    name: 'published-documents',
    text: DOCUMENTS,
    values: [],
  });
  // what is published was checked against the schema of its kind
  remembered = { revision, documents: rows.map(({ body }) => body) };
  return remembered;
}

const REVISION = `select md5(coalesce(string_agg(concat_ws(' ', kind, key, version, sha256), E'\\n' order by kind, key, version), ''))
  as revision from definition where status = 'published'`;
const DOCUMENTS = `select distinct on (kind, key) body from definition where status = 'published'
  order by kind, key, version desc`;
