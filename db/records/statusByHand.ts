import { error, invalid, type Values } from '../../domain/entity/parse';
import { DomainError } from '../../domain/errors';
import type { EntityDefinition } from '../../domain/generated/entity';
import { statusListOf } from '../../domain/process/statusList';
import type { StatusItem } from '../../domain/process/held';
import type { Db } from '../connect';
import type { RecordContext } from '../context';
import { isLed } from '../leading';
import { statusesOf } from '../statuses';
import type { RecordJson } from './read';

/**
 * A person's new status for a record. While a process leads the status, a person may put the record on hold, take it
 * off hold, and close it; everything between follows the process. Lost needs a reason where the record has a place for it.
 * STATUS_FOLLOWS_PROCESS, VALIDATION_FAILED.
 */
export async function checkStatusByHand(
  trx: Db,
  entity: EntityDefinition,
  before: RecordJson,
  values: Values,
  context: RecordContext,
): Promise<void> {
  const field = statusListOf(entity.key)?.field;
  if (context.roles === 'system' || !field) return;
  const status = values[field];
  if (status === undefined || status === before[field]) return;
  const items = await statusesOf(trx, entity.key);
  const [from, to] = [before[field], status].map((code) => items.find((item) => item.code === code));
  if (to?.semantic === 'lost' && entity.fields.lostReason && !(values.lostReason ?? before.lostReason))
    throw invalid([error('/lostReason', 'required', '输单须填写原因', 'A lost deal needs a reason')]);
  if (!mayBeSet(from, to) && (await isLed(trx, entity.key, before.id)))
    throw new DomainError('STATUS_FOLLOWS_PROCESS', { status: String(status) });
}

function mayBeSet(from: StatusItem | undefined, to: StatusItem | undefined): boolean {
  switch (to?.semantic) {
    case 'hold':
    case 'pause':
      // the system's own holds come and go with their cause
      return to.cause === undefined;
    case 'lost':
    case 'stop':
      return true;
    case 'open':
    case 'run':
      return (from?.semantic === 'hold' || from?.semantic === 'pause') && from.cause === undefined;
    case 'won':
    case undefined:
      return false;
  }
}
