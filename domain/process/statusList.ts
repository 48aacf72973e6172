import { entityOf, isEntityKey } from '../entity/catalogue';
import type { Item, ListDefinition } from '../generated/list';
import type { StatusItem } from './held';
import type { Plan } from './types';

/** The field and the list that say in what state records of this entity are; null where there is none. */
export function statusListOf(entity: string | null | undefined): { field: string; list: string } | null {
  if (!entity || !isEntityKey(entity)) return null;
  const { statusField, fields } = entityOf(entity);
  const list = statusField && fields[statusField]?.list;
  return statusField && list ? { field: statusField, list } : null;
}

/** What a plan takes along of its record's list of statuses. */
export function planStatus(
  entity: string | null | undefined,
  list: ListDefinition | undefined,
): Plan['status'] {
  const found = statusListOf(entity);
  return found && list ? { field: found.field, items: list.items.map(statusItem) } : undefined;
}

/** An entry of a list without a semantic is one like any other: work goes on. */
export function statusItem({ code, title, semantic, cause, waitsFor }: Item): StatusItem {
  return {
    code,
    title,
    semantic: semantic ?? 'open',
    ...(cause && { cause }),
    ...(waitsFor && { waitsFor }),
  };
}
