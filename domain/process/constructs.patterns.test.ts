import { createPlan } from './plan';
import { fine, human, play } from './simulate/play.testkit';
import { transition } from './transition';
import type { ProcessDefinition } from '../generated/process';
import type { ProcessEvent } from './types';

const wait = (id: string, target: object, more: object = {}) => ({ id, kind: 'wait', for: target, ...more });
const stopped = { when: "steps.stop.status == 'completed'" };
const places = { type: 'object', properties: { places: { type: 'array', default: ['a', 'b'] } } };

describe('a step with cancel', () => {
  it('is withdrawn with its clocks, and what depends on it goes on', () => {
    const sla = { due: 'P1D', ladder: [{ at: 'PT0S', do: [{ raisePriority: true }] }] };
    const steps = [
      human('stop'),
      human('a', { cancel: stopped, sla, timeout: { after: 'P1D', then: 'complete' } }),
      human('b', { needs: ['a'] }),
    ];
    expect(
      play({ s: { steps } }, [
        { complete: 'stop' },
        { expect: { open: ['s/b'] } },
        { advance: 'P9D' },
        { expect: { open: ['s/b'], fired: [] } },
      ]),
    ).toEqual(fine);
  });

  it('stays done when it was done before', () => {
    const steps = [human('stop'), human('a', { cancel: stopped }), human('b')];
    const exit = [{ when: "steps.a.status == 'completed'", end: 'kept' }, { end: 'lost' }];
    expect(
      play({ s: { steps, exit } }, [
        { complete: 'a' },
        { complete: 'stop' },
        { complete: 'b' },
        { expect: { outcome: 'kept' } },
      ]),
    ).toEqual(fine);
  });

  it('that cannot be evaluated is an incident, and the step goes on', () => {
    const steps = [human('a', { cancel: { when: 'vars.missing.thing' } })];
    expect(
      play({ s: { steps } }, [
        { expect: { open: ['s/a'], incidents: ['EXPRESSION_FAILED'] } },
        { complete: 'a' },
        { expect: { status: 'ended' } },
      ]),
    ).toEqual(fine);
  });

  it('and is manual and required does not hold up the stage any more', () => {
    const steps = [human('stop'), human('a', { manual: true, required: true, cancel: stopped })];
    expect(
      play({ s: { steps } }, [{ complete: 'stop' }, { expect: { status: 'ended', outcome: 'completed' } }]),
    ).toEqual(fine);
  });
});

describe('a manual step', () => {
  it('is opened by a person only when what it needs is done and its condition holds', () => {
    const steps = [
      human('a', { set: { '/vars/go': { cel: 'form.go' } } }),
      human('m', { manual: true, required: false, needs: ['a'], if: 'vars.go', repeat: { max: 2 } }),
      human('z'),
    ];
    const vars = { type: 'object', properties: { go: { type: 'boolean', default: true } } };
    const more = { process: { vars } };
    expect(
      play(
        { s: { steps } },
        [
          { open: 'm', refused: 'STEP_NOT_READY' },
          { complete: 'a', with: { go: true } },
          { open: 'm' },
          { expect: { open: ['s/z', 's/m'] } },
        ],
        more,
      ),
    ).toEqual(fine);
    expect(
      play(
        { s: { steps } },
        [
          { complete: 'a', with: { go: false } },
          { open: 'm', refused: 'STEP_NOT_READY' },
        ],
        more,
      ),
    ).toEqual(fine);
  });

  it('is not opened by an effect either while its condition does not hold', () => {
    const timeout = { after: 'P1D', do: [{ open: 'm' }] };
    const steps = [
      human('a', { timeout }),
      human('m', { manual: true, required: false, if: 'entity.amount > 100' }),
    ];
    expect(play({ s: { steps } }, [{ advance: 'P2D' }, { expect: { open: ['s/a'] } }])).toEqual(fine);
  });
});

describe('a timeout', () => {
  it('of a run that is done does not end the next run', () => {
    const steps = [
      human('a', { timeout: { after: 'P3D', then: 'skip' } }),
      { id: 'ok', kind: 'approval', approvers: ['manager'], needs: ['a'], onReject: { reopen: ['a'] } },
    ];
    expect(
      play({ s: { steps } }, [
        { advance: 'P2D' },
        { complete: 'a' },
        { reject: 'ok', by: 'boss', reason: 'no' },
        { advance: 'P2D' },
        { expect: { open: ['s/a'] } },
        { advance: 'P1D' },
        { expect: { open: ['s/ok'] } },
      ]),
    ).toEqual(fine);
  });
});

describe('a process for each item', () => {
  const visits = (more: object = {}) => ({
    id: 'visits',
    kind: 'process',
    process: 'general.task',
    forEach: { cel: 'vars.places' },
    ...more,
  });
  const edit = human('edit', { required: false, set: { '/vars/places': { cel: 'form.places' } } });
  const kids = (total: number, started: number, done: number) => ({
    children: { 's/visits': { total, started, done } },
  });

  it('ends although the list became shorter meanwhile', () => {
    expect(
      play(
        { s: { steps: [edit, visits()] } },
        [
          { complete: 'edit', with: { places: [] } },
          { expect: kids(2, 2, 0) },
          { effectDone: 'visits' },
          { effectDone: 'visits' },
          { expect: { status: 'ended' } },
        ],
        { process: { vars: places } },
      ),
    ).toEqual(fine);
  });

  it('starts added items within its window', () => {
    expect(
      play(
        { s: { steps: [edit, visits({ limit: 1 })] } },
        [
          { complete: 'edit', with: { places: ['a', 'b', 'c'] } },
          { expect: kids(3, 1, 0) },
          { effectDone: 'visits' },
          { expect: kids(3, 2, 1) },
          { effectDone: 'visits' },
          { effectDone: 'visits' },
          { expect: { ...kids(3, 3, 3), status: 'ended' } },
        ],
        { process: { vars: places } },
      ),
    ).toEqual(fine);
  });

  it('that fails is an incident, and a retry starts that one again', () => {
    expect(
      play(
        { s: { steps: [visits()] } },
        [
          { effectFailed: 'visits', child: 1, reason: 'no such process' },
          { expect: { incidents: ['PROCESS_FAILED'], ...kids(2, 2, 0) } },
          { effectDone: 'visits', child: 0 },
          { expect: { status: 'active', ...kids(2, 2, 1) } },
          { retry: 'visits', by: 'boss' },
          { expect: { incidents: [], ...kids(2, 2, 1) } },
          { effectDone: 'visits', child: 1 },
          { expect: { status: 'ended' } },
        ],
        { process: { vars: places } },
      ),
    ).toEqual(fine);
  });

  it('that is detached and fails is an incident too', () => {
    const steps = [visits({ detached: true }), human('a')];
    expect(
      play(
        { s: { steps } },
        [
          { effectFailed: 'visits', child: 1 },
          { expect: { incidents: ['PROCESS_FAILED'], open: ['s/a'] } },
          { retry: 'visits', by: 'boss' },
          { expect: { incidents: [] } },
          { complete: 'a' },
          { expect: { status: 'ended' } },
        ],
        { process: { vars: places } },
      ),
    ).toEqual(fine);
  });

  it('whose list breaks while they run lets these go on', () => {
    expect(
      play(
        { s: { steps: [edit, visits()] } },
        [
          { complete: 'edit', with: { places: 'none' } },
          { expect: { incidents: ['FOR_EACH_NOT_A_LIST'], ...kids(2, 2, 0) } },
          { retry: 'visits', by: 'boss' },
          { expect: { incidents: ['FOR_EACH_NOT_A_LIST'], ...kids(2, 2, 0) } },
          { effectDone: 'visits' },
          { effectDone: 'visits' },
          { expect: { status: 'ended' } },
        ],
        { process: { vars: places } },
      ),
    ).toEqual(fine);
  });

  it('waits while the case is held, and goes on when it is resumed', () => {
    expect(
      play(
        { s: { steps: [visits()] } },
        [
          { effectDone: 'visits' },
          { hold: true },
          { effectDone: 'visits' },
          { expect: { status: 'held' } },
          { resume: true },
          { expect: { status: 'ended' } },
        ],
        { process: { vars: places } },
      ),
    ).toEqual(fine);
  });
});

describe('a wait for a condition of the case', () => {
  it('ends at once where it holds, and stops its timeout where it comes to hold', () => {
    const steps = [
      wait('now', { when: 'entity.amount > 5' }),
      wait('later', { when: 'entity.amount > 50' }, { timeout: { after: 'P1D', do: [{ open: 'm' }] } }),
      human('m', { manual: true, required: false }),
      human('b', { needs: ['now'] }),
    ];
    expect(
      play({ s: { steps } }, [
        { expect: { open: ['s/b'] } },
        { fact: { entity: 'opportunity', set: { amount: 60 } } },
        { advance: 'P2D' },
        { expect: { open: ['s/b'] } },
        { complete: 'b' },
        { expect: { status: 'ended' } },
      ]),
    ).toEqual(fine);
  });
});

describe('two waits on one record', () => {
  it('each see the fields that they watch, whenever they began', () => {
    const target = { entity: 'order', id: 'o1' };
    const steps = [
      wait('paid', { ...target, when: 'target.paid' }),
      human('a'),
      wait('shipped', { ...target, when: 'target.shipped' }, { needs: ['a'] }),
    ];
    // No more of a definition than the core looks at.
    const definition = { stages: [{ id: 's', title: {}, steps }] } as unknown as ProcessDefinition;
    const plan = createPlan(definition, null, '', []);
    const seen = (fields: object): ProcessEvent => ({
      type: 'settled',
      settlement: { tasks: {}, deadlines: {}, targets: { 'order:o1': { ...fields } } },
    });
    const events: ProcessEvent[] = [
      { type: 'start', input: {}, actor: null },
      seen({ paid: false }),
      { type: 'command', command: { op: 'complete', step: 'a', with: {} }, actor: null },
      seen({ shipped: false }),
      { type: 'fact', entity: 'order', id: 'o1', set: { shipped: true } },
      { type: 'fact', entity: 'order', id: 'o1', set: { paid: true } },
    ];
    let state: Parameters<typeof transition>[1] = null;
    for (const event of events) {
      ({ state } = transition(plan, state, event, 0));
      expect(Object.keys(state.incidents)).toEqual([]);
    }
    expect(state?.status).toBe('ended');
  });
});
