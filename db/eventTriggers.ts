import Ajv2020 from 'ajv/dist/2020';
import type { JsonObject } from '../domain/process/types';
import type { Db } from './connect';
import { startFor, type NewestProcess } from './newestProcesses';
import { recordContext } from './records/read';
import { textMember } from './rows';
import { isOver } from './statuses';
import { conditionHolds } from './triggerCondition';
import { triggerKeyOf } from './triggers';

/** An event, and the case that published it; one from outside has an actor instead. */
export interface Published {
  name: string;
  data: JsonObject;
  parent?: { id: string; ownerId: string | null; customerId: string | null };
  actorId?: string | null;
}

export interface Begun {
  started: string[];
  /** Processes that the event would begin and that could not: it names no record, or the record is over. */
  refused: { process: string; reason: 'record' | 'over' }[];
}

/**
 * Starts what the event begins. The record is the one that `<entity>Id` of the data names; members of the data that are
 * variables of the process, and fit their schema, become its variables. Where a case of the process is open for the
 * record no second one starts: it hears of the event if it waits for it, as every case does.
 */
export async function startForEvent(trx: Db, published: Published, starts: NewestProcess[]): Promise<Begun> {
  const begun: Begun = { started: [], refused: [] };
  for (const start of starts) {
    const { entity, key } = start;
    const id = recordIdOf(entity, published.data);
    const record = entity && id ? await recordContext(trx, entity, id) : null;
    if (!(await takes(trx, start, published, record ?? {}))) continue;
    if (entity && !record) begun.refused.push({ process: key, reason: 'record' });
    else if (entity && record && start.leads && (await isOver(trx, entity, record)))
      begun.refused.push({ process: key, reason: 'over' });
    else begun.started.push(...(await begin(trx, start, published, record)));
  }
  return begun;
}

/** What `<entity>Id` of an event's data names; null for a process without records, or where it names none. */
export function recordIdOf(entity: string | null, data: JsonObject): string | null {
  return entity === null ? null : textMember(data, `${entity}Id`);
}

async function begin(
  trx: Db,
  process: NewestProcess,
  { data, parent, actorId }: Published,
  record: JsonObject | null,
): Promise<string[]> {
  const entityId = record && textMember(record, 'id');
  const { id, started } = await startFor(trx, process, record, {
    input: fitting(process.vars ?? {}, data),
    actorId,
    customerId: parent?.customerId,
    ownerId: parent?.ownerId,
    triggerKey: entityId && triggerKeyOf(process.key, entityId),
    parentId: parent?.id,
  });
  return started ? [id] : [];
}

/** A `match` that cannot be evaluated begins nothing: the event lacks what it reads. */
async function takes(
  db: Db,
  process: NewestProcess,
  { name, data }: Published,
  entity: JsonObject,
): Promise<boolean> {
  for (const { event, match } of process.triggers ?? [])
    if (event === name && (await conditionHolds(db, process, match, { entity, event: data }))) return true;
  return false;
}

function fitting(vars: Record<string, object>, data: JsonObject): JsonObject {
  const ajv = new Ajv2020({ strict: false });
  return Object.fromEntries(
    Object.entries(data).filter(
      ([name, value]) => Object.hasOwn(vars, name) && ajv.validate(vars[name] ?? {}, value),
    ),
  );
}
