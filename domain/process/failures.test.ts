import { at, openCase } from './case.testkit';
import { colleague } from './colleague.testkit';
import { refuse } from './refuse';
import { human } from './simulate/play.testkit';
import type { Effect } from './effectTypes';
import type { ProcessEvent } from './types';

// What cannot be done is on the case with its cause, and can be tried again.
const retry: ProcessEvent = { type: 'command', actor: null, command: { op: 'retry' } };
const only = <T extends Effect['type']>(effects: Effect[], type: T) =>
  effects.filter((effect): effect is Extract<Effect, { type: T }> => effect.type === type);

describe('a process that an effect starts and that cannot be started', () => {
  const onEnter = [{ start: 'other.process', input: { n: 7 } }];
  const failed = (effect: string): ProcessEvent => ({
    type: 'settled',
    settlement: {
      tasks: {},
      deadlines: {},
      failed: [
        {
          effect,
          error: 'there is no such process',
          process: 'other.process',
          version: 'latest',
          input: { n: 7 },
        },
      ],
    },
  });

  it('is an incident, and a retry asks for it once more', () => {
    const test = openCase({ stages: { s: { steps: [human('a')], onEnter } } });
    test.feed(failed('1.9'), at('09:00'));
    expect(Object.values(test.state.incidents)).toMatchObject([
      {
        code: 'PROCESS_FAILED',
        message: 'other.process: there is no such process',
        values: { input: { n: 7 } },
      },
    ]);
    const [again] = only(test.feed(retry, at('10:00')), 'startProcess');
    expect(again).toMatchObject({
      process: 'other.process',
      version: 'latest',
      input: { n: 7 },
      detached: true,
    });
    expect(test.state.incidents).toEqual({});
  });

  it('stays an incident when its case has ended, and may still be retried', () => {
    const test = openCase({ stages: { s: { steps: [human('a')] } } });
    test.feed(
      { type: 'command', actor: null, command: { op: 'complete', step: 'a', with: {} } },
      at('09:30'),
    );
    test.feed(failed('2.4'), at('09:30'));
    expect(test.state.status).toBe('ended');
    expect(refuse(test.plan, test.state, { op: 'retry' }, null, at('10:00'))).toBeNull();
    expect(only(test.feed(retry, at('10:00')), 'startProcess')).toHaveLength(1);
    expect(refuse(test.plan, test.state, { op: 'retry' }, null, at('10:00'))).toEqual({
      code: 'PROCESS_ENDED',
    });
  });
});

describe('an action that undoes a step and fails', () => {
  const auto = {
    id: 'a',
    kind: 'auto',
    action: 'credit.check',
    compensate: { action: 'record.update', with: { x: 1 } },
  };
  const cancelled = (semantics?: number) => {
    const test = openCase({ stages: { s: { steps: [auto] }, t: { steps: [human('h')] } } }, { semantics });
    test.feed(
      { type: 'effectDone', effect: test.state.stages.s?.steps.a?.effect ?? '', result: {} },
      at('09:01'),
    );
    const [undo] = only(
      test.feed({ type: 'command', actor: null, command: { op: 'cancel', reason: 'x' } }, at('09:02')),
      'runAction',
    );
    test.feed(
      { type: 'effectFailed', effect: undo?.id ?? '', error: 'down', undo: { stage: 's', step: 'a' } },
      at('09:03'),
    );
    return test;
  };

  it('is an incident of the ended case, and a retry undoes it once more', () => {
    const test = cancelled();
    expect(test.state.status).toBe('cancelled');
    expect(Object.values(test.state.incidents)).toMatchObject([
      { code: 'ACTION_FAILED', step: 'a', message: 'record.update: down' },
    ]);
    expect(only(test.feed(retry, at('10:00')), 'runAction')).toMatchObject([
      { params: { x: 1 }, compensation: true },
    ]);
  });

  it('is nothing in a case that was started when it was nothing', () => {
    expect(cancelled(1).state.incidents).toEqual({});
  });
});

describe('a task for which nobody is eligible', () => {
  const absent = { ...colleague('rep', 'boss'), active: false };
  const assignment = { ifNone: { queue: 'front', notify: 'owner' } };
  const stages = { s: { steps: [human('a')] } };

  it('lies in the queue, somebody is told, and the case has an incident until it is taken', () => {
    const test = openCase({ stages, assignment }, { people: [absent, colleague('boss', null)] });
    expect(test.state.tasks['s.a.1.1']).toMatchObject({ assignee: null, queue: 'front' });
    expect(Object.values(test.state.incidents)).toMatchObject([
      {
        code: 'NOBODY_ELIGIBLE',
        step: 'a',
        values: { task: 's.a.1.1', queue: 'front' },
        retry: 'assignment',
      },
    ]);
    test.feed(
      { type: 'command', actor: { id: 'boss', holds: ['manager'] }, command: { op: 'claim', step: 'a' } },
      at('10:00'),
    );
    expect(test.state.tasks['s.a.1.1']?.assignee).toBe('boss');
    expect(test.state.incidents).toEqual({});
  });

  it('is looked for again by a retry: in vain, until there is somebody', () => {
    const people = [{ ...absent }];
    const test = openCase({ stages, assignment }, { people });
    expect(only(test.effects, 'notify')).toHaveLength(1);
    // whoever was told once is not told again
    expect(only(test.feed(retry, at('10:00')), 'notify')).toEqual([]);
    expect(Object.keys(test.state.incidents)).toHaveLength(1);
    people.splice(0, 1, colleague('rep', 'boss'));
    test.feed(retry, at('11:00'));
    expect(test.state.tasks['s.a.1.1']?.assignee).toBe('rep');
    expect(test.state.incidents).toEqual({});
  });
});

describe('an approval that is handed on', () => {
  it('never goes to whoever asked for it: the question goes one higher', () => {
    const approval = { id: 'b', kind: 'approval', needs: ['a'], approvers: ['boss'], order: 'parallel' };
    const test = openCase(
      {
        roles: { owner: { by: 'employee', code: 'rep' }, boss: { by: 'employee', code: 'boss' } },
        stages: { s: { steps: [human('a'), approval] } },
      },
      { people: [colleague('rep', 'boss'), colleague('boss', 'chief'), colleague('chief', null)] },
    );
    test.feed(
      { type: 'command', actor: { id: 'rep', holds: [] }, command: { op: 'complete', step: 'a', with: {} } },
      at('10:00'),
    );
    test.feed(
      { type: 'command', actor: null, command: { op: 'reassign', step: 'b', to: 'rep' } },
      at('11:00'),
    );
    expect(Object.values(test.state.tasks).filter(({ step }) => step === 'b')).toMatchObject([
      { assignee: 'boss' },
    ]);
  });
});

describe('a list of 2,000 items whose processes nobody waits for', () => {
  const items = Array.from({ length: 2_000 }, (_, n) => n);
  const step = {
    id: 'p',
    kind: 'process',
    process: 'other.process',
    detached: true,
    forEach: { cel: 'vars.items' },
    as: 'n',
    input: { n: { cel: 'n' } },
  };
  const vars = { type: 'object', properties: { items: { type: 'array', default: items } } };

  it('is started in windows, each in a commit of its own, every item once and in order', () => {
    const test = openCase({ vars, stages: { s: { steps: [step] }, t: { steps: [human('h')] } } });
    const started = [Object.keys(test.state.stages.s?.steps.p?.children ?? {}).length];
    const inputs: unknown[] = [];
    for (let n = 0; n < 100 && test.state.stage === 's'; n++) {
      const window = only(test.feed({ type: 'due', deadline: 'more:s/p' }, at('09:00')), 'startProcess');
      started.push(window.length);
      inputs.push(...window.map(({ input }) => input.n));
    }
    expect(started).toEqual(Array.from({ length: 40 }, () => 50));
    expect(inputs).toEqual(items.slice(50));
    expect(test.state.stages.s?.steps.p).toMatchObject({ status: 'completed', out: { started: 2_000 } });
  });
});

describe('a list of 2,000 items whose processes are waited for', () => {
  it('never has more than a window under way, and ends when the last is done', () => {
    const items = Array.from({ length: 2_000 }, (_, n) => n);
    const vars = { type: 'object', properties: { items: { type: 'array', default: items } } };
    const step = {
      id: 'p',
      kind: 'process',
      process: 'other.process',
      forEach: { cel: 'vars.items' },
      as: 'n',
      input: { n: { cel: 'n' } },
    };
    const test = openCase({ vars, stages: { s: { steps: [step] }, t: { steps: [human('h')] } } });
    const queue = Object.keys(test.state.stages.s?.steps.p?.children ?? {});
    let most = queue.length;
    let ended = 0;
    for (let effect = queue.shift(); effect !== undefined; effect = queue.shift()) {
      const next = only(
        test.feed({ type: 'effectDone', effect, result: { n: ended } }, at('10:00')),
        'startProcess',
      );
      ended += 1;
      queue.push(...next.map(({ id }) => id));
      most = Math.max(most, queue.length);
    }
    expect([most, ended, test.state.stage]).toEqual([50, 2_000, 't']);
  }, 120_000);
});
