import type { JsonObject } from '../domain/process/types';
import { textMember } from './rows';
import { entityOf } from '../domain/entity/catalogue';
import { run, type Db } from './connect';
import { startInstance, type InstanceStart } from './startInstance';

export interface Trigger {
  on?: string;
  when?: string;
  event?: string;
  match?: string;
  schedule?: string;
}

/** The newest published version of a process, as far as what begins it needs to know it. */
export interface NewestProcess {
  key: string;
  version: number;
  sha256: string;
  entity: string | null;
  titles: Record<string, string>;
  vars: Record<string, object> | null;
  triggers: Trigger[] | null;
  /** It names a status in one of its stages. */
  leads: boolean;
  calendar: string | null;
}

const NEWEST = `select * from (
    select distinct on (key) key, version, sha256, body->>'entity' as entity, body->'title' as titles,
      body->'vars'->'properties' as vars, body->'trigger' as triggers, body->>'calendar' as calendar,
      jsonb_path_exists(body, '$.stages[*].status') as leads
    from definition where kind = 'process' and status = 'published' order by key, version desc
  ) newest`;

/** Processes that events of this name may begin. */
export function eventStarts(db: Db, event: string): Promise<NewestProcess[]> {
  const text = `${NEWEST} where triggers @> $1::jsonb`;
  return run<NewestProcess>(db, { name: 'event-triggers', text, values: [JSON.stringify([{ event }])] });
}

/** Processes that the creation or a change of a record may begin. */
export function recordStarts(db: Db, entity: string): Promise<NewestProcess[]> {
  const text = `${NEWEST} where entity = $1 and jsonb_typeof(triggers) = 'array'`;
  return run<NewestProcess>(db, { name: 'triggers', text, values: [entity] });
}

/** What a person may start for a record of this entity: processes that no change of a record starts. */
export function handStarts(db: Db, entity: string): Promise<NewestProcess[]> {
  const text = `${NEWEST} where entity = $1 and not coalesce(jsonb_path_exists(triggers, '$[*].on'), false) order by key`;
  return run<NewestProcess>(db, { name: 'hand-starts', text, values: [entity] });
}

/** Processes that a schedule begins; of one key only, or all. */
export function scheduleStarts(db: Db, key: string | null = null): Promise<NewestProcess[]> {
  const text = `${NEWEST} where jsonb_path_exists(triggers, '$[*].schedule') and ($1::text is null or key = $1) order by key`;
  return run<NewestProcess>(db, { name: 'schedule-triggers', text, values: [key] });
}

/**
 * Begins a process for a record, or for none: titled and owned as the record is. While one is open for the record no
 * second one begins, and the open one is told as `started: false`.
 */
export function startFor(
  trx: Db,
  process: NewestProcess,
  record: JsonObject | null,
  more: Partial<InstanceStart>,
): Promise<{ id: string; started: boolean }> {
  const { key, version, sha256, entity, titles } = process;
  const entityId = record && textMember(record, 'id');
  const customerId = entity === 'customer' ? entityId : record && textMember(record, 'customerId');
  return startInstance(trx, {
    ...more,
    definition: { key, version, sha256 },
    entity,
    entityId,
    title:
      entity && record
        ? String(record[entityOf(entity).titleField ?? 'number'] ?? record['number'])
        : (titles['zh-CN'] ?? key),
    customerId: customerId ?? more.customerId ?? null,
    ownerId: (record && textMember(record, 'ownerId')) ?? more.ownerId ?? null,
  });
}
