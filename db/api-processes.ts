import type { OpenIncident } from '../domain/process/openIncident';
import { IMPLICIT_OUTCOMES } from '../domain/process/outcomes';
import type { Label } from '../domain/generated/process';
import type { JsonObject } from '../domain/process/types';
import { visibleInstance } from './api-visibility';
import { CLOCK_IS_LATE, FIRST_CLOCK, type ClockItem } from './caseClocks';
import { run, type Db } from './connect';
import type { RecordContext } from './context';
import { decodeCursor, encodeCursor } from './cursor';
import { recordTitleSql } from './labels';
import { Params } from './sql';
import { WAITING_FOR, type WaitingFor } from './waitingFor';

/** An instance as people see it in a list. */
export interface ProcessItem {
  id: string;
  definition: { key: string; version: number; title: Label | null };
  title: string;
  status: 'starting' | 'active' | 'held' | 'ended' | 'cancelled';
  stage: string | null;
  stageTitle: Label | null;
  outcome: string | null;
  /** What its version calls the outcome. */
  outcomeTitle: Label | null;
  entity: string | null;
  entityId: string;
  entityLabel: string | null;
  customerId: string | null;
  customerLabel: string | null;
  ownerId: string | null;
  ownerLabel: string | null;
  parentId: string | null;
  incidentCount: number;
  /** The oldest that is open. */
  incident: OpenIncident | null;
  waitingFor: WaitingFor[];
  /** The clock of the case that is up first, of those that run. */
  clock: ClockItem | null;
  nextAt: Date | null;
  startedAt: Date;
  endedAt: Date | null;
}

export interface ProcessQuery {
  status?: 'open' | 'closed';
  definition?: string;
  version?: number;
  stage?: string;
  ownerId?: string;
  entity?: string;
  entityId?: string;
  customerId?: string;
  incidents?: boolean;
  /** Only those of which a clock is late. */
  late?: boolean;
  limit?: number;
  cursor?: string;
}

/** `outcomeTitle` of domain/process/outcomes.ts, in SQL. */
const OUTCOME_TITLE = `case when i.outcome is not null then coalesce(${[
  '$.stages[*].exit[*]',
  '$.exits[*]',
  '$.stages[*].steps[*].onReject',
]
  .map(
    (place) =>
      `jsonb_path_query_first(d.body, '${place} ? (@.end == $outcome && exists(@.title)).title', jsonb_build_object('outcome', i.outcome))`,
  )
  .join(', ')}, '${JSON.stringify(IMPLICIT_OUTCOMES)}'::jsonb -> i.outcome) end`;

/** Of the incident `x`; a computed title is none. */
const STEP_TITLE = `(select s->'title' from jsonb_path_query(d.body, '$.stages[*].steps[*]') s where s->>'id' = x.step and not s->'title' ? 'cel' limit 1)`;

const SELECT = `select i.id, json_build_object('key', i.definition_key, 'version', i.definition_version, 'title', d.body->'title') as definition,
  i.title, i.status, i.stage, (select s->'title' from jsonb_array_elements(d.body->'stages') s where s->>'id' = i.stage) as "stageTitle", i.outcome, ${OUTCOME_TITLE} as "outcomeTitle",
  i.entity, i.entity_id as "entityId", ${recordTitleSql('i.entity', 'i.entity_id')} as "entityLabel",
  i.customer_id as "customerId", c.name as "customerLabel", i.owner_id as "ownerId", o.name as "ownerLabel", i.parent_id as "parentId",
  i.incident_count as "incidentCount", case when i.incident_count > 0 then (select json_build_object('code', x.code, 'message', x.message, 'step', x.step, 'stepTitle', ${STEP_TITLE}, 'openedAt', x.opened_at)
    from incident x where x.instance_id = i.id and x.resolved_at is null order by x.opened_at limit 1) end as incident, ${WAITING_FOR} as "waitingFor", ${FIRST_CLOCK} as clock, i.next_at as "nextAt", i.started_at as "startedAt", i.ended_at as "endedAt"
  from process_instance i
  left join definition d on d.kind = 'process' and d.key = i.definition_key and d.version = i.definition_version
  left join customer c on c.id = i.customer_id
  left join employee o on o.id = i.owner_id`;

/** Those that the person may see, newest first. */
export async function listProcesses(
  db: Db,
  query: ProcessQuery,
  context: RecordContext,
): Promise<{ items: ProcessItem[]; next: string | null }> {
  const limit = query.limit ?? 50;
  const params = new Params();
  const where = [visibleInstance('i', context, params), ...narrow(query, params)];
  const text = `${SELECT} where ${where.join(' and ')} order by i.started_at desc, i.id desc limit ${params.bind(limit + 1)}`;
  const rows = await run<ProcessItem>(db, { text, values: params.values });
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    items: rows.slice(0, limit),
    next: last ? encodeCursor('processes', [last.startedAt.toISOString(), last.id]) : null,
  };
}

/** Without any check of who asks. */
export async function getProcess(db: Db, id: string): Promise<ProcessItem | null> {
  return (
    (
      await run<ProcessItem>(db, {
        name: 'process-by-id',
        text: `${SELECT} where i.id = $1::uuid`,
        values: [id],
      })
    )[0] ?? null
  );
}

function narrow(query: ProcessQuery, params: Params): string[] {
  const where: string[] = [];
  if (query.status) where.push(query.status === 'open' ? OPEN : `not ${OPEN}`);
  if (query.definition !== undefined) where.push(`i.definition_key = ${params.bind(query.definition)}`);
  if (query.version !== undefined) where.push(`i.definition_version = ${params.bind(query.version)}`);
  if (query.stage !== undefined) where.push(`i.stage = ${params.bind(query.stage)}`);
  if (query.ownerId !== undefined) where.push(`i.owner_id = ${params.bind(query.ownerId)}::uuid`);
  if (query.entity !== undefined) where.push(`i.entity = ${params.bind(query.entity)}`);
  if (query.entityId !== undefined) where.push(`i.entity_id = ${params.bind(query.entityId)}::uuid`);
  if (query.customerId !== undefined) where.push(`i.customer_id = ${params.bind(query.customerId)}::uuid`);
  if (query.incidents) where.push('i.incident_count > 0');
  if (query.late) where.push(CLOCK_IS_LATE);
  if (query.cursor !== undefined) {
    const [at, id] = decodeCursor(query.cursor, 'processes', ['datetime', 'uuid']);
    where.push(
      `(date_trunc('milliseconds', i.started_at), i.id) < (${params.bind(at)}::timestamptz, ${params.bind(id)}::uuid)`,
    );
  }
  return where;
}

const OPEN = "i.status in ('starting', 'active', 'held')";

export interface VisitRow {
  stage: string;
  visit: number;
  enteredAt: Date;
  leftAt: Date | null;
  status: string;
  seconds: number | null;
  businessSeconds: number | null;
  leftBy: string | null;
  reason: string | null;
}

export interface EventRow {
  at: Date;
  event: string;
  stage: string | null;
  step: string | null;
  actorId: string | null;
  actorLabel: string | null;
  onBehalfOfId: string | null;
  onBehalfOfLabel: string | null;
  data: JsonObject | null;
}

export interface IncidentRow {
  key: string;
  code: string;
  stage: string | null;
  step: string | null;
  message: string;
  pointer: string | null;
  values: JsonObject | null;
  retry: string;
  openedAt: Date;
  resolvedAt: Date | null;
}

/** What has been written down about the course of an instance. */
export async function courseOf(
  db: Db,
  id: string,
): Promise<{
  visits: VisitRow[];
  events: EventRow[];
  incidents: IncidentRow[];
  milestones: { step: string; at: Date }[];
}> {
  const [visits, events, incidents, milestones] = await Promise.all([
    run<VisitRow>(db, { name: 'process-visits', text: VISITS, values: [id] }),
    run<EventRow>(db, { name: 'process-events', text: EVENTS, values: [id] }),
    run<IncidentRow>(db, { name: 'process-incidents', text: INCIDENTS, values: [id] }),
    run<{ step: string; at: Date }>(db, {
      name: 'process-milestones',
      text: 'select step, at from milestone where instance_id = $1::uuid order by at, step',
      values: [id],
    }),
  ]);
  return { visits, events: events.reverse(), incidents, milestones };
}

const VISITS = `select v.stage, v.visit, v.entered_at as "enteredAt", v.left_at as "leftAt", v.status, v.seconds, v.business_seconds as "businessSeconds",
  e.name as "leftBy", v.reason from stage_visit v left join employee e on e.id = v.left_by where v.instance_id = $1::uuid order by v.entered_at, v.visit`;

/** A line's data without what only the explanation of a task shows, to whom it may: see docs/explain.md. */
export function toldSql(line: string): string {
  return `case when ${line}.event in ('stageEntered', 'taskOpened', 'taskReassigned')
    then (${line}.data - 'entered' - 'found') #- '{cause,guard}' else ${line}.data end`;
}

const EVENTS = `select p.at, p.event, p.stage, p.step, p.actor_id as "actorId", e.name as "actorLabel", p.on_behalf_of_id as "onBehalfOfId", b.name as "onBehalfOfLabel", ${toldSql('p')} as data
  from process_event p left join employee e on e.id = p.actor_id left join employee b on b.id = p.on_behalf_of_id where p.instance_id = $1::uuid order by p.seq desc, p.idx desc limit 500`;

const INCIDENTS = `select key, code, stage, step, message, pointer, values, retry, opened_at as "openedAt", resolved_at as "resolvedAt"
  from incident where instance_id = $1::uuid order by opened_at, key`;
