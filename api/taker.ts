import { DomainError } from '../domain/errors';
import { directoryOf } from '../domain/process/directory';
import { refuseTaker, type Giving } from '../domain/process/taker';
import type { ProcessState } from '../domain/process/types';
import type { Db } from '../db/connect';
import type { InstanceRow } from '../db/instances';
import { loadPeople } from '../db/people';
import { openTaskCounts } from '../db/tasks';
import { fullPlanOf } from './actor';

/** PERSON_UNAVAILABLE, ALREADY_THEIRS or SELF_APPROVAL at `/to` where the task would not go to whom the command names, nor to a deputy. */
export async function mustBeTaken(
  db: Db,
  instance: InstanceRow,
  state: ProcessState,
  command: Giving,
  by: string,
): Promise<void> {
  const plan = await fullPlanOf(db, instance);
  const isLimited = plan.definition.assignment?.eligible?.includes('belowCapacity') ?? false;
  const open = isLimited ? await openTaskCounts(db) : {};
  const directory = directoryOf(await loadPeople(db));
  const untaken = refuseTaker(plan, state, command, directory, { by, now: Date.now(), open });
  if (!untaken) return;
  const { code, passed, message } = untaken;
  const fields = message ? [{ pointer: '/to', code, message }] : [];
  throw new DomainError(code, passed.length > 0 ? { passed } : {}, fields);
}
