import { openCase } from './case.testkit';
import { fine, human, play } from './simulate/play.testkit';

const done = (step: string, by: string) => ({ complete: step, by });

describe('who completed a step', () => {
  const roles = {
    owner: { field: '/entity/ownerId' },
    manager: { managerOf: 'owner' },
    doer: { completerOf: 'a' },
    any: { pool: 'pool' },
  };
  const process = { roles, permissions: { jump: ['manager'] } };
  const b = { id: 'b', kind: 'human', assign: 'doer' };

  it('is who completed it last, also when its stage was entered again', () => {
    const stages = {
      s: {
        repeat: { max: 3 },
        steps: [{ id: 'a', kind: 'human', assign: 'any', required: false }, b],
      },
    };
    expect(
      play(
        stages,
        [
          done('a', 'p1'),
          { jump: 's', by: 'boss', reason: '再来一次' },
          { expect: { assigned: { 's/b': 'p1' } } },
        ],
        { process },
      ),
    ).toEqual(fine);
  });

  it('is who completed it last, also while it is done once more', () => {
    const steps = [
      human('a', { repeat: { max: 3 } }),
      { id: 'ok', kind: 'approval', approvers: ['manager'], needs: ['a'], onReject: { reopen: ['a'] } },
      { ...b, manual: true, required: false },
    ];
    expect(
      play(
        { s: { steps } },
        [
          done('a', 'rep'),
          { reject: 'ok', by: 'boss', reason: 'no' },
          { open: 'b' },
          { expect: { open: ['s/a', 's/b'], assigned: { 's/b': 'rep' } } },
        ],
        { process },
      ),
    ).toEqual(fine);
  });

  it('reads as nobody in expressions while it is not done in this visit', () => {
    const stages = { s: { repeat: { max: 3 }, steps: [human('a'), human('b', { if: "steps.a.by == ''" })] } };
    expect(
      play(stages, [
        done('a', 'rep'),
        { jump: 's', by: 'boss', reason: '再来一次' },
        { expect: { open: ['s/a', 's/b'] } },
      ]),
    ).toEqual(fine);
  });
});

describe('an event that came early', () => {
  const wait = (id: string, more: object = {}) => ({ id, kind: 'wait', for: { event: 'paid' }, ...more });
  const early = [{ event: 'paid', data: {} }, done('a', 'rep')];
  const start = { z: { steps: [human('a')] } };

  it('wakes every wait that opens together, as one that comes while both are open', () => {
    const both = { s: { steps: [wait('one'), wait('two')] } };
    expect(play({ ...start, ...both }, [...early, { expect: { status: 'ended' } }])).toEqual(fine);
    expect(
      play({ ...start, ...both }, [done('a', 'rep'), { event: 'paid' }, { expect: { status: 'ended' } }]),
    ).toEqual(fine);
  });

  it('wakes only the first of two that come one after the other, as one that comes while that is open', () => {
    const chain = { s: { steps: [wait('one'), wait('two', { needs: ['one'] })] } };
    expect(play({ ...start, ...chain }, [...early, { expect: { status: 'active' } }])).toEqual(fine);
    expect(
      play({ ...start, ...chain }, [done('a', 'rep'), { event: 'paid' }, { expect: { status: 'active' } }]),
    ).toEqual(fine);
    expect(
      play({ ...start, ...chain }, [{ event: 'paid' }, ...early, { expect: { status: 'ended' } }]),
    ).toEqual(fine);
  });

  it('is taken once, and is kept over a jump; a case that is opened again knows none of before', () => {
    const s = { s: { repeat: { max: 3 }, steps: [wait('one'), human('h')] } };
    const back = { jump: 's', by: 'boss', reason: '再来一次' };
    expect(
      play({ ...start, ...s }, [
        { event: 'paid' },
        { jump: 's', by: 'boss', reason: '直接' },
        { skip: 'h', by: 'boss', reason: '不用' },
        { expect: { status: 'ended' } },
      ]),
    ).toEqual(fine);
    expect(
      play({ ...start, ...s }, [
        ...early,
        back,
        { skip: 'h', by: 'boss', reason: '不用' },
        { expect: { status: 'active' } },
      ]),
    ).toEqual(fine);
    expect(
      play(start, [
        { event: 'paid' },
        done('a', 'rep'),
        { reopen: 'z', by: 'boss', reason: '再开' },
        { expect: { status: 'active', open: ['z/a'] } },
      ]),
    ).toEqual(fine);
  });

  it('woke one wait only in cases from before semantics 4', () => {
    const test = openCase(
      {
        stages: { s: { steps: [human('a'), wait('one', { needs: ['a'] }), wait('two', { needs: ['a'] })] } },
      },
      { semantics: 3 },
    );
    test.feed({ type: 'event', name: 'paid', data: {} }, 0);
    test.feed({ type: 'command', command: { op: 'complete', step: 'a' }, actor: null }, 0);
    const { steps = {} } = test.state.stages['s'] ?? {};
    expect([steps['one']?.status, steps['two']?.status]).toEqual(['completed', 'open']);
  });
});

describe('a stage that stays', () => {
  it('takes an earlier branch that its own set makes true', () => {
    const exit = [
      { when: 'has(vars.asked) && vars.asked', end: 'asked' },
      { stay: 'waiting', set: { '/vars/asked': true } },
    ];
    expect(
      play({ s: { steps: [human('a')], exit } }, [done('a', 'rep'), { expect: { outcome: 'asked' } }]),
    ).toEqual(fine);
  });

  it('sets what it sets once for each reason', () => {
    const exit = [
      { when: 'entity.amount > 100', end: 'big' },
      { stay: 'waiting', set: { '/vars/n': { cel: 'vars.n + 1' } } },
    ];
    expect(
      play(
        { s: { steps: [human('a')], exit } },
        [
          done('a', 'rep'),
          { fact: { entity: 'opportunity', id: 'subject', set: { amount: 11 } } },
          { expect: { status: 'active', vars: { n: 1 } } },
        ],
        { given: { vars: { n: 0 } } },
      ),
    ).toEqual(fine);
  });

  it('that sets what never comes to rest stops as an incident', () => {
    const exit = [
      { when: 'vars.n == 0', stay: 'odd', set: { '/vars/n': 1 } },
      { stay: 'even', set: { '/vars/n': 0 } },
    ];
    expect(
      play(
        { s: { steps: [human('a')], exit } },
        [done('a', 'rep'), { expect: { incidents: ['TOO_MANY_FIRINGS'] } }],
        { given: { vars: { n: 0 } } },
      ),
    ).toEqual(fine);
  });

  it('sets what it could not compute once that can be computed', () => {
    const exit = [
      { when: 'entity.amount > 100', end: 'big' },
      { stay: 'waiting', set: { '/vars/n': { cel: 'entity.rate * 2' } } },
    ];
    expect(
      play({ s: { steps: [human('a')], exit } }, [
        done('a', 'rep'),
        { expect: { incidents: ['EXPRESSION_FAILED'] } },
        { fact: { entity: 'opportunity', id: 'subject', set: { rate: 4 } } },
        { expect: { incidents: [], vars: { n: 8 } } },
      ]),
    ).toEqual(fine);
  });
});

describe('what rests on an action that failed', () => {
  const charge = (onFail: unknown) => ({ id: 'charge', kind: 'auto', action: 'credit.check', onFail });
  const failing = (onFail: unknown, more: object = {}) => ({
    z: { steps: [human('a')] },
    s: {
      steps: [
        charge(onFail),
        human('fix', { manual: true, ...more }),
        human('ship', { needs: ['charge'] }),
        human('bill', { needs: ['ship'] }),
      ],
    },
  });
  const play1 = (onFail: unknown, steps: object[]) =>
    play(failing(onFail), [
      { effectFailed: 'charge', with: { error: 'no' } },
      done('a', 'rep'),
      ...(steps as Record<string, unknown>[]),
    ]);

  it('begins when the step that was opened instead is done, and not before', () => {
    expect(
      play1({ open: 'fix' }, [
        { expect: { open: ['s/fix'] } },
        done('fix', 'rep'),
        { expect: { open: ['s/ship'] } },
        done('ship', 'rep'),
        done('bill', 'rep'),
        { expect: { outcome: 'completed' } },
      ]),
    ).toEqual(fine);
  });

  it('begins at once where the failure is to be gone on with', () => {
    expect(play1('continue', [{ expect: { open: ['s/ship'] } }])).toEqual(fine);
  });

  it('is an incident where two that fail would open one another without end', () => {
    const one = (id: string, open: string) => ({ ...charge({ open }), id, manual: true, repeat: { max: 3 } });
    const no = (step: string) => ({ effectFailed: step, with: { error: 'no' } });
    expect(
      play({ s: { steps: [human('a'), one('x', 'y'), one('y', 'x')] } }, [
        ...['x', 'x', 'x', 'y', 'y', 'y'].map(no),
        { open: 'x' },
        { expect: { incidents: ['REPEAT_EXHAUSTED'], open: ['s/a'] } },
        { retry: true, by: 'boss' },
        { expect: { incidents: [] } },
      ]),
    ).toEqual(fine);
  });

  it('does not open twice what is open already', () => {
    expect(
      play(
        {
          z: { steps: [human('a')] },
          s: { steps: [charge({ open: 'fix' }), human('fix'), human('ship', { needs: ['charge'] })] },
        },
        [
          { effectFailed: 'charge', with: { error: 'no' } },
          done('a', 'rep'),
          { expect: { open: ['s/fix'] } },
          done('fix', 'rep'),
          { expect: { open: ['s/ship'] } },
        ],
      ),
    ).toEqual(fine);
  });
});

describe('an empty field that is asked for', () => {
  const stages = { s: { steps: [human('a', { if: "entity.?note.orValue('none') == 'none'" }), human('b')] } };
  const input = { entity: { note: null } };

  it('is absent, except in cases from before semantics 4', () => {
    const status = (semantics: number) =>
      openCase({ stages }, { semantics, input }).state.stages['s']?.steps['a']?.status;
    expect([status(4), status(3)]).toEqual(['open', 'skipped']);
  });
});
