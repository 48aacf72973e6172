import { DomainError } from '../domain/errors';
import type { Command } from '../domain/process/commands';
import { rulesIn } from '../domain/process/migrationRules';
import { SEMANTICS } from '../domain/process/types';
import type { BulkJob } from '../db/bulk';
import type { Db } from '../db/connect';
import { getDefinition } from '../db/definitions';
import { hasRunOn } from '../db/instanceLog';
import type { InstanceRow } from '../db/instances';
import { loadPlan } from '../db/plan';

/** What can be done to many instances at once, and what each operation has to be told besides. */
export const BULK_OPERATIONS: Record<string, string[]> = {
  hold: [],
  resume: [],
  cancel: [],
  retry: [],
  reopen: [],
  complete: ['step'],
  approve: ['step'],
  reject: ['step'],
  jump: ['stage'],
  skip: ['step'],
  open: ['step'],
  claim: ['step'],
  unclaim: ['step'],
  start: ['step'],
  close: ['step'],
  decline: ['step'],
  amend: ['step'],
  return: ['step'],
  reassign: ['step', 'to'],
  delegate: ['step', 'to'],
  wait: ['step', 'until'],
  migrate: ['version'],
};

type Target = Pick<InstanceRow, 'id' | 'definitionKey'>;

/** The command for one instance. */
export async function bulkCommand(
  db: Db,
  { operation, params, reason }: BulkJob,
  instance: Target,
): Promise<Command> {
  if (operation === 'migrate') return migration(db, params, reason, instance);
  const { until, due, ...rest } = params;
  const command = {
    op: operation,
    ...rest,
    ...(typeof until === 'string' ? { until: Date.parse(until) } : {}),
    ...(typeof due === 'string' ? { due: Date.parse(due) } : {}),
    ...(reason !== null && { reason }),
  };
  // the route lets through the operations above with their fields only
  return command as unknown as Command;
}

/**
 * To a published version of the instance's own definition, or back to a retired one that the instance ran on before;
 * MIGRATION_REFUSED when it is neither.
 */
export async function migration(
  db: Db,
  params: Record<string, unknown>,
  reason: string | null,
  { id, definitionKey: key }: Target,
): Promise<Extract<Command, { op: 'migrate' }>> {
  const version = Number(params.version);
  const plan = await loadPlan(db, { key, version }, Date.now());
  const found = plan && (await getDefinition(db, 'process', key, version));
  if (!plan || !found) throw new DomainError('MIGRATION_REFUSED', { reason: 'NO_SUCH_VERSION', version });
  if (found.status === 'retired' && !(await hasRunOn(db, id, version)))
    throw new DomainError('MIGRATION_REFUSED', { reason: 'VERSION_RETIRED', version });
  const rules = rulesIn(params);
  return {
    op: 'migrate',
    plan,
    semantics: SEMANTICS,
    ...(rules && { rules }),
    ...(reason !== null && { reason }),
  };
}
