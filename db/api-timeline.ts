import type { JsonObject } from '../domain/process/types';
import { toldSql } from './api-processes';
import { run, type Db } from './connect';

export interface TimelineEntry {
  at: Date;
  /** change, process or message. */
  kind: 'change' | 'process' | 'message';
  /** What happened: the audit's action, the process's event, the message's subject. */
  title: string;
  actorId: string | null;
  actor: string | null;
  /** Whose deputy the actor was, or who had delegated it. */
  onBehalfOf: string | null;
  data: JsonObject;
}

/** What happened to a record, newest first, without any check of who asks. */
export function timelineOf(db: Db, entity: string, id: string, limit: number): Promise<TimelineEntry[]> {
  return run(db, { name: 'timeline', text: TIMELINE, values: [entity, id, limit] });
}

/** Why a stage stays, as its definition words it: `stayTitle` of domain/process/outcomes.ts, in SQL. */
const STAY_TITLE = `case when v.event = 'stageStays' then coalesce((select jsonb_build_object('title', x->'title')
        from jsonb_array_elements(d.body->'stages') s, jsonb_array_elements(s->'exit') x
        where s->>'id' = v.stage and x->>'stay' = v.data->>'reason' and x ? 'title' limit 1), '{}') else '{}' end`;

/** The title of the process that changed the record: `process <key>` is the reason that the engine gives. */
const BY_PROCESS = `case when a.reason like 'process %' then (select d.body->'title' from definition d
        where d.kind = 'process' and d.key = substr(a.reason, 9) order by d.version desc limit 1) end`;

const TIMELINE = `
  select e.at, e.kind, e.title, e.actor_id as "actorId", p.name as actor, b.name as "onBehalfOf", e.data from (
    (select a.at, 'change' as kind, a.action as title, a.actor_id, a.on_behalf_of_id, a.id as place,
        jsonb_strip_nulls(jsonb_build_object('reason', a.reason, 'byProcess', ${BY_PROCESS}, 'onBehalfOfId', a.on_behalf_of_id)) || jsonb_build_object('before', a.before, 'after', a.after) as data
      from audit a where a.entity = $1 and a.entity_id = $2::uuid order by a.id desc limit $3)
    union all
    (select v.at, 'process', v.event, v.actor_id, v.on_behalf_of_id, v.id,
        jsonb_build_object('instanceId', i.id, 'process', i.definition_key, 'stage', v.stage, 'step', v.step) || coalesce(${toldSql('v')}, '{}') || ${STAY_TITLE}
      from process_event v join process_instance i on i.id = v.instance_id
        left join definition d on d.kind = 'process' and d.key = i.definition_key and d.version = i.definition_version
      where i.entity = $1 and i.entity_id = $2::uuid order by v.id desc limit $3)
    union all
    (select coalesce(m.sent_at, m.created_at), 'message', coalesce(m.subject, m.template, m.channel), null, null, 0,
        jsonb_build_object('messageId', m.id, 'channel', m.channel, 'status', m.status, 'template', m.template, 'to', m.to_address)
      from message m where (m.entity = $1 and m.entity_id = $2::uuid) or ($1 = 'customer' and m.customer_id = $2::uuid) order by m.id desc limit $3)
  ) e left join employee p on p.id = e.actor_id left join employee b on b.id = e.on_behalf_of_id
  order by e.at desc, e.place desc limit $3`;
