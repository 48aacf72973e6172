import type { JsonObject } from '../domain/process/types';
import type { Db } from './connect';
import type { Write } from './pipeline';

export interface NewNotification {
  employeeId: string;
  kind: string;
  title: JsonObject;
  body?: JsonObject | null;
  taskId?: string | null;
  instanceId?: string | null;
  entity?: string | null;
  entityId?: string | null;
  /** The same key twice is one notification. */
  dedupeKey?: string | null;
}

export function notify(db: Db, note: NewNotification): Write {
  return db('notification')
    .insert({
      employee_id: note.employeeId,
      kind: note.kind,
      title: JSON.stringify(note.title),
      body: note.body ? JSON.stringify(note.body) : null,
      task_id: note.taskId ?? null,
      instance_id: note.instanceId ?? null,
      entity: note.entity ?? null,
      entity_id: note.entityId ?? null,
      dedupe_key: note.dedupeKey ?? null,
    })
    .onConflict('dedupe_key')
    .ignore();
}

export interface NotificationRow {
  id: string;
  kind: string;
  title: JsonObject;
  body: JsonObject | null;
  taskId: string | null;
  instanceId: string | null;
  entity: string | null;
  entityId: string | null;
  createdAt: Date;
  readAt: Date | null;
}

/** The person's latest, newest first. */
export async function listNotifications(db: Db, employeeId: string, limit = 50): Promise<NotificationRow[]> {
  const columns = {
    id: 'id',
    kind: 'kind',
    title: 'title',
    body: 'body',
    taskId: 'task_id',
    instanceId: 'instance_id',
    entity: 'entity',
    entityId: 'entity_id',
    createdAt: 'created_at',
    readAt: 'read_at',
  };
  return db('notification')
    .select(columns)
    .where({ employee_id: employeeId })
    .orderBy('created_at', 'desc')
    .limit(limit);
}

export async function markRead(db: Db, employeeId: string, id: string): Promise<void> {
  await db('notification')
    .where({ id, employee_id: employeeId })
    .whereNull('read_at')
    .update({ read_at: db.fn.now() });
}
