import { isUuid } from '../domain/entity/fieldTypes';
import { DomainError } from '../domain/errors';
import type { JsonObject } from '../domain/process/types';
import type { Db } from './connect';
import { only } from './rows';

export interface DraftHead {
  id: string;
  kind: string;
  key: string;
  revision: number;
  baseVersion: number | null;
  title: JsonObject | null;
  errors: number;
  warnings: number;
  createdAt: Date;
  updatedAt: Date;
  updatedById: string | null;
  updatedByLabel: string | null;
}

export type DraftRow = DraftHead & { text: string };

export interface Editor {
  id: string;
  name: string;
  seenAt: Date;
}

/** What a draft's text says of itself, as far as it can be read. */
export interface DraftContent {
  text: string;
  title: JsonObject | null;
  errors: number;
  warnings: number;
}

const HEAD = {
  id: 'd.id',
  kind: 'd.kind',
  key: 'd.key',
  revision: 'd.revision',
  baseVersion: 'd.base_version',
  title: 'd.title',
  errors: 'd.errors',
  warnings: 'd.warnings',
  createdAt: 'd.created_at',
  updatedAt: 'd.updated_at',
  updatedById: 'd.updated_by',
  updatedByLabel: 'e.name',
};

export async function listDrafts(db: Db): Promise<DraftHead[]> {
  return db('definition_draft as d')
    .leftJoin('employee as e', 'e.id', 'd.updated_by')
    .select<DraftHead[]>(HEAD)
    .orderBy(['d.kind', 'd.key']);
}

export async function getDraft(db: Db, id: string): Promise<DraftRow | null> {
  if (!isUuid(id)) return null;
  const row = await db('definition_draft as d')
    .leftJoin('employee as e', 'e.id', 'd.updated_by')
    .first<DraftRow | undefined>({ ...HEAD, text: 'd.text' })
    .where('d.id', id);
  return row ?? null;
}

/** DRAFT_EXISTS with its id when somebody has begun one of this definition. */
export async function createDraft(
  db: Db,
  draft: DraftContent & { kind: string; key: string; baseVersion: number | null },
  byId: string | null,
): Promise<DraftRow> {
  const { kind, key, baseVersion } = draft;
  const inserted = await db('definition_draft')
    .insert({ kind, key, base_version: baseVersion, ...columnsOf(draft), updated_by: byId })
    .onConflict(['kind', 'key'])
    .ignore()
    .returning<{ id: string }[]>('id');
  const [row] = inserted;
  if (!row) {
    const present = await db('definition_draft').first<{ id: string } | undefined>('id').where({ kind, key });
    throw new DomainError('DRAFT_EXISTS', { id: present?.id });
  }
  return stored(db, row.id);
}

/** VERSION_CONFLICT, with who and when, unless `revision` is the newest; null = whatever there is. */
export async function saveDraft(
  db: Db,
  id: string,
  revision: number | null,
  content: DraftContent,
  byId: string | null,
): Promise<DraftRow | null> {
  const saved = await db('definition_draft')
    .where({ id, ...(revision !== null && { revision }) })
    .update({
      ...columnsOf(content),
      revision: db.raw('revision + 1'),
      updated_at: db.fn.now(),
      updated_by: byId,
    });
  if (saved > 0) return stored(db, id);
  const present = await getDraft(db, id);
  if (!present) return null;
  const { updatedById, updatedByLabel, updatedAt } = present;
  throw new DomainError('VERSION_CONFLICT', {
    revision: present.revision,
    updatedById,
    updatedByLabel,
    updatedAt: updatedAt.toISOString(),
  });
}

export async function deleteDraft(db: Db, id: string): Promise<DraftHead | null> {
  const draft = await getDraft(db, id);
  if (draft) await db('definition_draft').where({ id }).delete();
  return draft;
}

/** Says that somebody has the draft open. */
export async function touchPresence(db: Db, draftId: string, employeeId: string): Promise<void> {
  await db('draft_presence')
    .insert({ draft_id: draftId, employee_id: employeeId })
    .onConflict(['draft_id', 'employee_id'])
    .merge({ seen_at: db.fn.now() });
}

/** Who has been seen with the draft within 45 seconds; the editor says so every 15. */
export async function editorsOf(db: Db, draftId: string): Promise<Editor[]> {
  return db('draft_presence as p')
    .join('employee as e', 'e.id', 'p.employee_id')
    .select<Editor[]>({ id: 'e.id', name: 'e.name', seenAt: 'p.seen_at' })
    .where('p.draft_id', draftId)
    .whereRaw(`p.seen_at > now() - interval '45 seconds'`)
    .orderBy('e.name');
}

async function stored(db: Db, id: string): Promise<DraftRow> {
  return only([await getDraft(db, id)].flatMap((row) => row ?? []));
}

function columnsOf({ text, title, errors, warnings }: DraftContent) {
  return { text, title: title && JSON.stringify(title), errors, warnings };
}
