import type { Json, JsonObject, TaskStatus } from '../domain/process/types';
import { run, type Db } from './connect';
import type { Write } from './pipeline';
import { only } from './rows';

/** What an opened task's row holds; instants are Dates, `form` is `{schema, ui}` for an inline form. */
export interface NewTask {
  instanceId: string;
  key: string;
  stage: string;
  step: string;
  kind: 'human' | 'approval';
  status: TaskStatus;
  title: JsonObject;
  cause?: JsonObject | null;
  formKey?: string | null;
  form?: JsonObject | null;
  outcomes?: Json[];
  activity?: string | null;
  assigneeId?: string | null;
  onBehalfOfId?: string | null;
  candidates?: string[];
  queue?: string | null;
  priority?: string;
  dueAt?: Date | null;
  dueVersion?: number;
  entity?: string | null;
  entityId?: string | null;
  customerId?: string | null;
  openedAt: Date;
}

/** Opens it once: a second commit of the same step gives the same row. */
export async function openTask(trx: Db, task: NewTask): Promise<string> {
  const inserted = await insertTask(trx, task).returning<{ id: string }[]>('id');
  if (inserted[0]) return inserted[0].id;
  return only(
    await trx('task').select<{ id: string }[]>('id').where({ instance_id: task.instanceId, key: task.key }),
  ).id;
}

/** The same, where nobody asks for its id. */
export function insertTask(trx: Db, task: NewTask) {
  return trx('task').insert(columns(task)).onConflict(['instance_id', 'key']).ignore();
}

export interface TaskPatch {
  stage?: string;
  step?: string;
  title?: JsonObject;
  formKey?: string | null;
  form?: JsonObject | null;
  outcomes?: Json[];
  status?: TaskStatus;
  assigneeId?: string | null;
  onBehalfOfId?: string | null;
  delegatedById?: string | null;
  candidates?: string[];
  queue?: string | null;
  priority?: string;
  dueAt?: Date | null;
  dueVersion?: number;
  escalation?: number;
  waitUntil?: Date | null;
  waitEvent?: string | null;
}

export function patchTask(trx: Db, instanceId: string, key: string, set: TaskPatch): Write {
  return trx('task')
    .where({ instance_id: instanceId, key })
    .update({ ...columns(set), version: trx.raw('version + 1') });
}

export interface TaskClosing {
  status: 'complete' | 'close';
  at: Date;
  out?: Json;
  by?: string | null;
  onBehalfOfId?: string | null;
  reason?: string | null;
}

/** Closes an open task; one that is closed already stays as it was. */
export function closeTask(trx: Db, instanceId: string, key: string, closing: TaskClosing): Write {
  return trx('task')
    .where({ instance_id: instanceId, key })
    .whereNull('closed_at')
    .update({
      status: closing.status,
      closed_at: closing.at,
      closed_by: closing.by ?? null,
      out: closing.out === undefined ? null : JSON.stringify(closing.out),
      close_reason: closing.reason ?? null,
      version: trx.raw('version + 1'),
      ...(closing.onBehalfOfId && { on_behalf_of_id: closing.onBehalfOfId }),
    });
}

/** How many open tasks each person has; the load for `leastLoaded` and `belowCapacity`. */
export async function openTaskCounts(db: Db): Promise<Record<string, number>> {
  const rows = await run<{ assignee_id: string; count: number }>(db, {
    text: 'select assignee_id, count(*) as count from task where closed_at is null and assignee_id is not null group by assignee_id',
    values: [],
  });
  return Object.fromEntries(rows.map((row) => [row.assignee_id, row.count]));
}

const AS_JSON = new Set(['title', 'cause', 'form', 'outcomes']);

function columns(task: NewTask | TaskPatch): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(task)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [
        name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
        AS_JSON.has(name) && value !== null ? JSON.stringify(value) : value,
      ]),
  );
}
