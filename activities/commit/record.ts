import { systemContext } from '../../db/context';
import { isLed } from '../../db/leading';
import { changeRecord } from '../../db/records/update';
import { entityOf } from '../../domain/entity/catalogue';
import { DomainError } from '../../domain/errors';
import { leadsStatus } from '../../domain/process/status';
import type { Settlement } from '../../domain/process/settlement';
import type { Effect } from '../../domain/process/effectTypes';
import type { JsonObject } from '../../domain/process/types';
import type { Commit } from './commit';

/** What the process writes to its record: `set`, and the stage where the record has a field for it. One change, one audit row. */
export async function patchRecord(work: Commit, effects: Effect[], settlement: Settlement): Promise<void> {
  const { trx, instance } = work;
  if (!instance.entity) return;
  const isBeside = !leadsStatus(work.plan) && (await isLed(trx, instance.entity, instance.entityId));
  const fields = entityOf(instance.entity).fields;
  const wanted: JsonObject = {};
  let by: string | null = null;
  for (const effect of effects) {
    if (effect.type === 'patchEntity') Object.assign(wanted, effect.set);
    // a process beside the one that leads, as a credit release is, leaves the record's stage alone
    if (effect.type === 'enterStage' && !isBeside) wanted.stage = effect.stage;
    if (effect.type === 'patchEntity' || effect.type === 'closeTask') by = effect.by ?? by;
  }
  const set = Object.fromEntries(Object.entries(wanted).filter(([name]) => fields[name] !== undefined));
  if (Object.keys(set).length === 0) return;
  try {
    const context = systemContext({
      actorId: by,
      requestId: work.requestId,
      origin: instance.workflowId,
      reason: `process ${instance.definitionKey}`,
    });
    await changeRecord(trx, instance.entity, instance.entityId, set, context);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    // The process goes on; that its record could not be written is for a person to see.
    const message = `${error.code}: ${JSON.stringify(error.fields.length > 0 ? error.fields : error.details)}`;
    (settlement.incidents ??= []).push({
      id: `record:${effects[0]?.id}`,
      code: 'RECORD_REFUSED',
      stage: null,
      step: null,
      message,
      values: set,
      retry: 'action',
    });
  }
}
