import Ajv2020 from 'ajv/dist/2020';
import { entityOf } from '../domain/entity/catalogue';
import { evaluateBoolean } from '../domain/expression/expression';
import type { JsonObject } from '../domain/process/types';
import { run, type Db } from './connect';
import { recordContext } from './records/read';
import { startInstance } from './startInstance';
import { isOver } from './statuses';
import { triggerKeyOf } from './triggers';

/** An event, and the case that published it; one from outside has an actor instead. */
export interface Published {
  name: string;
  data: JsonObject;
  parent?: { id: string; ownerId: string | null; customerId: string | null };
  actorId?: string | null;
}

/** The newest published version of a process that events of some name may begin. */
export interface EventStart {
  key: string;
  version: number;
  sha256: string;
  entity: string | null;
  titles: Record<string, string>;
  vars: Record<string, object> | null;
  triggers: { event?: string; match?: string }[];
  leads: boolean;
}

export interface Begun {
  started: string[];
  /** Processes that the event would begin and that could not: it names no record, or the record is over. */
  refused: { process: string; reason: 'record' | 'over' }[];
}

export function eventStarts(db: Db, event: string): Promise<EventStart[]> {
  const text = `${NEWEST} where triggers @> $1::jsonb`;
  return run<EventStart>(db, { name: 'event-triggers', text, values: [JSON.stringify([{ event }])] });
}

/** What a person may start for a record of this entity: processes that no change of a record starts. */
export function handStarts(db: Db, entity: string): Promise<EventStart[]> {
  const text = `${NEWEST} where entity = $1 and not coalesce(jsonb_path_exists(triggers, '$[*].on'), false) order by key`;
  return run<EventStart>(db, { name: 'hand-starts', text, values: [entity] });
}

const NEWEST = `select * from (
    select distinct on (key) key, version, sha256, body->>'entity' as entity, body->'title' as titles,
      body->'vars'->'properties' as vars, body->'trigger' as triggers,
      jsonb_path_exists(body, '$.stages[*].status') as leads
    from definition where kind = 'process' and status = 'published' order by key, version desc
  ) newest`;

/**
 * Starts what the event begins. The record is the one that `<entity>Id` of the data names; members of the data that are
 * variables of the process, and fit their schema, become its variables. Where a case of the process is open for the
 * record no second one starts: it hears of the event if it waits for it, as every case does.
 */
export async function startForEvent(trx: Db, published: Published, starts: EventStart[]): Promise<Begun> {
  const begun: Begun = { started: [], refused: [] };
  for (const start of starts) {
    const { entity, key } = start;
    const id = recordIdOf(entity, published.data);
    const record = entity && id ? await recordContext(trx, entity, id) : null;
    if (!start.triggers.some((trigger) => takes(trigger, published, record ?? {}))) continue;
    if (entity && !record) begun.refused.push({ process: key, reason: 'record' });
    else if (entity && record && start.leads && (await isOver(trx, entity, record)))
      begun.refused.push({ process: key, reason: 'over' });
    else begun.started.push(...(await begin(trx, start, published, record)));
  }
  return begun;
}

/** What `<entity>Id` of an event's data names; null for a process without records, or where it names none. */
export function recordIdOf(entity: string | null, data: JsonObject): string | null {
  return entity === null ? null : textOf(data[`${entity}Id`]);
}

async function begin(
  trx: Db,
  { key, version, sha256, entity, titles, vars }: EventStart,
  { data, parent, actorId }: Published,
  record: JsonObject | null,
): Promise<string[]> {
  const entityId = recordIdOf(entity, data);
  const customerId = entity === 'customer' ? entityId : textOf(record?.['customerId']);
  const { id, started } = await startInstance(trx, {
    definition: { key, version, sha256 },
    entity,
    entityId,
    title: entity ? String(record?.[entityOf(entity).titleField ?? 'number']) : (titles['zh-CN'] ?? key),
    input: fitting(vars ?? {}, data),
    actorId,
    customerId: customerId ?? parent?.customerId,
    ownerId: textOf(record?.['ownerId']) ?? parent?.ownerId,
    triggerKey: entityId && triggerKeyOf(key, entityId),
    parentId: parent?.id,
  });
  return started ? [id] : [];
}

/** A `match` that cannot be evaluated begins nothing: the event lacks what it reads. */
function takes(
  trigger: EventStart['triggers'][number],
  { name, data }: Published,
  entity: JsonObject,
): boolean {
  if (trigger.event !== name) return false;
  if (trigger.match === undefined) return true;
  const result = evaluateBoolean(trigger.match, { entity, event: data });
  return result.ok && result.value;
}

function fitting(vars: Record<string, object>, data: JsonObject): JsonObject {
  const ajv = new Ajv2020({ strict: false });
  return Object.fromEntries(
    Object.entries(data).filter(
      ([name, value]) => Object.hasOwn(vars, name) && ajv.validate(vars[name] ?? {}, value),
    ),
  );
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
