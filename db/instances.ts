import type { JsonObject } from '../domain/process/types';
import type { Db } from './connect';
import type { Write } from './pipeline';

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

/** Another open instance that holds the same trigger: of such only one may run. */
export async function openInstanceLike(db: Db, id: string): Promise<string | null> {
  const rows = await db('process_instance as i')
    .join('process_instance as other', 'other.trigger_key', 'i.trigger_key')
    .where('i.id', id)
    .whereNot('other.id', id)
    .whereIn('other.status', OPEN_STATUSES)
    .pluck<string[]>('other.id');
  return rows[0] ?? null;
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
export function saveInstance(trx: Db, id: string, patch: InstancePatch): Write {
  const set = Object.fromEntries(
    Object.entries(patch)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [
        name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
        name === 'state' ? JSON.stringify(value) : value,
      ]),
  );
  return trx('process_instance').where({ id }).update(set);
}
