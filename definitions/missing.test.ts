import { human, problems, processOf, shipped, stage, title } from './lintExample';
import { parseDefinitions } from './load';

// What may be empty, and what a value must be, as the linter knows it. A definition that passes fails for no missing value.
const form = {
  type: 'object',
  additionalProperties: false,
  required: ['sure'],
  properties: {
    sure: { type: 'number' },
    note: { type: 'string' },
    maybe: { type: ['number', 'null'] },
    kind: { enum: ['a', 'b'] },
  },
};
const vars = {
  type: 'object',
  required: ['given'],
  properties: {
    given: { type: 'string' },
    preset: { type: 'number', default: 1 },
    unset: { type: 'number' },
    tags: { type: 'array', items: { type: 'string' }, default: [] },
    mood: { enum: ['glad', 'sad'], default: 'glad' },
    moods: { type: 'array', items: { enum: ['glad', 'sad'] }, default: [] },
  },
};

function condition(when: string): string[] {
  const steps = [human('ask', { form }), human('then', { needs: ['ask'], if: when })];
  return problems(processOf([stage('one', steps)], { vars })).map((found) => found.split(' ')[0] ?? '');
}

describe('what may be missing', () => {
  it.each([
    'vars.preset > 1',
    "vars.given == 'x'",
    'has(vars.unset) && vars.unset > 1',
    '!has(vars.unset) || vars.unset > 1',
    'vars.unset > 1 && has(vars.unset)',
    'vars.?unset.orValue(0) > 1',
    "entity.?need.orValue('').contains('x')",
    "entity.?need.hasValue() && entity.need.contains('x')",
    "entity.?need.hasValue() && entity.?need.value().contains('x')",
    'entity.amount > 1',
    'entity.expectedClose == null || entity.expectedClose < today',
    "entity.need != null && entity.need.contains('x')",
    "entity.source == 'website' ? entity.source.size() > 1 : false",
    'steps.ask.out.sure > 1',
    'has(steps.ask.out.maybe) && steps.ask.out.maybe != null && steps.ask.out.maybe > 1',
    "has(steps.ask.out.kind) && steps.ask.out.kind.startsWith('a')",
    'entity.lines.exists(l, l.quantity > 1)',
    "entity.lines.exists(l, l.description != null && l.description.contains('x'))",
    "vars.tags.map(t, t + '!').exists(t, t.size() > 1)",
  ])('is asked for: %s', (when) => {
    expect(condition(when)).toEqual([]);
  });

  it.each([
    'vars.unset > 1',
    'vars.unset == null',
    'vars.unset == 1 && vars.unset == 2',
    'has(vars.preset) && vars.unset > 1',
    'entity.expectedClose < today',
    "entity.need.contains('x')",
    "has(entity.need) && entity.?need.value().contains('x')",
    "entity.?need.orValue(entity.need).contains('x')",
    'days(entity.expectedClose, today) > 3',
    "entity.need + 'x' == 'yx'",
    'entity.need != null || entity.need.size() > 1',
    'size(steps.ask.out.note) > 1',
    'has(steps.ask.out.maybe) && steps.ask.out.maybe > 1',
    'steps.ask.out.?note.value().size() > 1',
    "entity.lines.exists(l, l.description.contains('x'))",
    '(vars.preset > 1 ? entity.need : vars.given).size() > 1',
    '[entity.need].exists(n, n.size() > 1)',
  ])('is found: %s', (when) => {
    expect([...new Set(condition(when))]).toEqual(['possibly-missing']);
  });

  it('is only a warning where the type itself is unknown', () => {
    const wait = { id: 'heard', kind: 'wait', for: { event: 'x' }, timeout: { after: 'P1D' } };
    const of = (when: string) =>
      problems(processOf([stage('one', [wait, human('b', { needs: ['heard'], if: when })])]));
    expect(of('steps.heard.out.n > 1')).toEqual(['untyped-value /stages/0/steps/1/if']);
    expect(of('has(steps.heard.out.n) && double(steps.heard.out.n) > 1')).toEqual([]);
    expect(of("has(steps.heard.out.n) && steps.heard.out.n == 'yes'")).toEqual([]);
  });

  it('what an event must bring is asked of each event', () => {
    const wait = {
      id: 'w',
      kind: 'wait',
      for: { event: 'x', match: 'event.n > 1' },
      timeout: { after: 'P1D' },
    };
    expect(problems(processOf([stage('one', [wait])]))).toEqual([]);
  });

  it('a step that a timeout completes has no answers then', () => {
    const ask = human('ask', { form, timeout: { after: 'P1D', then: 'complete' } });
    const of = (when: string) =>
      problems(processOf([stage('one', [ask, human('b', { needs: ['ask'], if: when })])]));
    const at = '/stages/0/steps/1/if';
    expect(of("steps.ask.status == 'completed' && steps.ask.out.sure > 1")).toEqual([
      `possibly-missing ${at}`,
    ]);
    expect(of('has(steps.ask.out.sure) && steps.ask.out.sure > 1')).toEqual([]);
  });

  it('the condition of a pool knows the candidate, the record and the variables', () => {
    const of = (when: string) =>
      problems(processOf([stage('one', [human('a', { assign: { pool: 'presales', if: when } })])]));
    expect(of('candidate.weight > vars.rounds')).toEqual([]);
    expect(of("today == '2026-01-01'")).toEqual(['expression-unknown-name /stages/0/steps/0/assign/if']);
  });
});

describe('the result of a decision', () => {
  const of = (then: unknown[], when: string) => {
    const rules = then
      .map((one, n) => (n === 0 ? { then: one } : { when: 'vars.rounds > 1', then: one }))
      .reverse();
    const route = { id: 'route', kind: 'decision', out: 'to', rules };
    return problems(processOf([stage('one', [route, human('b', { needs: ['route'], if: when })])])).map(
      (found) => found.split(' ')[0],
    );
  };

  it.each<[unknown[], string]>([
    [[1, 2], 'steps.route.out.to > 1'],
    [[{ a: 1 }, { a: 2 }], 'steps.route.out.a > 1 && steps.route.out.to.a > 1'],
    [[{ a: 1, b: 'x' }, { a: 2 }], "has(steps.route.out.b) && steps.route.out.b == 'x'"],
    [[{ cel: 'vars.rounds + 1' }, 2], 'steps.route.out.to > 1'],
    [[null, 2], 'steps.route.out.to != null && steps.route.out.to > 1'],
  ])('%j has the types of its rules: %s', (then, when) => {
    expect(of(then, when)).toEqual([]);
  });

  it.each<[unknown[], string, string]>([
    [[{ a: 1 }, { a: 2 }], "steps.route.out.a > 'x'", 'expression-type'],
    [[{ a: 1 }, { a: 2 }], 'steps.route.out.c > 1', 'expression-unknown-field'],
    [[{ a: 1, b: 2 }, { a: 2 }], 'steps.route.out.b > 1', 'possibly-missing'],
    [[null, 2], 'steps.route.out.to > 1', 'possibly-missing'],
    [[1, 'x'], 'steps.route.out.to > 1', 'untyped-value'],
  ])('%j does not allow %s', (then, when, code) => {
    expect(of(then, when)).toEqual([code]);
  });
});

describe('what is written', () => {
  const set = (path: string, value: unknown) =>
    problems(processOf([stage('one', [human('ask', { form, set: { [path]: value } })])], { vars })).map(
      (found) => found.split(' ')[0],
    );

  it.each<[string, unknown]>([
    ['/vars/preset', 2],
    ['/vars/preset', { cel: 'form.sure * 2' }],
    ['/vars/tags', []],
    ['/vars/tags', { cel: "vars.tags + ['x']" }],
    ['/entity/need', { cel: "has(form.note) ? form.note : ''" }],
    ['/entity/need', null],
  ])('fits: %s = %j', (path, value) => {
    expect(set(path, value)).toEqual([]);
  });

  it.each<[string, unknown, string]>([
    ['/vars/preset', 'x', 'wrong-value'],
    ['/vars/preset', null, 'possibly-missing'],
    ['/vars/preset', { cel: 'vars.given' }, 'wrong-value'],
    ['/vars/given', { cel: 'form.note' }, 'possibly-missing'],
    ['/vars/given', { cel: 'entity.need' }, 'possibly-missing'],
    ['/vars/tags', { cel: '[1, 2]' }, 'wrong-value'],
    ['/entity/amount', { cel: 'vars.given' }, 'wrong-value'],
    ['/vars/preset', { cel: '1', unit: 'kg' }, 'unknown-property'],
  ])('does not fit: %s = %j', (path, value, code) => {
    expect(set(path, value)).toEqual([code]);
  });

  it('an instant to wait for must be a text that is there', () => {
    const of = (until: unknown) =>
      problems(
        processOf([
          stage('one', [{ id: 'w', kind: 'wait', for: { until }, timeout: { after: 'P1D' }, title }]),
        ]),
      ).map((found) => found.split(' ')[0]);
    expect(of({ cel: 'today' })).toEqual([]);
    expect(of({ cel: 'entity.expectedClose' })).toEqual(['possibly-missing']);
    expect(of({ cel: 'entity.amount' })).toEqual(['wrong-value']);
  });
});

describe('the outcome of a task', () => {
  const of = (more: object, when: string) => {
    const steps = [human('ask', more), human('then', { needs: ['ask'], if: when })];
    return problems(processOf([stage('one', steps)])).map((found) => found.split(' ')[0]);
  };
  const when = "steps.ask.out.outcome.startsWith('y')";

  it('is there where the task offers some, or its form has such a field', () => {
    const outcome = { type: 'string' };
    expect(of({ outcomes: [{ id: 'yes', title }] }, when)).toEqual([]);
    expect(of({ form: { type: 'object', required: ['outcome'], properties: { outcome } } }, when)).toEqual(
      [],
    );
    expect(of({}, when)).toEqual(['possibly-missing']);
  });

  it.each([
    ["vars.mood == 'glad'", 0],
    ["vars.mood == 'sour'", 1],
    ["'sour' != vars.mood", 1],
    ["vars.mood in ['glad', 'sour']", 1],
    ["vars.moods.exists(m, m == 'sour')", 1],
    ["'sour' in vars.moods", 1],
    ["(vars.preset > 1 ? 'a' : 'glad') == vars.mood", 0],
    ["(vars.preset > 1 ? 'a' : 'b') == vars.mood", 1],
    ['vars.mood == entity.source', 1],
    ["vars.mood + 'x' == 'gladx'", 0],
    ["entity.source == 'website' || entity.source == null", 0],
    ["entity.source == 'web'", 1],
    ["entity.mode == 'direkt'", 1],
    ["steps.ask.status == 'compelted'", 1],
    ["steps.ask.out.kind == 'a'", 0],
  ])('is never equal: %s (%d)', (when, count) => {
    const found = condition(when).filter((code) => code === 'never-equal');
    expect(found).toHaveLength(count);
  });

  it('is never equal: an outcome that the step does not offer, with the nearest that it has', () => {
    const outcomes = ['fine', 'bad'].map((id) => ({ id, title }));
    const exit = [{ when: "steps.ask.out.outcome == 'fien'", end: 'over' }, { to: 'next' }];
    const document = processOf([stage('one', [human('ask', { outcomes })], { exit })]);
    const { problems: found } = parseDefinitions(
      [{ file: '0.json', text: JSON.stringify(document) }],
      shipped,
    );
    expect(found).toMatchObject([{ code: 'never-equal', hint: 'fine?', range: { start: 25, end: 31 } }]);
  });
});
