import type { JsonObject } from '../domain/process/types';
import type { Db } from './connect';
import { decodeCursor, encodeCursor } from './cursor';

export type InstanceStatus = 'starting' | 'active' | 'held' | 'ended' | 'cancelled';

export interface InstanceRow {
  id: string;
  workflowId: string;
  definitionKey: string;
  definitionVersion: number;
  definitionSha256: string;
  entity: string | null;
  entityId: string;
  n: number;
  title: string;
  status: InstanceStatus;
  stage: string | null;
  outcome: string | null;
  state: JsonObject | null;
  stateVersion: number;
  input: JsonObject;
  customerId: string | null;
  ownerId: string | null;
  parentId: string | null;
  parentEffect: string | null;
  incidentCount: number;
  nextAt: Date | null;
  createdBy: string | null;
  startedAt: Date;
  endedAt: Date | null;
}

export const OPEN_STATUSES: InstanceStatus[] = ['starting', 'active', 'held'];

const COLUMNS = {
  id: 'i.id',
  workflowId: 'i.workflow_id',
  definitionKey: 'i.definition_key',
  definitionVersion: 'i.definition_version',
  definitionSha256: 'i.definition_sha256',
  entity: 'i.entity',
  entityId: 'i.entity_id',
  n: 'i.n',
  title: 'i.title',
  status: 'i.status',
  stage: 'i.stage',
  outcome: 'i.outcome',
  state: 'i.state',
  stateVersion: 'i.state_version',
  input: 'i.input',
  customerId: 'i.customer_id',
  ownerId: 'i.owner_id',
  parentId: 'i.parent_id',
  parentEffect: 'i.parent_effect',
  incidentCount: 'i.incident_count',
  nextAt: 'i.next_at',
  createdBy: 'i.created_by',
  startedAt: 'i.started_at',
  endedAt: 'i.ended_at',
};

export function getInstance(db: Db, id: string): Promise<InstanceRow | undefined> {
  return db('process_instance as i').first(COLUMNS).where('i.id', id);
}

export function findInstanceByWorkflow(db: Db, workflowId: string): Promise<InstanceRow | undefined> {
  return db('process_instance as i').first(COLUMNS).where('i.workflow_id', workflowId);
}

/** The row, held until the transaction ends: commits of one instance follow each other. */
export function lockInstance(trx: Db, workflowId: string): Promise<InstanceRow | undefined> {
  return trx('process_instance as i').first(COLUMNS).where('i.workflow_id', workflowId).forUpdate();
}

export interface InstanceQuery {
  status?: 'open' | 'closed' | InstanceStatus;
  definitionKey?: string;
  entity?: string;
  entityId?: string;
  customerId?: string;
  /** Only instances of records that belong to one of these people or that this person has or had a task in. */
  ownerIn?: string[];
  personId?: string;
  incidents?: boolean;
  limit?: number;
  cursor?: string;
}

/** Newest first, without the state. */
export async function listInstances(
  db: Db,
  query: InstanceQuery,
): Promise<{ items: Omit<InstanceRow, 'state' | 'input'>[]; next: string | null }> {
  const { state: _state, input: _input, ...columns } = COLUMNS;
  const limit = query.limit ?? 50;
  const select = db('process_instance as i')
    .select<Omit<InstanceRow, 'state' | 'input'>[]>(columns)
    .orderBy([
      { column: 'i.started_at', order: 'desc' },
      { column: 'i.id', order: 'desc' },
    ])
    .limit(limit + 1);
  if (query.status === 'open') void select.whereIn('i.status', OPEN_STATUSES);
  else if (query.status === 'closed') void select.whereIn('i.status', ['ended', 'cancelled']);
  else if (query.status) void select.where('i.status', query.status);
  if (query.definitionKey) void select.where('i.definition_key', query.definitionKey);
  if (query.entity) void select.where('i.entity', query.entity);
  if (query.entityId) void select.where('i.entity_id', query.entityId);
  if (query.customerId) void select.where('i.customer_id', query.customerId);
  if (query.incidents) void select.where('i.incident_count', '>', 0);
  const { ownerIn, personId } = query;
  if (ownerIn) {
    void select.where((mine) => {
      void mine.whereIn('i.owner_id', ownerIn);
      if (personId)
        void mine.orWhereExists(
          db('task as t')
            .select(db.raw('1'))
            .whereRaw('t.instance_id = i.id')
            .where('t.assignee_id', personId),
        );
    });
  }
  if (query.cursor)
    void select.whereRaw(
      '(i.started_at, i.id) < (cast(? as timestamptz), cast(? as uuid))',
      decodeCursor(query.cursor, 'instances', ['datetime', 'uuid']),
    );
  const rows = await select;
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    items: rows.slice(0, limit),
    next: last ? encodeCursor('instances', [last.startedAt.toISOString(), last.id]) : null,
  };
}

export interface InstancePatch {
  status?: InstanceStatus;
  title?: string;
  stage?: string | null;
  outcome?: string | null;
  state?: JsonObject;
  stateVersion?: number;
  definitionVersion?: number;
  definitionSha256?: string;
  nextAt?: Date | null;
  endedAt?: Date | null;
}

/** Writes the projection of a commit; only what is named changes. */
export async function saveInstance(trx: Db, id: string, patch: InstancePatch): Promise<void> {
  const set = Object.fromEntries(
    Object.entries(patch)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [
        name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
        name === 'state' ? JSON.stringify(value) : value,
      ]),
  );
  await trx('process_instance').where({ id }).update(set);
}
