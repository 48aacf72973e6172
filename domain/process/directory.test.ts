import fc from 'fast-check';
import type { ProcessDefinition } from '../generated/process';
import { colleague } from './colleague.testkit';
import { directoryOf, namedIn, rolesHeld, type Colleague } from './directory';
import { createPlan } from './plan';
import { transition } from './transition';

const text = (name: string) => ({ 'zh-CN': name, en: name });

function plan(roles: ProcessDefinition['roles']) {
  const definition: ProcessDefinition = {
    kind: 'process',
    key: 'test',
    version: 1,
    category: 'general',
    title: text('test'),
    entity: 'opportunity',
    roles,
    stages: [{ id: 'one', title: text('one'), steps: [{ id: 'end', kind: 'milestone', manual: true }] }],
  };
  return createPlan(definition, null, '', []);
}

const ROLES: ProcessDefinition['roles'] = {
  owner: { by: 'field', path: '/entity/ownerId' },
  manager: { by: 'managerOf', role: 'owner' },
  director: { by: 'managerOf', role: 'manager' },
  clerk: { by: 'employee', code: 'p2' },
  aboveClerk: { by: 'managerOf', role: 'clerk' },
  desk: { by: 'pool', group: 'desk', strategy: 'roundRobin' },
};

function stateFor(of: ReturnType<typeof plan>, ownerId: string) {
  const input = { entityId: 'o', entity: { ownerId } };
  return transition(of, null, { type: 'start', input, actor: null }, 0).state;
}

/** Those named, whoever asks, and everybody above them: what the database gives. */
function above(people: Colleague[], named: { ids: string[]; codes: string[] }, asks: string): Colleague[] {
  const known = new Set([asks, ...named.ids, ...named.codes]);
  for (let before = -1; before !== known.size;) {
    before = known.size;
    for (const { id, managerId } of people) if (known.has(id) && managerId) known.add(managerId);
  }
  return people.filter(({ id }) => known.has(id));
}

describe('who has to be known to say which roles a person holds', () => {
  test('the person, those named, and those above them are enough', () => {
    const company = fc.array(
      fc.record({ boss: fc.nat(5), isAtDesk: fc.boolean(), isBossless: fc.boolean() }),
      { minLength: 6, maxLength: 6 },
    );
    const one = plan(ROLES);
    fc.assert(
      fc.property(company, fc.nat(7), fc.nat(5), (rows, owner, asks) => {
        const people = rows.map(({ boss, isAtDesk, isBossless }, i) =>
          colleague(`p${i}`, isBossless ? null : `p${boss}`, isAtDesk ? ['desk'] : []),
        );
        const state = stateFor(one, `p${owner}`);
        const named = namedIn(one, state);
        if (named === 'everybody') throw new Error('no role asks for the manager of a pool');
        const few = directoryOf(above(people, named, `p${asks}`));
        expect(rolesHeld(one, state, few, `p${asks}`)).toEqual(
          rolesHeld(one, state, directoryOf(people), `p${asks}`),
        );
      }),
    );
  });

  test("everybody, where a role is the manager of a pool's first member", () => {
    const one = plan({ ...ROLES, chief: { by: 'managerOf', role: 'desk' } });
    expect(namedIn(one, stateFor(one, 'p1'))).toBe('everybody');
  });
});
