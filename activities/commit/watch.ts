import { subscribeEvent, watchRecord } from '../../db/instanceLog';
import { recordContext } from '../../db/records/read';
import type { Effect } from '../../domain/process/effectTypes';
import type { JsonObject } from '../../domain/process/types';
import type { Commit } from './commit';

/** Subscribes to the records that steps begin to watch, and says how they are now: they may be there already. */
export async function watchedRecords(
  work: Commit,
  effects: Effect[],
): Promise<Record<string, JsonObject> | null> {
  const watches = effects
    .filter((effect) => effect.type === 'watch')
    .filter((effect) => effect.entityId !== '');
  if (watches.length === 0) return null;
  const targets: Record<string, JsonObject> = {};
  for (const { entity, entityId, fields } of watches) {
    work.send(watchRecord(work.trx, work.instance.id, entity, entityId, fields.length > 0 ? fields : null));
    const record = await recordContext(work.trx, entity, entityId);
    if (record)
      targets[`${entity}:${entityId}`] = {
        ...targets[`${entity}:${entityId}`],
        ...Object.fromEntries(fields.map((name) => [name, record[name] ?? null])),
      };
  }
  return targets;
}

/** Events reach an instance as soon as it goes by a version that waits for them, so that one that comes early is kept. */
export function listenForEvents({ trx, send, instance, plan }: Commit): void {
  const steps = plan.definition.stages.flatMap((stage) => stage.steps);
  for (const step of steps)
    if (step.kind === 'wait' && 'event' in step.for) send(subscribeEvent(trx, instance.id, step.for.event));
}
