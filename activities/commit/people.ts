import { loadPeople, lockPools, savePool, type Person } from '../../db/people';
import { openTaskCounts } from '../../db/tasks';
import type { Db } from '../../db/connect';
import type { Workload } from '../../domain/process/assign';
import { directoryOf, meant, type Directory } from '../../domain/process/directory';
import type { Recipient, Sought } from '../../domain/process/requests';
import type { Commit } from './commit';

/** Everybody; and as far as somebody was sought, how much each has to do and whose turn it is. */
export interface Staff {
  directory: Directory;
  workload: Workload;
  persons: ReadonlyMap<string, Person>;
  before: Record<string, string | null>;
}

export async function loadStaff(trx: Db): Promise<Staff> {
  return { ...(await everybody(trx)), workload: { open: {}, cursors: {}, last: {} }, before: {} };
}

/**
 * Reads what choosing among these seekers needs. Their pools stay locked until the commit ends, so that two commits do not
 * pick by the same turn; one whose tasks go to named people locks none, and no other waits for it.
 */
export async function lockWorkload(
  { trx, plan, instance }: Commit,
  staff: Staff,
  seekers: Sought[],
): Promise<void> {
  const { workload, before } = staff;
  const pools = seekers.filter((seeker) => seeker.by === 'pool');
  const unlocked = pools.map(({ group }) => group).filter((group) => !Object.hasOwn(before, group));
  if (unlocked.length > 0) {
    const cursors = await lockPools(trx, unlocked);
    Object.assign(workload.cursors, cursors);
    Object.assign(before, cursors);
    // Only now: while this commit waited for its turn somebody may have left or been given a task.
    Object.assign(staff, await everybody(trx));
    Object.assign(workload.last, await lastHolders(trx, instance.entityId, unlocked));
  }
  const isLimited = plan.definition.assignment?.eligible?.includes('belowCapacity') ?? false;
  if (pools.length > 0 || isLimited) workload.open = await openTaskCounts(trx);
}

type Everybody = Pick<Staff, 'directory' | 'persons'>;

/** Lists of people by id, made once for each list. */
const sorted = new WeakMap<readonly Person[], Everybody>();

async function everybody(trx: Db): Promise<Everybody> {
  const people = await loadPeople(trx);
  const known = sorted.get(people);
  if (known) return known;
  const persons = new Map(people.map((person) => [person.id, person]));
  const fresh = { directory: directoryOf(people), persons };
  sorted.set(people, fresh);
  return fresh;
}

export async function savePools(trx: Db, { workload, before }: Staff): Promise<void> {
  for (const [pool, person] of Object.entries(workload.cursors)) {
    if (person && before[pool] !== person) await savePool(trx, pool, person);
    before[pool] = person;
  }
}

/** The first resolver that means anybody; people who left hear nothing. */
export function personsOf({ directory, persons }: Staff, recipients: Recipient[]): Person[] {
  const ids = recipients.flatMap(
    ({ seekers }) =>
      seekers.map((seeker) => meant(directory, seeker)).find((found) => found.length > 0) ?? [],
  );
  return [...new Set(ids)].flatMap((id) => persons.get(id) ?? []).filter((person) => person.active);
}

/** Who of each pool had the last task of this record, for the `sticky` strategy. */
async function lastHolders(
  trx: Db,
  entityId: string,
  pools: string[],
): Promise<Record<string, string | null>> {
  if (pools.length === 0) return {};
  const rows = await trx('task as t')
    .join('employee as e', 'e.id', 't.assignee_id')
    .select<{ id: string; groups: string[] }[]>({ id: 'e.id', groups: 'e.groups' })
    .where('t.entity_id', entityId)
    .orderBy('t.opened_at', 'desc')
    .limit(50);
  return Object.fromEntries(
    pools.map((pool) => [pool, rows.find((row) => row.groups.includes(pool))?.id ?? null]),
  );
}
