import { DomainError } from '../domain/errors';
import { canSeeInstance } from '../db/api-visibility';
import type { Db } from '../db/connect';
import type { RecordContext } from '../db/context';
import { getInstance, type InstanceRow } from '../db/instances';
import { found } from './http/answers';

/** NOT_FOUND for an instance that is not there, or that this person may not see. */
export async function visibleInstance(db: Db, id: string, context: RecordContext): Promise<InstanceRow> {
  if (!(await canSeeInstance(db, id, context))) throw new DomainError('NOT_FOUND');
  return found(await getInstance(db, id));
}
