import type { EntityDefinition } from '../domain/generated/entity';
import type { JsonObject } from '../domain/process/types';
import type { Db } from './connect';
import type { RecordContext } from './context';
import { startFor, type NewestProcess } from './newestProcesses';
import { isOver } from './statuses';
import { conditionHolds } from './triggerCondition';

interface Change {
  on: 'created' | 'changed';
  before: JsonObject | null;
  after: JsonObject;
}

/**
 * Starts each of these, the newest published processes of the entity, whose trigger this change meets. `created` fires when its `when` holds (or there
 * is none); `changed` fires when `when` holds now and did not before, so that a record that stays as it is starts nothing
 * again. While an instance of the process is open for the record, no second one starts.
 * A process that leads the record's status does not start for a record that is over by what its status means.
 * A `when` that cannot be evaluated starts nothing: the linter refuses such definitions, and a sale must not fail for it.
 */
export async function startTriggered(
  trx: Db,
  entity: EntityDefinition,
  starts: NewestProcess[],
  change: Change,
  context: RecordContext,
): Promise<void> {
  const { after } = change;
  for (const process of starts) {
    if (!(await fires(trx, process, change))) continue;
    if (process.leads && (await isOver(trx, entity.key, after))) continue;
    await startFor(trx, process, after, {
      actorId: context.actorId,
      triggerKey: triggerKeyOf(process.key, String(after['id'])),
    });
  }
}

/** Of cases with the same key one is open at most, whatever began it. */
export function triggerKeyOf(process: string, recordId: string): string {
  return `${process}:${recordId}`;
}

async function fires(db: Db, process: NewestProcess, { on, before, after }: Change): Promise<boolean> {
  for (const trigger of process.triggers ?? []) {
    if (trigger.on !== on) continue;
    if (trigger.when === undefined) return true;
    const holds = (entity: JsonObject) => conditionHolds(db, process, trigger.when, { entity });
    if ((await holds(after)) && (before === null || !(await holds(before)))) return true;
  }
  return false;
}
