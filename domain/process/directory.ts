import type { Seeker, Sought } from './requests';
import type { Json, JsonObject, Plan, ProcessState } from './types';
import { seekersOf } from './people';

/** A person as assignment sees one. `absences` are [from, to] dates, both days away. */
export interface Colleague {
  id: string;
  code: string;
  name: string;
  roles: string[];
  groups: string[];
  managerId: string | null;
  deputyId: string | null;
  active: boolean;
  absences: [string, string][];
  capacity: number | null;
  weight: number;
}

/** Everybody, in the stable order that round robin follows. */
export interface Directory {
  people: readonly Colleague[];
  byId: ReadonlyMap<string, Colleague>;
  /** People of a record's team by role, for the `team` resolver. */
  team(entity: string, entityId: string, role: string): string[];
}

export function directoryOf(people: readonly Colleague[], team: Directory['team'] = () => []): Directory {
  return { people, byId: new Map(people.map((person) => [person.id, person])), team };
}

/** Who may be meant by a seeker; for a pool, everybody in it. */
export function meant(directory: Directory, seeker: Seeker): string[] {
  switch (seeker.by) {
    case 'person':
      return [seeker.id];
    case 'employee':
      return directory.people.filter((person) => person.code === seeker.code).map((person) => person.id);
    case 'managerOf': {
      const first = seeker.of.flatMap((inner) => meant(directory, inner))[0];
      const manager = first === undefined ? null : directory.byId.get(first)?.managerId;
      return manager ? [manager] : [];
    }
    case 'team':
      return directory.team(seeker.entity, seeker.entityId, seeker.role);
    case 'pool':
      return directory.people
        .filter((person) => person.groups.includes(seeker.group))
        .map((person) => person.id);
  }
}

/** The roles a person holds in a case: those of the organisation, and the definition's that mean this person. */
export function rolesHeld(plan: Plan, state: ProcessState, directory: Directory, personId: string): string[] {
  const own = directory.byId.get(personId)?.roles ?? [];
  const declared = Object.keys(plan.definition.roles ?? {}).filter((role) =>
    seekersOf(plan, state, role).some((seeker) => meant(directory, seeker).includes(personId)),
  );
  return [...new Set([...own, ...declared])];
}

/** Groups and roles whose queues somebody serves. */
export function queuesOf(directory: Directory, personId: string): string[] {
  const person = directory.byId.get(personId);
  return person ? [...person.groups, ...person.roles] : [];
}

/** Whom `rolesHeld` has to know besides the person asked about: these and everybody above them, or indeed everybody. */
export function namedIn(plan: Plan, state: ProcessState): { ids: string[]; codes: string[] } | 'everybody' {
  const ids: string[] = [];
  const codes: string[] = [];
  const name = (seeker: Sought): boolean => {
    if (seeker.by === 'person') ids.push(seeker.id);
    if (seeker.by === 'employee') codes.push(seeker.code);
    return seeker.by === 'managerOf' ? seeker.of.every(name) : seeker.by !== 'pool';
  };
  const seekers = Object.keys(plan.definition.roles ?? {}).flatMap((role) => seekersOf(plan, state, role));
  // Whether the person is in a pool, the person's own row says; the manager of a pool's first member, only all rows do.
  return seekers.every((seeker) => seeker.by === 'pool' || name(seeker)) ? { ids, codes } : 'everybody';
}

/** What a pool's `if` sees of a person, as `candidate`. */
export function candidateContext(person: Colleague & { data?: Json }): JsonObject {
  const { id, code, name, roles, groups, capacity, weight } = person;
  const extra =
    typeof person.data === 'object' && person.data !== null && !Array.isArray(person.data) ? person.data : {};
  return { ...extra, id, code, name, roles, groups, capacity, weight };
}
