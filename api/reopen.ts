import { DomainError } from '../domain/errors';
import type { ProcessState } from '../domain/process/types';
import type { Db } from '../db/connect';
import { openInstanceLike, type InstanceRow } from '../db/instances';
import { recordContext } from '../db/records/read';
import type { ProcessInput } from '../workflows/messages';
import { fullPlanOf } from './actor';

/**
 * What an ended case is carried on with: its state, and its record as it is now, for nobody told the case of changes
 * since. ALREADY_RUNNING when meanwhile another case began that must not run beside it.
 */
export async function carriedOn(db: Db, instance: InstanceRow, state: ProcessState): Promise<ProcessInput> {
  const other = await openInstanceLike(db, instance.id);
  if (other) throw new DomainError('ALREADY_RUNNING', { processId: other });
  const record = instance.entity ? await recordContext(db, instance.entity, instance.entityId) : null;
  return {
    instanceId: instance.id,
    plan: await fullPlanOf(db, instance),
    about: { customerId: instance.customerId, ownerId: instance.ownerId },
    state: { ...state, entity: { ...state.entity, ...record } },
  };
}
