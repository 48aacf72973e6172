import type { Incident, JsonObject } from '../domain/process/types';
import type { Db } from './connect';
import type { Write } from './pipeline';

/** What the commit writes beside the instance: visits, events, milestones, incidents, fired rungs, subscriptions. */
export function enterStage(trx: Db, instanceId: string, stage: string, visit: number, at: Date): Write {
  return trx('stage_visit')
    .insert({ instance_id: instanceId, stage, visit, entered_at: at })
    .onConflict(['instance_id', 'stage', 'visit'])
    .ignore();
}

export interface Leaving {
  stage: string;
  visit: number;
  status: string;
  at: Date;
  businessSeconds?: number | null;
  by?: string | null;
  reason?: string | null;
}

export function leaveStage(trx: Db, instanceId: string, leaving: Leaving): Write {
  return trx('stage_visit')
    .where({ instance_id: instanceId, stage: leaving.stage, visit: leaving.visit })
    .update({
      left_at: leaving.at,
      status: leaving.status,
      seconds: trx.raw('greatest(0, extract(epoch from cast(? as timestamptz) - entered_at))::bigint', [
        leaving.at,
      ]),
      business_seconds: leaving.businessSeconds ?? null,
      left_by: leaving.by ?? null,
      reason: leaving.reason ?? null,
    });
}

/** Stages get the names of another version, all at once, since two may change theirs; of two that become one the visits are counted on. */
export function renameVisits(trx: Db, instanceId: string, names: Record<string, string>): Write[] {
  if (Object.keys(names).length === 0) return [];
  // No stage is called like that, so that no visit is in the way of another.
  const aside = trx.raw(
    `update stage_visit v set stage = '>' || n.name, visit = n.number
     from (select stage, visit, name, row_number() over (partition by name order by entered_at, visit) as number
           from (select *, coalesce(cast(? as jsonb) ->> stage, stage) as name
                 from stage_visit where instance_id = ?) named) n
     where v.instance_id = ? and v.stage = n.stage and v.visit = n.visit`,
    [JSON.stringify(names), instanceId, instanceId],
  );
  const back = trx.raw(
    "update stage_visit set stage = substr(stage, 2) where instance_id = ? and stage like '>%'",
    [instanceId],
  );
  return [aside, back];
}

export interface ProcessEventRow {
  seq: number;
  idx: number;
  at: Date;
  event: string;
  stage?: string | null;
  step?: string | null;
  actorId?: string | null;
  onBehalfOfId?: string | null;
  data?: JsonObject | null;
}

/** Whether the instance was moved away from that version of its definition before. */
export async function hasRunOn(db: Db, instanceId: string, version: number): Promise<boolean> {
  const moved = await db('process_event')
    .first<{ id: string } | undefined>('id')
    .where({ instance_id: instanceId, event: 'migrated' })
    .whereRaw("data->'from' = to_jsonb(?::integer)", [version]);
  return moved !== undefined;
}

/** The timeline's lines; a line that is there already (a repeated commit) stays as it is. */
export function addEvents(trx: Db, instanceId: string, events: ProcessEventRow[]): Write | null {
  if (events.length === 0) return null;
  const rows = events.map((event) => ({
    instance_id: instanceId,
    seq: event.seq,
    idx: event.idx,
    at: event.at,
    event: event.event,
    stage: event.stage ?? null,
    step: event.step ?? null,
    actor_id: event.actorId ?? null,
    on_behalf_of_id: event.onBehalfOfId ?? null,
    data: event.data ? JSON.stringify(event.data) : null,
  }));
  return trx('process_event').insert(rows).onConflict(['instance_id', 'seq', 'idx']).ignore();
}

export function reachMilestone(trx: Db, instanceId: string, step: string, at: Date): Write {
  return trx('milestone')
    .insert({ instance_id: instanceId, step, at })
    .onConflict(['instance_id', 'step'])
    .ignore();
}

/** The same fault may come again after it was resolved: its row is open again then. */
export function openIncident(trx: Db, instanceId: string, incident: Incident): Write[] {
  const opened = trx('incident')
    .insert({
      instance_id: instanceId,
      key: incident.id,
      code: incident.code,
      stage: incident.stage,
      step: incident.step,
      message: incident.message,
      pointer: incident.pointer ?? null,
      values: incident.values ? JSON.stringify(incident.values) : null,
      retry: incident.retry,
      opened_at: new Date(incident.at),
      resolved_at: null,
      resolved_by: null,
    })
    .onConflict(['instance_id', 'key'])
    .merge();
  return [opened, countIncidents(trx, instanceId)];
}

export function resolveIncident(
  trx: Db,
  instanceId: string,
  key: string,
  by: string | null,
  at: Date,
): Write[] {
  const resolved = trx('incident')
    .where({ instance_id: instanceId, key })
    .whereNull('resolved_at')
    .update({ resolved_at: at, resolved_by: by });
  return [resolved, countIncidents(trx, instanceId)];
}

/** Notes that a rung fired; false when it already had. */
export async function fireRung(
  trx: Db,
  instanceId: string,
  rung: { taskKey: string; dueVersion: number; rung: string; at: Date; late?: boolean },
): Promise<boolean> {
  const rows = await trx('rung_fired')
    .insert({
      instance_id: instanceId,
      task_key: rung.taskKey,
      due_version: rung.dueVersion,
      rung: rung.rung,
      at: rung.at,
      late: rung.late ?? false,
    })
    .onConflict(['instance_id', 'task_key', 'due_version', 'rung'])
    .ignore()
    .returning('rung');
  return rows.length > 0;
}

/** From now on the instance hears of changes of these fields (null = of all) of that record. */
export function watchRecord(
  trx: Db,
  instanceId: string,
  entity: string,
  entityId: string,
  fields: string[] | null,
  step = 'watch',
): Write {
  return (
    trx('subscription')
      .insert({ instance_id: instanceId, entity, entity_id: entityId, step, fields })
      .onConflict(['instance_id', 'entity', 'entity_id', 'step'])
      // Several steps may watch one record: none takes a field away from another.
      .merge({
        fields: trx.raw(
          `case when subscription.fields is null or excluded.fields is null then null
         else array(select distinct unnest(subscription.fields || excluded.fields) order by 1) end`,
        ),
      })
  );
}

export function subscribeEvent(trx: Db, instanceId: string, event: string): Write {
  return trx('event_subscription')
    .insert({ instance_id: instanceId, event })
    .onConflict(['instance_id', 'event'])
    .ignore();
}

/** An ended instance hears of nothing any more. */
export function endSubscriptions(trx: Db, instanceId: string): Write[] {
  return ['subscription', 'event_subscription'].map((table) =>
    trx(table).where({ instance_id: instanceId }).delete(),
  );
}

function countIncidents(trx: Db, instanceId: string): Write {
  const open = trx('incident').where({ instance_id: instanceId }).whereNull('resolved_at').count();
  return trx('process_instance').where({ id: instanceId }).update({ incident_count: open });
}
