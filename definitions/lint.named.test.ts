import { human, problems, processOf, shipped, stage } from './lintExample';
import { parseDefinitions } from './load';

const one = (steps: object[], more: object = {}) => processOf([stage('one', steps)], more);
const wait = (until: unknown) => one([{ id: 'w', kind: 'wait', for: { until } }]);

const REFUSED: Record<string, [object, string[]]> = {
  'an SLA that is called due': [
    one([human('a', { sla: 'due' })], { slas: { due: { due: { cel: 'zzz' }, clock: 'calendar' } } }),
    ['expression-unknown-name /slas/due/due/cel'],
  ],
  'an SLA that is called set': [
    one([human('a', { sla: 'set' })], {
      slas: { set: { due: 'P1D', ladder: [{ at: 'PT0S', do: [{ set: { '/vars/zzz': 1 } }] }] } },
    }),
    ['unknown-field /slas/set/ladder/0/do/0/set/~1vars~1zzz'],
  ],
  'a role that is called with': [
    one([human('a', { assign: 'with' })], {
      roles: { owner: { field: '/entity/ownerId' }, with: { pool: 'presales', if: 'entity.zzz == 1' } },
    }),
    ['expression-unknown-field /roles/with/if'],
  ],
  'what is computed by no text': [wait({ cel: 5 }), ['wrong-type /stages/0/steps/0/for/until/cel']],
  'what an action writes, of other types and codes than its fields': [
    one([
      {
        id: 'u',
        kind: 'auto',
        action: 'record.update',
        with: {
          entity: 'opportunity',
          id: { cel: 'entity.id' },
          set: { name: 7, amount: { cel: "'x'" }, status: 'nonsense', source: null },
        },
      },
    ]),
    [
      'wrong-value /stages/0/steps/0/with/set/name',
      'wrong-value /stages/0/steps/0/with/set/amount',
      'unknown-list-item /stages/0/steps/0/with/set/status',
    ],
  ],
};

describe('what stands under a name of the author, or in what an action is given', () => {
  it.each(Object.entries(REFUSED))('%s', (_, [definition, expected]) => {
    expect(problems(definition)).toEqual(expected);
  });
});

describe('with the people of a company', () => {
  const people = { groups: ['presales', 'desk'], employees: ['e1'] };
  const found = (document: object, organisation = people) =>
    parseDefinitions(
      [{ file: '0.json', text: JSON.stringify(document) }],
      shipped,
      organisation,
    ).problems.map(({ severity, code, pointer, hint = '' }) =>
      `${severity} ${code} ${pointer} ${hint}`.trim(),
    );
  const roles = {
    owner: { field: '/entity/ownerId' },
    a: [{ pool: 'presale' }, { employee: 'e2' }],
    b: [
      { by: 'pool', group: 'desk' },
      { by: 'employee', code: 'e1' },
    ],
  };
  const process = one([human('h', { assign: { pool: 'dask' } })], {
    roles,
    assignment: { ifNone: { queue: 'nobody-of-its-own' } },
  });

  it('a group in which nobody is, and an employee that there is not, are warned of', () => {
    expect(found(process).sort()).toEqual([
      'warning group-without-people /roles/a/0/pool presales?',
      'warning group-without-people /stages/0/steps/0/assign/pool desk?',
      'warning unknown-employee /roles/a/1/employee e1?',
    ]);
    expect(problems(process)).toEqual([]);
  });

  it('so is a group that a reminder policy gives its tasks to', () => {
    const policy = shipped.find(({ kind }) => kind === 'dunning');
    const text = JSON.stringify({ ...policy, version: 99 }).replaceAll('"assign":"owner"', '"assign":"dask"');
    expect(found(JSON.parse(text) as object)).toEqual([
      expect.stringContaining('warning group-without-people /levels/'),
    ]);
  });
});
