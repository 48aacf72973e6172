import { human, problems, processOf, stage, title } from './lintExample';
const notify = (more: object) => [{ at: 'PT0S', do: [{ notify: 'owner', ...more }] }];
const one = (steps: object[], more: object = {}, ofStage: object = {}) =>
  processOf([stage('one', steps, ofStage)], more);
const rungs = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ at: `PT${n}H`, do: [{ notify: 'assignee' }] }));
const approval = (more: object) => ({
  id: 'b',
  kind: 'approval',
  approvers: ['boss'],
  needs: ['a'],
  ...more,
});
const child = (more: object) => ({ id: 'p', kind: 'process', process: 'general.task', ...more });
const wait = (until: unknown) => one([{ id: 'w', kind: 'wait', for: { until } }]);

const REFUSED: Record<string, [object, string[]]> = {
  'nine rungs in place': [
    one([human('a', { sla: { due: 'P1D', ladder: rungs(9) } })]),
    ['over-limit /stages/0/steps/0/sla/ladder'],
  ],
  'nine rungs of a target': [
    one([human('a')], {}, { target: { due: 'P1D', ladder: rungs(9) } }),
    ['over-limit /stages/0/target/ladder'],
  ],
  'a role in an SLA in place': [
    one([human('a', { sla: { due: 'P1D', ladder: notify({ notify: ['owner', 'ower'] }) } })]),
    ['unknown-role /stages/0/steps/0/sla/ladder/0/do/0/notify/1'],
  ],
  'a template in a target': [
    one([human('a')], {}, { target: { due: 'P1D', ladder: notify({ template: 'late' }) } }),
    ['unknown-template /stages/0/target/ladder/0/do/0/template'],
  ],
  'what an SLA in place extends': [
    one([human('a', { sla: { extends: 'none', due: 'P1D' } })]),
    ['unknown-sla /stages/0/steps/0/sla/extends'],
  ],
  'an SLA that is never due': [
    one([human('a', { sla: 'base' })], { slas: { base: { clock: 'business' } } }),
    ['missing-property /stages/0/steps/0/sla'],
  ],
  'a step of another stage that an effect opens': [
    processOf([
      stage('one', [human('a')], { onEnter: [{ open: 'b' }] }),
      stage('two', [human('b', { manual: true, required: false })]),
    ]),
    ['unknown-step /stages/0/onEnter/0/open'],
  ],
  'a letter to nobody': [
    one(
      [human('a', { assign: { employee: 'x' } })],
      { roles: {} },
      {
        onEnter: [{ send: ['email'], template: 'stage.overdue' }],
      },
    ),
    ['unknown-role /stages/0/onEnter/0'],
  ],
  'a version that is not there': [
    one([human('a'), child({ version: 99 })]),
    ['unknown-process /stages/0/steps/1/version'],
  ],
  'a variable that another process has not': [
    one([human('a'), child({ input: { title: 'x', nobody: 1 } })]),
    ['unknown-field /stages/0/steps/1/input/nobody'],
  ],
  'a variable of another type': [
    one([human('a')], {}, { onEnter: [{ start: 'general.task', input: { title: 5 } }] }),
    ['wrong-value /stages/0/onEnter/0/input/title'],
  ],
  'nothing for a variable that must be something': [
    one([human('a'), child({ input: { title: { cel: 'entity.need' } } })]),
    ['possibly-missing /stages/0/steps/1/input/title'],
  ],
  'an action’s parameter of another type': [
    one([{ id: 'x', kind: 'auto', action: 'credit.check', with: { amount: { cel: 'entity.name' } } }]),
    ['wrong-value /stages/0/steps/0/with/amount'],
  ],
  'a field of another record': [
    one([
      {
        id: 'x',
        kind: 'auto',
        action: 'record.update',
        with: { entity: 'order', id: 'x', set: { statsu: 'done' } },
      },
    ]),
    ['unknown-field /stages/0/steps/0/with/set/statsu'],
  ],
  'a parameter that a template has not': [
    one(
      [human('a')],
      {},
      {
        onEnter: [{ send: ['email'], template: 'task.overdue', with: { none: 1 } }],
      },
    ),
    ['unknown-parameter /stages/0/onEnter/0/with/none'],
  ],
  'a code that the field’s list has not': [
    one([human('a', { set: { '/entity/status': { cel: "vars.rounds > 1 ? 'lost' : 'lots'" } } })]),
    ['unknown-list-item /stages/0/steps/0/set/~1entity~1status/cel'],
  ],
  'a date that there is not': [
    one([human('a', { set: { '/entity/expectedClose': '2026-02-30' } })]),
    ['bad-format /stages/0/steps/0/set/~1entity~1expectedClose'],
  ],
  'half a round': [
    one([human('a', { set: { '/vars/rounds': 1.5 } })]),
    ['wrong-value /stages/0/steps/0/set/~1vars~1rounds'],
  ],
  'a step into a number': [
    one([human('a', { set: { '/vars/rounds/x': 1 } })]),
    ['unknown-field /stages/0/steps/0/set/~1vars~1rounds~1x'],
  ],
  'a record where there is none': [
    one([human('a', { assign: { employee: 'x' }, if: 'entity.amount > 1' })], {
      entity: undefined,
      roles: {},
    }),
    ['expression-unknown-field /stages/0/steps/0/if'],
  ],
  'an instant that is none': [wait('tomorrow'), ['bad-format /stages/0/steps/0/for/until']],
  'a number as an instant': [wait(5), ['wrong-value /stages/0/steps/0/for/until']],
  'a computed instant that is none': [
    wait({ cel: "vars.rounds > 1 ? today : 'soon'" }),
    ['bad-format /stages/0/steps/0/for/until/cel'],
  ],
  'a month on the business clock, computed': [
    one([human('a', { sla: { due: { cel: "vars.rounds > 1 ? 'P1M' : 'P1D'" }, clock: 'business' } })]),
    ['month-on-business-clock /stages/0/steps/0/sla/due/cel'],
  ],
  'a month on the business clock of who extends it': [
    one([human('a', { sla: { extends: 'base', clock: 'business' } })], { slas: { base: { due: 'P1M' } } }),
    ['month-on-business-clock /stages/0/steps/0/sla/clock'],
  ],
  'an age': [
    one([human('a', { timeout: { after: 'P999999D' } })]),
    ['out-of-range /stages/0/steps/0/timeout/after'],
  ],
  'a retry before the failure': [
    one([{ id: 'x', kind: 'auto', action: 'credit.check', retry: { max: 1, backoff: '-PT1M' } }]),
    ['negative-duration /stages/0/steps/0/retry/backoff'],
  ],
  'a manager of nobody': [
    one([human('a')], { roles: { owner: { by: 'managerOf' } } }),
    ['missing-property /roles/owner'],
  ],
  'oneself by a list': [
    one([human('a'), approval({ approvers: ['me'] })], {
      roles: {
        owner: { field: '/entity/ownerId' },
        me: [{ field: '/entity/ownerId' }, { completerOf: 'a' }],
      },
    }),
    ['self-approval /stages/0/steps/1/approvers'],
  ],
  'oneself in the next stage': [
    processOf([
      stage('one', [human('a')]),
      stage('two', [approval({ needs: undefined, approvers: ['owner'] })]),
    ]),
    ['self-approval /stages/1/steps/0/approvers'],
  ],
  'an undoing of what nobody did': [
    one([human('a', { compensate: { action: 'order.create' } })]),
    ['compensate-without-effect /stages/0/steps/0/compensate'],
  ],
  'a process that begins with its own event': [
    one([human('a')], { trigger: [{ event: 'go' }] }, { onEnter: [{ event: 'go' }] }),
    ['self-start /stages/0/onEnter/0/event'],
  ],
  'a process that starts itself on a condition that always holds': [
    one([human('a'), child({ process: 'test.lint', if: '1 < 2' })]),
    ['self-start /stages/0/steps/1/process'],
  ],
  'a migration from a version to come': [
    one([human('a')], { version: 2, migrations: [{ from: 1 }, { from: 1 }, { from: 2 }] }),
    ['duplicate-id /migrations/1/from', 'out-of-range /migrations/2/from'],
  ],
  'an item that hides the record': [
    one([human('a'), child({ forEach: { cel: "['x']" }, as: 'entity' })]),
    ['reserved-name /stages/0/steps/1/as'],
  ],
  'a stage called like what every object has': [
    processOf([stage('toString', [human('a')])]),
    ['reserved-name /stages/0/id'],
  ],
  'who may do what is no operation': [
    one([human('a')], { permissions: { skipp: ['manager'] } }),
    ['bad-format /permissions/skipp'],
  ],
  'a field of the items': [
    one([
      human('a'),
      child({ forEach: { cel: 'entity.lines' }, as: 'line', input: { title: { cel: 'line.nam' } } }),
    ]),
    ['expression-unknown-field /stages/0/steps/1/input/title/cel'],
  ],
  'what a process has not left': [
    one([human('a'), child({}), human('b', { needs: ['p'], if: "steps.p.out.titel == 'x'" })]),
    ['expression-unknown-field /stages/0/steps/2/if'],
  ],
  'an error beside a warning': [
    one([
      human('a', {
        set: { '/vars/rounds': { cel: 'entity.name' }, '/entity/amount': { cel: 'size(entity.need)' } },
      }),
    ]),
    [
      'wrong-value /stages/0/steps/0/set/~1vars~1rounds',
      'possibly-missing /stages/0/steps/0/set/~1entity~1amount/cel',
    ],
  ],
  'elements of several types': [
    one([human('a', { if: "[1, 'a'].exists(x, x > 1)" })]),
    ['untyped-value /stages/0/steps/0/if'],
  ],
  'a field by a computed name': [
    one([human('a', { if: "steps[entity.name].status == 'x'" })]),
    ['possibly-missing /stages/0/steps/0/if'],
  ],
  'a variable that a trigger cannot give': [
    one([human('a', { if: "vars.who == 'x'" })], {
      trigger: [{ on: 'created' }],
      vars: { type: 'object', properties: { who: { type: 'string' } }, required: ['who'] },
    }),
    ['possibly-missing /stages/0/steps/0/if'],
  ],
};

const allDay = { kind: 'calendar', key: 'all-day', version: 1, title, timezone: 'UTC' };
const week = { mon: [['00:00', '24:00']], fri: [['00:00', '24:00']] };
const yes = { outcomes: [{ id: 'yes', title }] };

const FINE: Record<string, [object, object?]> = {
  'variables called like a language': [
    one([human('a')], { vars: { type: 'object', properties: { en: { type: 'string' } } } }),
  ],
  'data with a key of a language': [one([human('a')], {}, { onEnter: [{ event: 'x', data: { en: 'y' } }] })],
  'data called like an expression': [
    one([
      { id: 'a', kind: 'decision', rules: [{ then: Array.from({ length: 250 }, () => ({ when: 'x' })) }] },
    ]),
  ],
  'a warning nine hours before a day of twenty-four': [
    one(
      [
        human('a', {
          sla: { due: 'P1D', clock: 'business', ladder: [{ at: '-PT9H', do: [{ notify: 'owner' }] }] },
        }),
      ],
      {
        calendar: 'all-day',
      },
    ),
    { ...allDay, week },
  ],
  'a base without due that nobody uses alone': [
    one([human('a', { sla: { extends: 'base', due: 'P1D' } })], { slas: { base: { clock: 'business' } } }),
  ],
  'one of the outcomes': [
    one([human('a', yes), human('b', { needs: ['a'], if: "steps.a.out.outcome == 'yes'" })]),
  ],
  'how another process ended': [
    one([human('a'), child({}), human('b', { needs: ['p'], if: "steps.p.out.outcome == 'done'" })]),
  ],
  'fields of the items': [
    one([
      human('a'),
      child({
        forEach: { cel: 'entity.lines' },
        as: 'line',
        input: { title: { cel: 'string(line.quantity)' } },
      }),
    ]),
  ],
  'a macro over nothing': [one([human('a', { if: '[].exists(x, x > 1)' })])],
  'minutes on the business clock': [one([human('a', { sla: { due: 'PT1M', clock: 'business' } })])],
  'a manual step that an effect opens': [
    one([human('a'), human('b', { manual: true, required: false })], {}, { onEnter: [{ open: 'b' }] }),
  ],
};

describe('refused', () => {
  it.each(Object.entries(REFUSED))('%s', (_, [definition, expected]) => {
    expect(problems(definition)).toEqual(expected);
  });
});

describe('fine', () => {
  it.each(Object.entries(FINE))('%s', (_, [definition, ...others]) => {
    expect(
      problems(
        definition,
        others.filter((other) => other !== undefined),
      ),
    ).toEqual([]);
  });
});
