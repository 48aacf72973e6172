import { directoryOf, namedIn, queuesOf, rolesHeld } from '../domain/process/directory';
import { createPlan } from '../domain/process/plan';
import type { ProcessDefinition } from '../domain/generated/process';
import type { Actor, Plan, ProcessState } from '../domain/process/types';
import type { Db } from '../db/connect';
import { getDefinition } from '../db/definitions';
import type { InstanceRow } from '../db/instances';
import { loadPeople, loadPeopleAbove } from '../db/people';
import { loadPlan } from '../db/plan';
import { DomainError } from '../domain/errors';

const REMEMBERED = 200;
const plans = new Map<string, Plan>();

/**
 * The instance's own version of its definition. A published version never changes, so it is read once. Permissions need
 * neither calendar nor time zone.
 */
export async function planOf(db: Db, instance: InstanceRow): Promise<Plan> {
  const { definitionKey: key, definitionVersion: version, definitionSha256: sha256 } = instance;
  const known = plans.get(sha256);
  if (known) return known;
  const row = await getDefinition(db, 'process', key, version);
  if (!row) throw new DomainError('NOT_FOUND', { definition: key, version });
  // only what passed the schema of its kind is published
  const plan = createPlan(row.body as unknown as ProcessDefinition, null, sha256, []);
  if (plans.size >= REMEMBERED) plans.clear();
  plans.set(sha256, plan);
  return plan;
}

/** The same with the calendar and the time zone as they are now, which conditions may ask for. */
export async function fullPlanOf(db: Db, instance: InstanceRow): Promise<Plan> {
  const { definitionKey: key, definitionVersion: version } = instance;
  return (await loadPlan(db, { key, version }, Date.now())) ?? planOf(db, instance);
}

/** The state as the last commit wrote it; PROCESS_STARTING before the first. */
export function stateOf(instance: InstanceRow): ProcessState {
  if (!instance.state) throw new DomainError('PROCESS_STARTING', { retryAfter: 1 });
  // commit writes nothing else there
  return instance.state as unknown as ProcessState;
}

/** The person with the roles that they hold in this instance; pages ask often, so only those whom its roles mean are read. */
export async function actorIn(
  db: Db,
  plan: Plan,
  state: ProcessState,
  who: { id: string; name: string },
): Promise<Actor> {
  const named = namedIn(plan, state);
  const people =
    named === 'everybody'
      ? await loadPeople(db)
      : await loadPeopleAbove(db, [who.id, ...named.ids], named.codes);
  const directory = directoryOf(people);
  return {
    id: who.id,
    name: who.name,
    holds: rolesHeld(plan, state, directory, who.id),
    queues: queuesOf(directory, who.id),
  };
}
