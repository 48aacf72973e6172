import type { ListDefinition } from '../domain/generated/list';
import { statusItem, statusListOf } from '../domain/process/statusList';
import type { StatusItem } from '../domain/process/held';
import type { JsonObject } from '../domain/process/types';
import type { Db } from './connect';
import type { RecordContext } from './context';
import { newest } from './definitions';
import type { Write } from './pipeline';
import type { RecordJson } from './records/read';

/** What the published list says of the statuses of an entity's records; none when it has no such list. */
export async function statusesOf(db: Db, entity: string): Promise<StatusItem[]> {
  const found = statusListOf(entity);
  const list = found && (await newest(db, 'list', found.list));
  // Published definitions were checked against their schema.
  return list ? (list.body as unknown as ListDefinition).items.map(statusItem) : [];
}

export interface StatusChange {
  from: string | null;
  to: string;
}

/** How the status changed; null when it is as it was, or the entity has none. */
export function statusChange(
  entity: string,
  before: RecordJson | null,
  after: RecordJson,
): StatusChange | null {
  const field = statusListOf(entity)?.field;
  const [from, to] = [before, after].map((record) => (field && record ? record[field] : null));
  if (typeof to !== 'string' || from === to) return null;
  return { from: typeof from === 'string' ? from : null, to };
}

/**
 * Writes down a change of the status with what it means by these items now, because lists change later. Gives that
 * meaning, for the processes that are told of it; undefined when the list does not know it.
 */
export function statusLog(
  trx: Db,
  entity: string,
  { id }: RecordJson,
  { from, to }: StatusChange,
  items: StatusItem[],
  { actorId, origin }: RecordContext,
): { row: Write; meaning: JsonObject | undefined } {
  const [was, is] = [from, to].map((code) => items.find((item) => item.code === code));
  const row = trx('status_log').insert({
    entity,
    entity_id: id,
    actor_id: actorId,
    origin: origin ?? null,
    from_status: from,
    from_semantic: was?.semantic ?? null,
    to_status: to,
    to_semantic: is?.semantic ?? 'open',
    waits_for: is?.waitsFor ?? null,
  });
  return { row, meaning: is && { ...is, title: { ...is.title } } };
}

/** The record is won, lost or stopped by what its status means. */
export async function isOver(db: Db, entity: string, record: JsonObject): Promise<boolean> {
  const field = statusListOf(entity)?.field;
  const item = field && (await statusesOf(db, entity)).find(({ code }) => code === record[field]);
  return item ? ['won', 'lost', 'stop'].includes(item.semantic) : false;
}

/** SQL: this column holds a status that the published list gives one of these semantics. */
export function hasStatus(entity: string, column: string, semantics: StatusItem['semantic'][]): string {
  const list = statusListOf(entity)?.list ?? '';
  return `${column} in (select item->>'code' from jsonb_array_elements((
    select d.body->'items' from definition d where d.kind = 'list' and d.key = '${list}' and d.status = 'published'
    order by d.version desc limit 1)) item where item->>'semantic' in (${semantics.map((s) => `'${s}'`).join(', ')}))`;
}
