import type { ListDefinition } from '../domain/generated/list';
import { statusItem, statusListOf } from '../domain/process/statusList';
import type { StatusItem } from '../domain/process/held';
import type { JsonObject } from '../domain/process/types';
import type { Db } from './connect';
import { newest } from './definitions';

/** What the published list says of the statuses of an entity's records; none when it has no such list. */
export async function statusesOf(db: Db, entity: string): Promise<StatusItem[]> {
  const found = statusListOf(entity);
  const list = found && (await newest(db, 'list', found.list));
  // Published definitions were checked against their schema.
  return list ? (list.body as unknown as ListDefinition).items.map(statusItem) : [];
}

/** What a change of the status means, for the processes that are told of it. */
export async function statusMeaning(
  db: Db,
  entity: string,
  set: JsonObject,
): Promise<JsonObject | undefined> {
  const field = statusListOf(entity)?.field;
  if (!field || set[field] === undefined) return undefined;
  const item = (await statusesOf(db, entity)).find(({ code }) => code === set[field]);
  return item && { ...item, title: { ...item.title } };
}

/** SQL: this column holds a status that the published list gives one of these semantics. */
export function hasStatus(entity: string, column: string, semantics: StatusItem['semantic'][]): string {
  const list = statusListOf(entity)?.list ?? '';
  return `${column} in (select item->>'code' from jsonb_array_elements((
    select d.body->'items' from definition d where d.kind = 'list' and d.key = '${list}' and d.status = 'published'
    order by d.version desc limit 1)) item where item->>'semantic' in (${semantics.map((s) => `'${s}'`).join(', ')}))`;
}
