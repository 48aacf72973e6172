import { loadPeople as loadEverybody, lockPools, savePool, type Person } from '../../db/people';
import { openTaskCounts } from '../../db/tasks';
import type { Db } from '../../db/connect';
import type { Workload } from '../../domain/process/assign';
import { directoryOf, meant, type Directory } from '../../domain/process/directory';
import type { Recipient } from '../../domain/process/requests';
import type { Commit } from './commit';

/** Everybody, how much each has to do, and whose turn it is: the pools stay locked until the commit ends. */
export interface Staff {
  directory: Directory;
  workload: Workload;
  persons: Map<string, Person>;
  before: Record<string, string | null>;
}

export async function loadPeople({ trx, plan, instance }: Commit): Promise<Staff> {
  const { roles, stages } = plan.definition;
  const pools = poolsOf([roles, stages]);
  const cursors = await lockPools(trx, pools);
  // Only now: while this commit waited for its turn somebody may have left or been given a task.
  const people = await loadEverybody(trx);
  const last = await lastHolders(trx, instance.entityId, pools);
  return {
    directory: directoryOf(people),
    workload: { open: await openTaskCounts(trx), cursors: { ...cursors }, last },
    persons: new Map(people.map((person) => [person.id, person])),
    before: cursors,
  };
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

/** Every pool named in the roles or within a step: the names are strings of `group` or `pool`. */
function poolsOf(places: unknown): string[] {
  const found = new Set<string>();
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) return value.forEach(visit);
    if (typeof value !== 'object' || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      if ((key === 'group' || key === 'pool') && typeof inner === 'string') found.add(inner);
      else visit(inner);
    }
  };
  visit(places);
  return [...found];
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
