import type { Colleague } from './directory';

/** Somebody who is there every day and has no special role. */
export function colleague(id: string, managerId: string | null, groups: string[] = []): Colleague {
  return {
    id,
    code: id,
    name: id,
    roles: [],
    groups,
    managerId,
    deputyId: null,
    active: true,
    absences: [],
    capacity: null,
    weight: 1,
  };
}
