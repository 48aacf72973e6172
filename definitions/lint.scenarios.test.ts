import { human, processOf, shipped, stage } from './lintExample';
import { catalogueOf } from '../domain/definition/catalogue';
import { ACTIONS as OF_REMINDERS } from '../domain/dunning/actions';
import { EXPECTATIONS as OF_ACCOUNTS } from '../domain/dunning/expectations';
import { ACTIONS, CLOCK_STEPS, FIELDS } from '../domain/process/simulate/actions';
import { EXPECTATIONS } from '../domain/process/simulate/expectations';
import { checkScenario, parseDefinitions } from './load';
import { schemaText } from './schemas';

const start = '2026-03-02T09:00:00+08:00';
const found = (more: object, definition: object = {}) => {
  const stages = [stage('one', [human('price'), human('other')]), stage('two', [human('last')])];
  const process = processOf(stages, { ...definition, tests: [{ name: 'x', start, steps: [], ...more }] });
  return parseDefinitions([{ file: '0.json', text: JSON.stringify(process) }], shipped).problems.map(
    ({ severity, code, pointer, hint = '' }) => `${severity} ${code} ${pointer} ${hint}`.trim(),
  );
};

describe('a scenario within its definition', () => {
  it.each<[string, object, string[]]>([
    ['an action', { frobnicate: 'x' }, ['error unknown-property /tests/0/steps/0/frobnicate']],
    [
      'what stands beside it',
      { complete: 'price', wiht: {} },
      ['error unknown-property /tests/0/steps/0/wiht'],
    ],
    [
      'what stands beside the clock',
      { advance: 'P1D', clok: 1 },
      ['error unknown-property /tests/0/steps/0/clok'],
    ],
    [
      'an expectation',
      { expect: { stagee: 1 } },
      ['error unknown-property /tests/0/steps/0/expect/stagee stage?'],
    ],
    ['a duration', { advance: 'P1X' }, ['error bad-format /tests/0/steps/0/advance']],
    ['an instant', { until: '2026-03-02' }, ['error bad-format /tests/0/steps/0/until']],
    ['a step', { complete: 'prise' }, ['warning not-in-process /tests/0/steps/0/complete price?']],
    ['a stage', { jump: 'tow' }, ['warning not-in-process /tests/0/steps/0/jump two?']],
    [
      'a stage that is expected',
      { expect: { stage: 'tow' } },
      ['warning not-in-process /tests/0/steps/0/expect/stage two?'],
    ],
    [
      'steps that are expected',
      {
        expect: {
          open: ['one/price', 'one/oter'],
          assigned: { 'one/prise': null },
          due: { 'clock:x': null },
        },
      },
      [
        'warning not-in-process /tests/0/steps/0/expect/open/1 one/other?',
        'warning not-in-process /tests/0/steps/0/expect/assigned/one~1prise one/price?',
        'warning not-in-process /tests/0/steps/0/expect/due/clock:x',
      ],
    ],
    [
      'a variable',
      { expect: { vars: { round: 1 } } },
      ['warning not-in-process /tests/0/steps/0/expect/vars/round rounds?'],
    ],
  ])('%s that there is not', (_, step, expected) => {
    expect(found({ steps: [step] })).toEqual(expected);
  });

  it('a start that is none, and what is given to no field and to no variable', () => {
    expect(found({ start: '2026-03-02', given: { entity: { amout: 1 }, vars: { round: 1 } } })).toEqual([
      'error bad-format /tests/0/start',
      'warning not-in-process /tests/0/given/entity/amout amount?',
      'warning not-in-process /tests/0/given/vars/round rounds?',
    ]);
  });

  it.each([
    [[{ complete: 'nope', refused: true }]],
    [[{ migrate: true }, { complete: 'nope' }]],
    [
      [
        { complete: 'one/price', with: {}, by: 'rep1' },
        { advance: 'P1D', clock: 'business', expect: { open: [] } },
      ],
    ],
  ])('what may be meant is not told: %j', (steps) => {
    expect(found({ steps })).toEqual([]);
  });

  it('a file of its own is read by the process that it names', () => {
    const text = JSON.stringify({
      name: 'x',
      definition: 'sales.project',
      start,
      steps: [{ jump: 'quoet' }],
    });
    expect(checkScenario(text, 'x.json', catalogueOf(shipped))).toMatchObject([
      { code: 'not-in-process', pointer: '/steps/0/jump', hint: 'quote?' },
    ]);
  });
});

describe('a scenario of reminders', () => {
  const standard = shipped.find(({ kind }) => kind === 'dunning');
  const problems = (step: object) => {
    const text = JSON.stringify({ ...standard, tests: [{ name: 'x', start, steps: [step] }] });
    return parseDefinitions([{ file: '0.json', text }], shipped).problems.map(
      ({ severity, code, pointer, hint = '' }) => `${severity} ${code} ${pointer} ${hint}`.trim(),
    );
  };
  const AT = '/tests/0/steps/0';

  it.each<[string, object, string]>([
    ['an action', { dispote: 'i1' }, `error unknown-property ${AT}/dispote dispute?`],
    [
      'what an action reads',
      { promise: { invoice: 'i1', untill: '2026-03-09' } },
      `error unknown-property ${AT}/promise/untill until?`,
    ],
    ['what stands beside it', { tag: 'vip', wen: 1 }, `error unknown-property ${AT}/wen`],
    ['what stands beside the clock', { advance: 'P1D', clok: 1 }, `error unknown-property ${AT}/clok clock?`],
    ['an expectation', { expect: { levl: {} } }, `error unknown-property ${AT}/expect/levl level?`],
    ['a duration', { advance: '1 day' }, `error bad-format ${AT}/advance`],
  ])('%s that there is not', (_, step, expected) => {
    expect(problems(step)).toEqual([expected]);
  });

  it('an invoice has fields of its own, and a step may name two actions', () => {
    expect(problems({ invoice: { id: 'i1', anything: 1 } })).toEqual([]);
    expect(problems({ refund: true, payment: 'p1', amount: '5', refused: true })).toEqual([]);
  });

  it('a file of its own is read by the reminders that it names', () => {
    const text = JSON.stringify({ name: 'x', definition: standard?.key, start, steps: [{ dispote: 'i1' }] });
    expect(checkScenario(text, 'x.json', catalogueOf(shipped))).toMatchObject([{ hint: 'dispute?' }]);
  });
});

test('the schema speaks of every action, field and expectation that the players know, and of no other', () => {
  const { $defs } = JSON.parse(schemaText('scenario')) as { $defs: Record<string, { properties: object }> };
  const said = (name: string) => Object.keys($defs[name]?.properties ?? {}).sort();
  const ofInvoices = ['id', 'dueDate', 'amount', 'currency', 'date', 'draft', 'instalments', 'instalment'];
  const beside = ['clock', 'expect', ...FIELDS, ...ofInvoices];
  const actions = [...ACTIONS, ...Object.keys(OF_REMINDERS), ...CLOCK_STEPS, ...beside];
  expect(said('Step')).toEqual([...new Set(actions)].sort());
  expect(said('Expectation')).toEqual([...new Set([...EXPECTATIONS, ...OF_ACCOUNTS])].sort());
});
