import { at, OFFICE, openCase } from './case.testkit';
import { comingOf } from './coming';
import { createPlan } from './plan';
import { human } from './simulate/play.testkit';
import { nextDeadline } from './transition';
import type { Command } from './commands';
import type { ProcessDefinition } from '../generated/process';
import type { JsonObject, ProcessEvent } from './types';

// Clocks of the whole case: over stages, jumps, holds, versions and calendars.
const text = (name: string) => ({ 'zh-CN': name, en: name });
const ladder = [
  { at: '-PT1H', do: [{ notify: 'assignee' }] },
  { at: 'PT0S', do: [{ raisePriority: 'high' }, { notify: ['assignee', 'owner'] }] },
];
const sla = { due: 'P2D', clock: 'business', pauseWhile: ['onHold', 'waiting'], ladder };
const solved = { id: 'solved', title: text('Solved'), sla, until: { when: "steps.b.status == 'completed'" } };
const answered = {
  id: 'answered',
  title: text('Answered'),
  sla: { due: 'PT4H', clock: 'business' },
  until: { when: "steps.a.status == 'completed'" },
};
const STAGES = {
  one: { steps: [human('a')], repeat: { max: 3 } },
  two: { steps: [human('b'), human('c', { required: false })], repeat: { max: 3 } },
};
const open = (clocks: unknown[] = [solved, answered], more: object = {}) =>
  openCase({ clocks, stages: STAGES, ...more });
type Case = ReturnType<typeof open>;
const command = (op: object): ProcessEvent => ({ type: 'command', actor: null, command: op as Command });
const complete = (step: string) => command({ op: 'complete', step });
const hold = command({ op: 'hold', reason: 'x' });
const resume = command({ op: 'resume' });
const jump = (stage: string) => command({ op: 'jump', stage, reason: 'x' });
const statuses = ({ state }: Case) =>
  Object.fromEntries(Object.entries(state.caseClocks ?? {}).map(([id, { status }]) => [id, status]));
const due = ({ state }: Case, id = 'solved') => state.caseClocks?.[id]?.due;
const pending = ({ state }: Case) => Object.values(state.deadlines).map(({ id }) => id);
const lines = ({ effects }: Case, event: string) =>
  effects.flatMap((effect) => (effect.type === 'log' && effect.event === event ? [effect.data] : []));

/** Lets what is due by then happen, at its instant. */
function pass(test: Case, until: number): void {
  for (let next = nextDeadline(test.state); next && next.at <= until; next = nextDeadline(test.state))
    test.feed({ type: 'due', deadline: next.id }, next.at);
}

function versionOf(test: Case, clocks: unknown[], version = 2) {
  const definition = { ...test.plan.definition, clocks, version } as unknown as ProcessDefinition; // as written
  return createPlan(definition, OFFICE, '', [[0, 480]]);
}

describe('a clock of the case', () => {
  it('runs over the stages, beside others, and stops by what it waits for', () => {
    const test = open();
    expect([due(test), due(test, 'answered')]).toEqual([at('09:00', 4), at('13:00')]);
    test.feed(complete('a'), at('12:00'));
    expect(statuses(test)).toEqual({ solved: 'running', answered: 'met' });
    test.feed(complete('b'), at('12:00', 3));
    expect(statuses(test)).toEqual({ solved: 'met', answered: 'met' });
    expect(lines(test, 'clockStopped')).toEqual([
      { clock: 'answered', run: 1, result: 'met', due: at('13:00') },
      { clock: 'solved', run: 1, result: 'met', due: at('09:00', 4) },
    ]);
    expect(pending(test)).toEqual([]);
  });

  it('is met at its due to the millisecond, and missed after it', () => {
    const [inTime, late] = [open(), open()];
    inTime.feed(complete('a'), at('13:00'));
    late.feed(complete('a'), at('13:00') + 1);
    expect(statuses(inTime).answered).toBe('met');
    expect(statuses(late).answered).toBe('missed');
  });

  it('fires each rung once, on what is open in the case by then', () => {
    const test = open();
    test.feed(complete('a'), at('10:00'));
    pass(test, at('18:00', 5));
    expect(lines(test, 'rungFired')).toMatchObject([
      { clock: 'solved', rung: '-PT1H', at: at('17:00', 3) },
      { clock: 'solved', rung: 'PT0S', at: at('09:00', 4) },
    ]);
    expect(Object.values(test.state.tasks).map(({ step, priority }) => [step, priority])).toEqual([
      ['a', 'normal'],
      ['b', 'high'],
      ['c', 'high'],
    ]);
    const notices = test.effects.flatMap((e) => (e.type === 'notify' ? [e] : []));
    expect(notices.map(({ clock, taskId }) => [clock, taskId])).toEqual([
      ['solved', null],
      ['solved', null],
    ]);
    expect(notices[1]?.recipients.map(({ role }) => role)).toEqual(['assignee', 'assignee', 'owner']);
  });

  it('goes on through jumps forward and back', () => {
    const test = open();
    for (const stage of ['two', 'one', 'two']) test.feed(jump(stage), at('10:00'));
    expect(statuses(test)).toEqual({ solved: 'running', answered: 'running' });
    expect([due(test), due(test, 'answered')]).toEqual([at('09:00', 4), at('13:00')]);
  });

  it('stops although the step is reset in the same transition', () => {
    const until = { when: "steps.b.status == 'completed'" };
    const test = openCase({
      clocks: [{ ...solved, until }],
      stages: { ...STAGES, two: { ...STAGES.two, exit: [{ to: 'one' }] } },
    });
    test.feed(complete('a'), at('10:00'));
    test.feed(complete('b'), at('11:00'));
    expect(test.state).toMatchObject({ stage: 'one', caseClocks: { solved: { status: 'met' } } });
  });

  it('stops although the case ends in the same transition', () => {
    const approve = {
      id: 'b',
      kind: 'approval',
      title: text('b'),
      approvers: ['owner'],
      onReject: { end: 'no' },
    };
    const clock = { ...solved, until: { when: "steps.b.status == 'completed'" } };
    const test = openCase({ clocks: [clock], stages: { one: { steps: [approve] } } });
    test.feed(command({ op: 'reject', step: 'b', reason: 'x' }), at('11:00'));
    expect(test.state).toMatchObject({ outcome: 'no', caseClocks: { solved: { status: 'met' } } });
  });

  it('is withdrawn with the case, but missed where it was late by then', () => {
    const test = open();
    pass(test, at('15:00'));
    test.feed(command({ op: 'cancel', reason: 'x' }), at('15:00'));
    expect(statuses(test)).toEqual({ solved: 'withdrawn', answered: 'missed' });
    expect(pending(test)).toEqual([]);
    expect(test.state.clocks).toEqual({});
  });

  it('begins afresh in a case that is reopened, unless what it waits for has happened', () => {
    const test = open();
    test.feed(complete('a'), at('10:00'));
    test.feed(command({ op: 'cancel', reason: 'x' }), at('11:00'));
    test.feed(command({ op: 'reopen', stage: 'two', reason: 'x' }), at('10:00', 3));
    expect(statuses(test)).toEqual({ solved: 'running', answered: 'skipped' });
    expect(test.state.caseClocks?.solved).toMatchObject({ run: 2, due: at('10:00', 5) });
  });

  it('begins when its condition holds', () => {
    const test = open([{ ...solved, from: { when: "steps.a.status == 'completed'" } }]);
    expect(statuses(test)).toEqual({ solved: 'idle' });
    test.feed(complete('a'), at('12:00'));
    expect([statuses(test).solved, due(test)]).toEqual(['running', at('12:00', 4)]);
  });

  it('counts by what is computed when it begins', () => {
    const computed = { ...sla, due: { cel: "entity.priority == 'urgent' ? 'PT2H' : 'P1D'" } };
    const test = openCase(
      { clocks: [{ ...solved, sla: computed }], stages: STAGES },
      { input: { entity: { priority: 'urgent' } } },
    );
    expect(due(test)).toBe(at('11:00'));
  });

  it('moves when a field that its due reads is another one, and with it the rungs that have not fired', () => {
    const cel = "entity.priority == 'urgent' ? 'PT4H' : now > '2000' ? 'P2D' : 'P9D'";
    const clocks = [{ ...solved, sla: { ...sla, due: { cel } } }];
    const entity = { priority: 'normal' };
    const test = openCase({ entity: 'ticket', clocks, stages: STAGES }, { input: { entityId: 't', entity } });
    const fact = (set: JsonObject): ProcessEvent => ({ type: 'fact', entity: 'ticket', id: 't', set });
    test.feed(hold, at('10:00'));
    test.feed(resume, at('12:00'));
    test.feed(fact({ other: 1 }), at('12:30'));
    expect(due(test)).toBe(at('11:00', 4));
    test.feed(fact({ priority: 'urgent' }), at('13:00'));
    expect(due(test)).toBe(at('15:00'));
    pass(test, at('14:00'));
    expect(lines(test, 'rungFired')).toMatchObject([{ rung: '-PT1H', at: at('14:00') }]);
    test.feed(fact({ priority: 'low' }), at('14:30'));
    expect(due(test)).toBe(at('11:00', 4));
    pass(test, at('18:00', 6));
    expect(lines(test, 'rungFired')).toMatchObject([{ rung: '-PT1H' }, { rung: 'PT0S', at: at('11:00', 4) }]);
  });

  it('stayed where it was counted in cases of old', () => {
    const clocks = [{ ...solved, sla: { ...sla, due: { cel: 'vars.span' } } }];
    const input = { vars: { span: 'PT4H' } };
    const test = openCase({ clocks, stages: STAGES }, { input, semantics: 3 });
    const step = { ...human('a'), set: { '/vars/span': 'P1D' } };
    test.plan = createPlan(
      {
        ...test.plan.definition,
        stages: openCase({ stages: { one: { steps: [step] } } }).plan.definition.stages,
      },
      OFFICE,
      '',
      [[0, 480]],
    );
    test.feed(complete('a'), at('10:00'));
    expect(test.state.vars.span).toBe('P1D');
    expect(due(test)).toBe(at('13:00'));
  });

  it('whose condition fails is an incident, and goes on once it does not', () => {
    const test = open([{ ...solved, until: { when: 'entity.done' } }]);
    expect(Object.values(test.state.incidents)).toMatchObject([
      { code: 'EXPRESSION_FAILED', pointer: '/clocks/0/until/when' },
    ]);
    const cured = versionOf(test, [solved]);
    test.feed(command({ op: 'migrate', plan: cured }), at('10:00'));
    expect([statuses(test).solved, due(test)]).toEqual(['running', at('09:00', 4)]);
    expect(test.state.incidents).toEqual({});
  });
});

describe('a clock that stands still', () => {
  it('adds the working time that the case was held', () => {
    const test = open();
    test.feed(hold, at('17:00'));
    expect(comingOf(test.plan, test.state)[0]).toMatchObject({ clock: 'answered', paused: false });
    pass(test, at('18:00', 5));
    expect(lines(test, 'rungFired')).toEqual([]);
    test.feed(resume, at('10:00', 3));
    expect([due(test), due(test, 'answered')]).toEqual([at('11:00', 4), at('13:00')]);
  });

  it('stands while everything that is open waits, and counts a hold in it once', () => {
    const test = open();
    test.feed(jump('two'), at('09:00'));
    test.feed(command({ op: 'wait', step: 'b', event: 'answer' }), at('09:00'));
    expect(test.state.caseClocks?.solved?.still).toBeUndefined();
    test.feed(command({ op: 'wait', step: 'c', event: 'answer' }), at('10:00'));
    test.feed(hold, at('11:00'));
    test.feed(resume, at('13:00'));
    expect(due(test)).toBe(at('09:00', 4));
    test.feed({ type: 'event', name: 'answer', data: {} }, at('15:00'));
    expect(due(test)).toBe(at('14:00', 4));
  });

  it('is met or missed by how it was when it stopped counting', () => {
    const [inTime, late] = [open(), open()];
    inTime.feed(hold, at('12:00', 3));
    inTime.feed(command({ op: 'cancel', reason: 'x' }), at('12:00', 6));
    late.feed(hold, at('12:00', 4));
    late.feed(command({ op: 'cancel', reason: 'x' }), at('12:00', 6));
    expect([statuses(inTime).solved, statuses(late).solved]).toEqual(['withdrawn', 'missed']);
    expect(due(inTime)).toBe(at('18:00', 6));
  });
});

describe('another version', () => {
  const migrate = (test: Case, clocks: unknown[], rules = {}, now = at('10:00')) =>
    test.feed(command({ op: 'migrate', plan: versionOf(test, clocks), rules }), now);

  it('keeps what was promised, and counts it again where it says so', () => {
    const [kept, counted] = [open(), open()];
    const shorter = { ...solved, sla: { ...sla, due: 'P1D' } };
    migrate(kept, [shorter, answered]);
    migrate(counted, [shorter, answered], { timers: 'recompute' });
    expect([due(kept), due(counted)]).toEqual([at('09:00', 4), at('09:00', 3)]);
    pass(counted, at('18:00', 5));
    expect(lines(counted, 'rungFired')).toMatchObject([{ at: at('17:00') }, { at: at('09:00', 3) }]);
  });

  it('adds a clock, which counts from the start of the case, and withdraws one that it does not know', () => {
    const test = open([answered]);
    migrate(test, [solved]);
    expect(statuses(test)).toEqual({ solved: 'running', answered: 'withdrawn' });
    expect(due(test)).toBe(at('09:00', 4));
    expect(pending(test).every((id) => id.startsWith('clock:solved'))).toBe(true);
    migrate(test, [answered], {}, at('11:00'));
    expect([statuses(test).answered, due(test, 'answered')]).toEqual(['running', at('13:00')]);
  });

  it('does not begin a clock whose end has come', () => {
    const test = open([]);
    test.feed(complete('a'), at('10:00'));
    migrate(test, [solved, answered], {}, at('11:00'));
    expect(statuses(test)).toEqual({ solved: 'running', answered: 'skipped' });
  });
});

it('another calendar moves a clock of the case, with the time that it stood', () => {
  const test = open();
  test.feed(hold, at('10:00'));
  test.feed(resume, at('12:00'));
  const calendar = { ...OFFICE, closed: ['2026-03-03'] };
  test.feed({ type: 'calendar', calendar, zone: [[0, 480]] }, at('13:00'));
  expect(due(test)).toBe(at('11:00', 5));
  pass(test, at('18:00', 5));
  expect(lines(test, 'rungFired')).toMatchObject([{ at: at('10:00', 5) }, { at: at('11:00', 5) }]);
});

it('a case without clocks has nothing of them in its state', () => {
  expect(open([]).state).not.toHaveProperty('caseClocks');
  expect(openCase({ stages: STAGES }).state).not.toHaveProperty('caseClocks');
});
