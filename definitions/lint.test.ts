import { catalogueOf, type Document } from '../domain/definition/catalogue';
import { human, problems, processOf, shipped, stage, title } from './lintExample';
import { parseDefinitions } from './load';

describe('names outside expressions', () => {
  const one = [stage('one', [human('price')])];
  it.each<[string, object, string]>([
    [
      'a role’s field',
      { roles: { owner: { field: '/entity/onwerId' } } },
      'unknown-field /roles/owner/field',
    ],
    [
      'a role’s field in a list',
      { roles: { owner: [{ by: 'field', path: '/vars/who' }] } },
      'unknown-field /roles/owner/0/path',
    ],
    ['who may skip', { permissions: { skip: ['director', 'bos'] } }, 'unknown-role /permissions/skip/1'],
    [
      'a migration’s stage',
      { version: 2, migrations: [{ from: 1, map: { 'old/x': 'oen/price' } }] },
      'unknown-stage /migrations/0/map/old~1x',
    ],
    [
      'a migration’s step',
      { version: 2, migrations: [{ from: 1, map: { 'old/x': 'one/prise' } }] },
      'unknown-step /migrations/0/map/old~1x',
    ],
    [
      'two exits of one name',
      { exits: [1, 2].map(() => ({ id: 'lost', when: 'vars.rounds > 9', end: 'lost' })) },
      'duplicate-id /exits/1/id',
    ],
    [
      'a variable called in',
      { vars: { type: 'object', properties: { in: { type: 'string' } } } },
      'reserved-name /vars/properties/in',
    ],
    [
      'a scenario of its own',
      { tests: [{ name: 'x', start: '2026-03-02T09:00:00+08:00' }] },
      'missing-property /tests/0',
    ],
    [
      'a role behind else',
      { roles: { owner: { by: 'field', path: '/entity/ownerId', else: 'nobody' } } },
      'unknown-role /roles/owner/else',
    ],
  ])('%s', (_, more, expected) => {
    expect(problems(processOf(one, more))).toEqual([expected]);
  });

  it('a variable that is written', () => {
    expect(
      problems(
        processOf([stage('one', [human('price')], { exit: [{ to: 'next', set: { '/vars/round': 1 } }] })]),
      ),
    ).toEqual(['unknown-field /stages/0/exit/0/set/~1vars~1round']);
  });

  it('types reach into inline SLAs, pools, lists of the record and records that are waited for', () => {
    const sla = { due: { cel: 'entity.expected' }, clock: 'calendar' };
    expect(problems(processOf([stage('one', [human('a', { sla })])]))).toEqual([
      'expression-unknown-field /stages/0/steps/0/sla/due/cel',
    ]);
    expect(
      problems(
        processOf([stage('one', [human('a', { assign: { pool: 'presales', if: 'entity.regoin == 1' } })])]),
      ),
    ).toEqual(['expression-unknown-field /stages/0/steps/0/assign/if']);
    expect(
      problems(processOf([stage('one', [human('a', { if: 'entity.lines.exists(l, l.prize > 1)' })])])),
    ).toEqual(['expression-unknown-field /stages/0/steps/0/if']);
    const wait = {
      id: 'w',
      kind: 'wait',
      timeout: { after: 'P1D' },
      for: { entity: 'invoice', id: { cel: 'entity.id' }, when: 'target.balanse <= 0' },
    };
    expect(problems(processOf([stage('one', [wait])]))).toEqual([
      'expression-unknown-field /stages/0/steps/0/for/when',
    ]);
  });
});

describe('approvals that nobody can grant', () => {
  const approval = (approvers: unknown[], roles: object = {}) =>
    problems(
      processOf(
        [
          stage('one', [
            human('price'),
            human('check', { needs: ['price'] }),
            { id: 'ok', kind: 'approval', needs: ['check'], approvers },
          ]),
        ],
        {
          roles: { owner: { by: 'field', path: '/entity/ownerId' }, boss: { managerOf: 'owner' }, ...roles },
        },
      ),
    ).map((found) => found.split(' ')[0]);
  const SELF = ['self-approval'];

  it('are found behind other names, completers and several approvers', () => {
    expect(approval(['owner'])).toEqual(SELF);
    expect(approval(['same'], { same: { field: '/entity/ownerId' } })).toEqual(SELF);
    expect(approval(['doer'], { doer: { completerOf: 'price' } })).toEqual(SELF);
    expect(
      approval(['owner', { role: 'doer', if: 'vars.rounds > 1' }], { doer: { completerOf: 'check' } }),
    ).toEqual(SELF);
  });

  it('and not where somebody else may', () => {
    expect(approval(['boss'])).toEqual([]);
    expect(approval(['owner', 'boss'])).toEqual([]);
    expect(approval(['desk'], { desk: { pool: 'order-desk' } })).toEqual([]);
    expect(approval(['either'], { either: [{ field: '/entity/ownerId' }, { managerOf: 'owner' }] })).toEqual(
      [],
    );
  });
});

describe('processes that start themselves', () => {
  const starter = (key: string, process: string, more: object = {}, stages: object[] = []) => ({
    ...processOf([
      ...stages,
      stage('last', [{ id: 'again', kind: 'process', process, detached: true, ...more }]),
    ]),
    key,
  });
  const names = ['a', 'b', 'c', 'd', 'e'].map((name) => `test.${name}`);

  it('through five others', () => {
    const [first, ...others] = names.map((key, n) => starter(key, names[(n + 1) % names.length] ?? ''));
    expect(problems(first ?? {}, others)).toEqual(['self-start /stages/0/steps/0/process']);
  });

  it('by an effect', () => {
    const onEnter = [{ start: 'test.lint' }];
    expect(problems(processOf([stage('one', [human('price')], { onEnter })]))).toEqual([
      'self-start /stages/0/onEnter/0/start',
    ]);
  });

  it('but not under a condition, nor in a stage that need not be reached', () => {
    expect(problems(starter('test.a', 'test.a', { if: 'vars.rounds < 3' }))).toEqual([]);
    const way = stage('one', [human('price')], {
      exit: [{ when: 'vars.rounds > 2', end: 'enough' }, { to: 'next' }],
    });
    expect(problems(starter('test.a', 'test.a', {}, [way]))).toEqual([]);
  });
});

describe('a dunning policy', () => {
  const policy = (more: object) => ({
    kind: 'dunning',
    key: 'test-dunning',
    version: 1,
    title,
    per: 'customer',
    levels: [{ id: 'L1', from: 'dueDate', after: 'P3D', do: [{ creditHold: true }] }],
    ...more,
  });

  it.each<[string, object, string[]]>([
    ['reads items', { includes: 'invoice.balance > 0 && instalment.balance > 0 && !invoice.writtenOff' }, []],
    ['reads the customer', { state: [{ id: 's', when: "oldestDays >= 10 && 'vip' in customer.tags" }] }, []],
    ['has no blance', { includes: 'invoice.blance > 0' }, ['expression-unknown-field /includes']],
    [
      'has no tag',
      { holds: [{ id: 'h', when: "'x' in customer.tag" }] },
      ['expression-unknown-field /holds/0/when'],
    ],
    [
      'has one state for all items',
      { state: [{ id: 's', when: 'invoice.disputed' }] },
      ['expression-unknown-name /state/0/when'],
    ],
    [
      'has each id once',
      { state: [1, 2].map(() => ({ id: 's', when: 'total > 1' })) },
      ['duplicate-id /state/1/id'],
    ],
    ['has an open window', { send: { window: ['18:00', '09:00'] } }, ['windows-overlap /send/window']],
  ])('%s', (_, more, expected) => {
    expect(problems(policy(more))).toEqual(expected);
  });
});

describe('what surrounds processes', () => {
  it('shipped definitions have neither errors nor warnings', () => {
    const files = shipped.map((document) => ({ file: document.key, text: JSON.stringify(document) }));
    expect(
      parseDefinitions(files, []).problems.map(({ code, file, pointer }) => [file, code, pointer]),
    ).toEqual([]);
    expect(files.length).toBeGreaterThan(30);
  });

  it('lists have each code once, and parents that are there', () => {
    const items = [
      { code: 'a', title },
      { code: 'a', title },
      { code: 'b', title, parent: 'c' },
    ];
    expect(problems({ kind: 'list', key: 'test-list', version: 1, title, use: 'type', items })).toEqual([
      'duplicate-id /items/1/code',
      'unknown-list-item /items/2/parent',
    ]);
  });

  it('forms know their own fields', () => {
    const schema = { type: 'object', required: ['b', 'z'], properties: { a: { type: 'number' }, b: {} } };
    const ui = { a: { showWhen: 'form.d > 1' }, c: { width: 6 } };
    expect(problems({ kind: 'form', key: 'test-form', version: 1, title, schema, ui })).toEqual([
      'unknown-field /schema/required/1',
      'expression-unknown-field /ui/a/showWhen',
      'unknown-field /ui/c',
    ]);
  });

  it('a catalogue knows the newest version of each', () => {
    const documents: Document[] = [2, 3, 1].map((version) => ({ kind: 'form', key: 'x', version }));
    expect(catalogueOf(documents).form('x')?.version).toBe(3);
  });
});
