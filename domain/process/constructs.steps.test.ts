import { openCase } from './case.testkit';
import { approval, DECIDERS, fine, human, play } from './simulate/play.testkit';
import { openTasks } from './tasks';

describe('steps', () => {
  it('start when what they need is done; a skipped one satisfies its dependants', () => {
    const steps = [
      human('a'),
      human('b', { needs: ['a'], if: "steps.a.out.go == 'yes'" }),
      human('c', { needs: ['b'] }),
    ];
    expect(
      play({ s: { steps } }, [
        { expect: { open: ['s/a'] } },
        { complete: 'a', with: { go: 'no' } },
        { expect: { open: ['s/c'] } },
      ]),
    ).toEqual(fine);
    expect(
      play({ s: { steps } }, [{ complete: 'a', with: { go: 'yes' } }, { expect: { open: ['s/b'] } }]),
    ).toEqual(fine);
  });

  it('that are optional do not hold up the stage, and are withdrawn when it is left', () => {
    expect(
      play({ s: { steps: [human('a'), human('b', { required: false })] }, t: { steps: [human('c')] } }, [
        { complete: 'a' },
        { expect: { stage: 't', open: ['t/c'] } },
        { complete: 'b', refused: true },
      ]),
    ).toEqual(fine);
  });

  it('that are manual open by hand, as often as they may', () => {
    const steps = [human('a'), human('chase', { manual: true, required: false, repeat: { max: 2 } })];
    expect(
      play({ s: { steps } }, [
        { expect: { open: ['s/a'] } },
        { open: 'chase', by: 'rep' },
        { open: 'chase', refused: 'STEP_ALREADY_OPEN' },
        { complete: 'chase' },
        { open: 'chase' },
        { complete: 'chase' },
        { open: 'chase', refused: 'REPEAT_EXHAUSTED' },
        { open: 'a', refused: 'STEP_NOT_MANUAL' },
      ]),
    ).toEqual(fine);
  });

  it('can be skipped with permission and a reason', () => {
    expect(
      play({ s: { steps: [human('a')] }, t: { steps: [human('b')] } }, [
        { skip: 'a', by: 'rep', reason: 'x', refused: 'FORBIDDEN' },
        { skip: 'a', by: 'boss', reason: '', refused: 'REASON_REQUIRED' },
        { skip: 'a', by: 'boss', reason: '客户已有' },
        { expect: { stage: 't' } },
      ]),
    ).toEqual(fine);
  });
});

describe('approvals', () => {
  it('in parallel wait for the quorum and withdraw the rest', () => {
    const roles = DECIDERS;
    const stages = {
      s: { steps: [approval({ approvers: ['a', 'b', 'c'], order: 'parallel', quorum: 2 })] },
      t: { steps: [human('x')] },
    };
    expect(
      play(
        stages,
        [
          { expect: { assigned: { 's/ok': ['boss', 'chief', 'p1'] } } },
          { approve: 'ok', by: 'chief' },
          { reject: 'ok', by: 'p1', reason: 'no' },
          { expect: { stage: 's', open: ['s/ok'] } },
          { approve: 'ok', by: 'boss' },
          { expect: { stage: 't', open: ['t/x'] } },
        ],
        { process: { roles } },
      ),
    ).toEqual(fine);
  });

  it('ask all at once where no order is written, except in cases from before semantics 3', () => {
    const approvers = ['owner', 'manager'];
    const stages = { s: { steps: [approval({ approvers })] } };
    expect(play(stages, [{ expect: { assigned: { 's/ok': ['rep', 'boss'] } } }])).toEqual(fine);
    const roles = { owner: { by: 'employee', code: 'rep' }, manager: { by: 'employee', code: 'boss' } };
    const before = openCase({ stages, roles }, { semantics: 2 });
    expect(openTasks(before.state.tasks)).toHaveLength(1);
  });

  it('one after the other ask the next only after the one before', () => {
    const roles = {
      owner: { field: '/entity/ownerId' },
      manager: { managerOf: 'owner' },
      chief: { managerOf: 'manager' },
    };
    const stages = {
      s: {
        steps: [human('a'), approval({ needs: ['a'], approvers: ['manager', 'chief'], order: 'sequential' })],
      },
    };
    expect(
      play(
        stages,
        [
          { complete: 'a' },
          { expect: { assigned: { 's/ok': 'boss' } } },
          { approve: 'ok', by: 'boss' },
          { expect: { assigned: { 's/ok': 'chief' } } },
          { approve: 'ok', by: 'chief' },
          { expect: { status: 'ended' } },
        ],
        { process: { roles } },
      ),
    ).toEqual(fine);
  });

  it('that are refused reopen what they rest on, go elsewhere, or end', () => {
    const reopen = { s: { steps: [human('a'), approval({ needs: ['a'], onReject: { reopen: ['a'] } })] } };
    expect(
      play(reopen, [
        { complete: 'a' },
        { reject: 'ok', by: 'boss', reason: 'no' },
        { expect: { open: ['s/a'] } },
        { complete: 'a' },
        { expect: { open: ['s/ok'] } },
        { approve: 'ok' },
        { expect: { outcome: 'completed' } },
      ]),
    ).toEqual(fine);
    const end = { s: { steps: [approval({ onReject: { end: 'refused' } })] } };
    expect(
      play(end, [
        { reject: 'ok', by: 'boss', reason: 'no' },
        { expect: { status: 'ended', outcome: 'refused' } },
      ]),
    ).toEqual(fine);
    const to = {
      s: { steps: [approval({ onReject: { to: 'u' } })] },
      t: { steps: [human('x')] },
      u: { steps: [human('y')] },
    };
    expect(play(to, [{ reject: 'ok', reason: 'no' }, { expect: { stage: 'u' } }])).toEqual(fine);
  });

  it('never go to whoever asked', () => {
    const stages = { s: { steps: [human('a'), approval({ needs: ['a'] })] } };
    expect(
      play(stages, [
        { reassign: 'a', to: 'boss' },
        { complete: 'a', by: 'boss' },
        { expect: { assigned: { 's/ok': 'chief' } } },
        { approve: 'ok', by: 'boss', refused: 'SELF_APPROVAL' },
      ]),
    ).toEqual(fine);
  });
});

describe('auto steps', () => {
  const auto = (more: object = {}) => ({
    id: 'do',
    kind: 'auto',
    action: 'credit.check',
    out: 'credit',
    ...more,
  });

  it('give their result under steps.<id>.out and under its name', () => {
    const stages = {
      s: {
        steps: [auto()],
        exit: [{ when: 'steps.do.out.ok && steps.do.out.credit.ok', end: 'good' }, { end: 'bad' }],
      },
    };
    expect(
      play({ z: { steps: [human('a')] }, ...stages }, [
        { effectDone: 'do', with: { ok: true } },
        { complete: 'a' },
        { expect: { outcome: 'good' } },
      ]),
    ).toEqual(fine);
  });

  it('are tried again, then an incident, and go on after a retry', () => {
    const stages = {
      z: { steps: [human('a')] },
      s: { steps: [auto({ retry: { max: 1, backoff: 'PT10M' } })] },
    };
    expect(
      play(stages, [
        { effectFailed: 'do', reason: 'down' },
        { effectFailed: 'do', reason: 'down' },
        { complete: 'a' },
        { expect: { incidents: [], stage: 's' } },
        { advance: 'PT10M' },
        { expect: { incidents: ['ACTION_FAILED'], status: 'active' } },
        { retry: 'do', by: 'boss' },
        { expect: { incidents: [], outcome: 'completed' } },
      ]),
    ).toEqual(fine);
  });

  it('that fail may continue or open another step', () => {
    const go = {
      z: { steps: [human('a')] },
      s: {
        steps: [auto({ onFail: 'continue' })],
        exit: [{ when: "steps.do.status == 'failed'", end: 'without' }, { end: 'with' }],
      },
    };
    expect(play(go, [{ effectFailed: 'do' }, { complete: 'a' }, { expect: { outcome: 'without' } }])).toEqual(
      fine,
    );
    const open = {
      z: { steps: [human('a')] },
      s: { steps: [auto({ onFail: { open: 'hand' } }), human('hand', { manual: true })] },
    };
    expect(
      play(open, [
        { effectFailed: 'do' },
        { complete: 'a' },
        { expect: { open: ['s/hand'] } },
        { complete: 'hand' },
        { expect: { status: 'ended' } },
      ]),
    ).toEqual(fine);
  });
});
