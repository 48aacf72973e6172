import { at, openCase } from './case.testkit';
import { comingOf } from './coming';
import { human } from './simulate/play.testkit';
import { nextDeadline } from './transition';
import type { Command } from './commands';
import type { ProcessEvent } from './types';

// What a hold stops, what it does not, and how it ends by itself.
const pauseWhile = ['onHold', 'waiting'];
const ladder = [{ at: 'PT0S', do: [{ raisePriority: true }] }];
const sla = { due: 'P2D', clock: 'business', pauseWhile, ladder };
const text = (name: string) => ({ 'zh-CN': name, en: name });
const command = (op: object): ProcessEvent => ({ type: 'command', actor: null, command: op as Command });
const hold = (until?: number) => command({ op: 'hold', reason: 'x', ...(until && { until }) });
const resume = command({ op: 'resume' });
const open = (steps: unknown[], more: object = {}, options: object = {}) =>
  openCase({ stages: { s: { steps } }, ...more }, options);
type Case = ReturnType<typeof open>;
const instants = ({ state }: Case) =>
  Object.fromEntries(Object.values(state.deadlines).map((d) => [d.kind, new Date(d.at).toISOString()]));
const instant = (time: string, day?: number) => new Date(at(time, day)).toISOString();
const statusOf = ({ state }: Case, step: string) => state.stages.s?.steps[step]?.status;
const rungs = ({ effects }: Case) =>
  effects.flatMap((e) => (e.type === 'log' && e.event === 'rungFired' ? [e.data] : []));

/** Lets what is due by then happen, at its instant, or only then where nothing ran before. */
function pass(test: Case, until: number, offline = false): void {
  for (let next = nextDeadline(test.state); next && next.at <= until; next = nextDeadline(test.state))
    test.feed({ type: 'due', deadline: next.id }, offline ? until : next.at);
}

describe('an opening that comes while the case is held', () => {
  it('is one afterwards too, and so neither late at once nor missed', () => {
    const oneDay = { ...sla, due: 'P1D' };
    const until = { when: "steps.a.status == 'completed'" };
    const clocks = [{ id: 'all', title: text('all'), sla: oneDay, until }];
    const test = open([human('a', { sla: oneDay }), human('b')], { clocks });
    test.feed(hold(), at('08:00', 3));
    test.feed(resume, at('20:00', 3));
    expect(test.state.tasks['s.a.1.1']?.due).toBe(at('09:00', 4));
    test.feed(command({ op: 'complete', step: 'a' }), at('20:30', 3));
    expect(test.state.caseClocks?.all).toMatchObject({ status: 'met', due: at('09:00', 4) });
  });
});

describe('a hold until an instant', () => {
  it('ends by itself, with the working time held added as when it is ended by hand', () => {
    const [byItself, byHand] = [open([human('a', { sla })]), open([human('a', { sla })])];
    byItself.feed(hold(at('10:00', 3)), at('17:00'));
    byHand.feed(hold(), at('17:00'));
    expect(comingOf(byItself.plan, byItself.state)[0]).toMatchObject({
      kind: 'resume',
      at: instant('10:00', 3),
      paused: false,
    });
    pass(byItself, at('10:00', 3));
    byHand.feed(resume, at('10:00', 3));
    expect(byItself.state).toMatchObject({ status: 'active', held: null });
    expect(instants(byItself)).toEqual(instants(byHand));
    expect(byItself.state.tasks['s.a.1.1']?.due).toBe(at('11:00', 4));
    expect(byItself.effects.at(-2)).toMatchObject({ type: 'hold', held: false, by: null });
  });

  it('ends at its instant although nothing ran then; what was due after it fires late', () => {
    const clock = { id: 'all', title: text('all'), sla, until: { when: 'false' } };
    const test = open([human('a', { sla })], { clocks: [clock] });
    test.feed(hold(at('12:00')), at('10:00'));
    pass(test, at('12:00', 4), true);
    expect(test.state.tasks['s.a.1.1']?.due).toBe(at('11:00', 4));
    expect(test.state.caseClocks?.all?.due).toBe(at('11:00', 4));
    expect(rungs(test)).toMatchObject([
      { at: at('11:00', 4), late: true },
      { at: at('11:00', 4), late: true },
    ]);
  });

  it('is over when somebody resumes before, and a later hold knows nothing of it', () => {
    const test = open([human('a')]);
    test.feed(hold(at('12:00')), at('10:00'));
    test.feed(resume, at('11:00'));
    expect(instants(test)).toEqual({});
    test.feed(hold(), at('11:30'));
    pass(test, at('18:00'));
    expect(test.state.status).toBe('held');
  });

  it('lasts through another version', () => {
    const test = open([human('a')]);
    test.feed(hold(at('12:00')), at('10:00'));
    const plan = { ...test.plan, definition: { ...test.plan.definition, version: 2 } };
    test.feed(command({ op: 'migrate', plan, semantics: 4 }), at('11:00'));
    pass(test, at('12:00'));
    expect(test.state.status).toBe('active');
  });

  it('did not end by itself in cases of old', () => {
    const test = open([human('a')], {}, { semantics: 3 });
    test.feed(hold(at('12:00')), at('10:00'));
    expect(nextDeadline(test.state)).toBeNull();
  });
});

describe('while a case is held', () => {
  const late = { after: 'P1D', then: 'complete' };

  it('no step runs out of time, and what is left of it is left afterwards', () => {
    const approval = { id: 'b', kind: 'approval', title: text('b'), approvers: ['owner'], timeout: late };
    const wait = { id: 'w', kind: 'wait', title: text('w'), for: { event: 'e' }, timeout: late };
    const test = open([human('a', { timeout: late }), approval, wait]);
    test.feed(hold(), at('10:00'));
    pass(test, at('10:00', 5));
    expect(['a', 'b', 'w'].map((step) => statusOf(test, step))).toEqual(['open', 'open', 'open']);
    expect(comingOf(test.plan, test.state).map(({ kind, paused }) => [kind, paused])).toEqual([
      ['timeout', true],
      ['timeout', true],
      ['timeout', true],
    ]);
    test.feed(resume, at('10:00', 5));
    expect(instants(test)).toEqual({ timeout: instant('09:00', 6) });
    pass(test, at('09:00', 6));
    expect(test.state.status).toBe('ended');
  });

  it('a delay stands still, once, also beside a timeout of its own', () => {
    const wait = { id: 'w', kind: 'wait', title: text('w'), for: { after: 'P2D', clock: 'business' } };
    const test = open([{ ...wait, timeout: { after: 'P3D' } }]);
    test.feed(hold(), at('17:00'));
    pass(test, at('10:00', 3));
    test.feed(resume, at('10:00', 3));
    expect(instants(test)).toEqual({ wait: instant('11:00', 4), timeout: instant('02:00', 6) });
  });

  it('an instant comes and an event is heard, but the case goes on only afterwards', () => {
    const until = { id: 'u', kind: 'wait', title: text('u'), for: { until: instant('12:00') } };
    const event = { id: 'e', kind: 'wait', title: text('e'), for: { event: 'call' } };
    const test = open([until, event, human('a', { needs: ['u', 'e'] })]);
    test.feed(hold(), at('10:00'));
    pass(test, at('13:00'));
    test.feed({ type: 'event', name: 'call', data: {} }, at('13:00'));
    expect(['u', 'e', 'a'].map((step) => statusOf(test, step))).toEqual([
      'completed',
      'completed',
      'pending',
    ]);
    test.feed(resume, at('14:00'));
    expect(statusOf(test, 'a')).toBe('open');
  });

  it('a condition is looked at as it is afterwards', () => {
    const test = open([
      { id: 'w', kind: 'wait', title: text('w'), for: { when: 'entity.ready' } },
      human('a', { needs: ['w'] }),
    ]);
    const fact = (ready: boolean): ProcessEvent => ({ type: 'fact', entity: '', id: '', set: { ready } });
    const own = { ...test.plan.definition, entity: '' } as typeof test.plan.definition; // the record's kind
    test.plan = { ...test.plan, definition: own };
    test.feed(fact(false), at('09:30'));
    test.feed(hold(), at('10:00'));
    test.feed(fact(true), at('11:00'));
    expect(statusOf(test, 'w')).toBe('open');
    test.feed(fact(false), at('12:00'));
    test.feed(resume, at('13:00'));
    expect(statusOf(test, 'w')).toBe('open');
  });

  it('an action is not tried again', () => {
    const auto = { id: 'x', kind: 'auto', title: text('x'), action: 'y', retry: { max: 3, backoff: 'PT1H' } };
    const test = open([auto]);
    const effect = test.effects.find(({ type }) => type === 'runAction')?.id ?? '';
    test.feed(hold(), at('09:30'));
    test.feed({ type: 'effectFailed', effect, error: 'no' }, at('10:00'));
    pass(test, at('12:00'));
    expect(test.state.stages.s?.steps.x?.attempts).toBe(1);
    test.feed(resume, at('12:00'));
    pass(test, at('13:00'));
    expect(test.state.stages.s?.steps.x?.attempts).toBe(2);
  });

  it('timeouts and delays of old cases went on', () => {
    const wait = {
      id: 'w',
      kind: 'wait',
      title: text('w'),
      for: { after: 'P1D' },
      timeout: { after: 'P2D' },
    };
    const test = open([wait], {}, { semantics: 3 });
    test.feed(hold(), at('10:00'));
    pass(test, at('09:00', 3));
    expect(statusOf(test, 'w')).toBe('completed');
  });
});

describe('an instant that had come when the case was held', () => {
  it('fires although its turn comes later', () => {
    const test = open([human('a', { sla })]);
    test.feed(hold(), at('09:00', 4));
    pass(test, at('09:00', 4));
    expect(rungs(test)).toMatchObject([{ rung: 'PT0S', at: at('09:00', 4), late: false }]);
  });

  it('does not fire where it lies a moment later', () => {
    const test = open([human('a', { sla: { ...sla, clock: 'calendar' } })]);
    test.feed(hold(), at('09:00', 4) - 1);
    pass(test, at('09:00', 6));
    expect(rungs(test)).toEqual([]);
    test.feed(resume, at('09:00', 6));
    expect(test.state.tasks['s.a.1.1']?.due).toBe(at('09:00', 6) + 1);
  });

  it('fires of a clock of the case, too', () => {
    const clock = { id: 'all', title: text('all'), sla, until: { when: 'false' } };
    const test = open([human('a')], { clocks: [clock] });
    test.feed(hold(), at('09:00', 4));
    pass(test, at('09:00', 4));
    expect(rungs(test)).toMatchObject([{ clock: 'all', rung: 'PT0S' }]);
  });
});

describe('while a task waits', () => {
  const timed = (pause: string[]) =>
    open([human('a', { sla: { ...sla, pauseWhile: pause }, timeout: { after: 'P1D' } })]);

  it.each([
    ['stops with an SLA that does', pauseWhile, instant('12:00', 3)],
    ['goes on where its SLA goes on', ['onHold'], instant('09:00', 3)],
  ])('the timeout of its step %s', (_, pause, expected) => {
    const test = timed(pause);
    test.feed(command({ op: 'wait', step: 'a', until: at('12:00') }), at('09:00'));
    pass(test, at('12:00'));
    expect(instants(test).timeout).toBe(expected);
  });

  it('it stood until the instant it waited for, although nothing ran then', () => {
    const clock = { id: 'all', title: text('all'), sla, until: { when: 'false' } };
    const test = open([human('a', { sla })], { clocks: [clock] });
    test.feed(command({ op: 'wait', step: 'a', until: at('12:00') }), at('10:00'));
    pass(test, at('17:00'), true);
    expect(test.state.tasks['s.a.1.1']?.due).toBe(at('11:00', 4));
    expect(test.state.caseClocks?.all?.due).toBe(at('11:00', 4));
  });
});

describe('a task that waits, and then for something else', () => {
  const again = (semantics?: number) => {
    const test = open([human('a', { sla })], {}, { semantics });
    const wait = (more: object, time: string) =>
      test.feed(command({ op: 'wait', step: 'a', ...more }), at(time));
    wait({ until: at('17:00') }, '10:00');
    wait({ event: 'answer' }, '12:00');
    const { deadlines } = test.state;
    test.feed({ type: 'event', name: 'answer', data: {} }, at('13:00'));
    return { kinds: Object.values(deadlines).map(({ kind }) => kind), due: test.state.tasks['s.a.1.1']?.due };
  };

  it('stood all the time, and does not wake for what it awaited first', () => {
    expect(again()).toEqual({ kinds: ['rung'], due: at('12:00', 4) });
  });

  it('stood since it waited for the second in cases from before semantics 5, and woke for either', () => {
    expect(again(4)).toEqual({ kinds: ['rung', 'taskWait'], due: at('10:00', 4) });
  });
});
