import type { Json, JsonObject, TaskStatus } from '../domain/process/types';
import { isUuid } from '../domain/entity/fieldTypes';
import { visibleInstance } from './api-visibility';
import { FIRST_CLOCK, type ClockItem } from './caseClocks';
import { run, type Db } from './connect';
import type { RecordContext } from './context';
import { decodeCursor, encodeCursor } from './cursor';
import { recordTitleSql } from './labels';
import { Params } from './sql';
import { statementName } from './statementName';

/** A task as people see it. */
export interface TaskItem {
  id: string;
  key: string;
  title: JsonObject;
  kind: 'human' | 'approval';
  status: TaskStatus;
  priority: string;
  dueAt: Date | null;
  overdue: boolean;
  /** The clock of its case that is up first; null for a task that is done. */
  clock: ClockItem | null;
  /** Why its process stands still; null while it runs. */
  held: JsonObject | null;
  cause: JsonObject | null;
  /** The kind of activity (T10) that its step names, by today's list. */
  activity: string | null;
  activityTitle: JsonObject | null;
  entity: string | null;
  entityId: string | null;
  entityLabel: string | null;
  customerId: string | null;
  customerLabel: string | null;
  assigneeId: string | null;
  assigneeLabel: string | null;
  onBehalfOfId: string | null;
  onBehalfOfLabel: string | null;
  delegatedById: string | null;
  candidates: string[];
  queue: string | null;
  formKey: string | null;
  form: JsonObject | null;
  outcomes: Json[];
  waitUntil: Date | null;
  waitEvent: string | null;
  instanceId: string;
  workflowId: string;
  processKey: string;
  processTitle: JsonObject | null;
  stage: string;
  stageTitle: JsonObject | null;
  step: string;
  openedAt: Date;
  closedAt: Date | null;
  closedBy: string | null;
  closeReason: string | null;
  out: Json;
  version: number;
}

export interface TaskQuery {
  /** mine = assigned to me; team = to me or anybody below me; queue = unassigned and mine to claim; all = everything. */
  view: 'mine' | 'team' | 'queue' | 'all';
  personId: string;
  status?: 'open' | 'done';
  instanceId?: string;
  entity?: string;
  entityId?: string;
  customerId?: string;
  limit?: number;
  cursor?: string;
}

/** Open tasks by due time (overdue first, undated last), done ones by when they were closed, latest first. */
export async function listTasks(
  db: Db,
  query: TaskQuery,
  now: Date,
): Promise<{ items: TaskItem[]; next: string | null }> {
  const limit = query.limit ?? 50;
  const done = query.status === 'done';
  const values: unknown[] = [now, query.personId];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const where = [
    VIEWS[query.view],
    done ? 't.closed_at is not null' : 't.closed_at is null',
    ...narrow(query, bind),
  ];
  const place = done ? 't.closed_at' : "coalesce(t.due_at, 'infinity')";
  if (query.cursor) {
    const [at, id] = decodeCursor(query.cursor, done ? 'done' : 'open', ['datetime', 'uuid']);
    where.push(`(${place}, t.id) ${done ? '<' : '>'} (${bind(at)}::timestamptz, ${bind(id)}::uuid)`);
  }
  const direction = done ? 'desc' : 'asc';
  const text = `${SELECT}, ${place}::text as place ${FROM} where ${where.join(' and ')} order by ${place} ${direction}, t.id ${direction} limit ${bind(limit + 1)}`;
  // Of one process, the text is one of a few. Planning it takes longer than running it.
  const name = query.instanceId === undefined ? undefined : statementName(text);
  const rows = await run<TaskItem & { place: string }>(db, { ...(name && { name }), text, values });
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  const items = rows.slice(0, limit).map(({ place: _, ...item }) => item);
  return { items, next: last ? encodeCursor(done ? 'done' : 'open', [last.place, last.id]) : null };
}

/** Without any check of who asks: the caller compares with `mayDo` of the task's people. */
export async function getTask(db: Db, id: string, now: Date): Promise<TaskItem | null> {
  const rows = await run<TaskItem>(db, {
    name: 'task-by-id',
    text: `${SELECT} ${FROM} where $2::text is null and t.id = $3`,
    values: [now, null, id],
  });
  return rows[0] ?? null;
}

/** The same, where this person may see it: whoever sees its process. */
export async function getVisibleTask(
  db: Db,
  id: string,
  context: RecordContext,
  now: Date,
): Promise<TaskItem | null> {
  if (!isUuid(id)) return null;
  const params = new Params();
  for (const value of [now, null]) params.bind(value);
  const where = `t.id = ${params.bind(id)}::uuid and ${visibleInstance('i', context, params)}`;
  const text = `${SELECT} ${FROM} where $2::text is null and ${where}`;
  // Planning it takes longer than running it, and the text depends on the roles alone.
  const rows = await run<TaskItem>(db, { name: statementName(text), text, values: params.values });
  return rows[0] ?? null;
}

/** A task, and what else of its case is open for this person, by due time: what the answer to a command holds. */
export async function taskAndNext(
  db: Db,
  { id, instanceId }: Pick<TaskItem, 'id' | 'instanceId'>,
  personId: string,
  now: Date,
): Promise<{ task: TaskItem | null; next: TaskItem[] }> {
  const text = `${SELECT} ${FROM} where t.instance_id = $3 and (t.id = $4 or (t.closed_at is null and ${VIEWS.mine}))
    order by t.id = $4 desc, coalesce(t.due_at, 'infinity'), t.id limit 51`;
  const values = [now, personId, instanceId, id];
  const [task = null, ...next] = await run<TaskItem>(db, { name: 'task-and-next', text, values });
  return { task, next };
}

export async function countTasks(
  db: Db,
  personId: string,
  now: Date,
): Promise<{ open: number; overdue: number; queue: number; team: number }> {
  const text = `select
    count(*) filter (where ${VIEWS.mine}) as open,
    count(*) filter (where ${VIEWS.mine} and ${OVERDUE}) as overdue,
    count(*) filter (where ${VIEWS.queue}) as queue,
    count(*) filter (where ${VIEWS.team}) as team
    from task t join process_instance i on i.id = t.instance_id where t.closed_at is null`;
  const rows = await run<{ open: number; overdue: number; queue: number; team: number }>(db, {
    name: 'task-counts',
    text,
    values: [now, personId],
  });
  return rows[0] ?? { open: 0, overdue: 0, queue: 0, team: 0 };
}

// $1 is now, $2 the person.
const VIEWS = {
  mine: 't.assignee_id = $2::uuid',
  team: 't.assignee_id in (select subordinates($2::uuid))',
  queue: `t.assignee_id is null and (t.candidates @> array[$2::uuid] or t.queue = any(select unnest(groups || roles) from employee where id = $2::uuid))`,
  all: '$2::uuid is not null',
} satisfies Record<TaskQuery['view'], string>;

// While the process is held, a clock that stands still then makes nothing late; its due instant moves when it goes on.
const OVERDUE = `(t.due_at < $1 and not (i.status = 'held' and exists (
  select 1 from json_each(i.state->'deadlines') d where d.value->>'subject' = t.key and (d.value->'pause')::jsonb ? 'onHold')))`;

const ACTIVITY_TITLE = `(select item->'title' from (select body from definition where kind = 'list' and key = 'sales-activity' and status = 'published'
  order by version desc limit 1) l, jsonb_array_elements(l.body->'items') item where item->>'code' = t.activity)`;

const SELECT = `select t.id, t.key, t.title, t.kind, t.status, t.priority, t.due_at as "dueAt",
  (t.closed_at is null and t.due_at is not null and ${OVERDUE}) as overdue, case when t.closed_at is null then ${FIRST_CLOCK} end as clock,
  case when i.status = 'held' then jsonb_build_object('reason', i.state->'held'->>'reason', 'title', i.state->'held'->'title') end as held, t.cause, t.activity, case when t.activity is not null then ${ACTIVITY_TITLE} end as "activityTitle", t.entity, t.entity_id as "entityId",
  ${recordTitleSql('t.entity', 't.entity_id')} as "entityLabel", t.customer_id as "customerId", c.name as "customerLabel",
  t.assignee_id as "assigneeId", a.name as "assigneeLabel", t.on_behalf_of_id as "onBehalfOfId", b.name as "onBehalfOfLabel",
  t.delegated_by_id as "delegatedById", t.candidates, t.queue, t.form_key as "formKey",
  coalesce(t.form, (select json_build_object('schema', coalesce(f.source, f.body::json)->'schema', 'ui', coalesce(coalesce(f.source, f.body::json)->'ui', '{}')) from definition f
    where f.kind = 'form' and f.key = t.form_key and f.status = 'published' order by f.version desc limit 1)) as form,
  t.outcomes, t.wait_until as "waitUntil", t.wait_event as "waitEvent", t.instance_id as "instanceId", i.workflow_id as "workflowId",
  i.definition_key as "processKey", d.body->'title' as "processTitle", t.stage,
  (select s->'title' from jsonb_array_elements(d.body->'stages') s where s->>'id' = t.stage) as "stageTitle",
  t.step, t.opened_at as "openedAt", t.closed_at as "closedAt", t.closed_by as "closedBy", t.close_reason as "closeReason", t.out, t.version`;

const FROM = `from task t
  join process_instance i on i.id = t.instance_id
  left join definition d on d.kind = 'process' and d.key = i.definition_key and d.version = i.definition_version
  left join customer c on c.id = t.customer_id
  left join employee a on a.id = t.assignee_id
  left join employee b on b.id = t.on_behalf_of_id`;

function narrow(query: TaskQuery, bind: (value: unknown) => string): string[] {
  const columns = {
    instanceId: 't.instance_id',
    entity: 't.entity',
    entityId: 't.entity_id',
    customerId: 't.customer_id',
  };
  return Object.entries(columns).flatMap(([name, column]) => {
    // the keys of `columns` are properties of the query
    const value = query[name as keyof typeof columns];
    return value === undefined ? [] : [`${column} = ${bind(value)}`];
  });
}
