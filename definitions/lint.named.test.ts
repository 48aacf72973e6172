import { human, problems, processOf, stage } from './lintExample';

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
