import { fine, human, play } from './simulate/play.testkit';

describe('decisions', () => {
  const decide = (more: object) => ({
    s: {
      steps: [{ id: 'd', kind: 'decision', ...more }, human('h', { needs: ['d'] })],
      exit: [{ to: 'next' }],
    },
  });
  const rules = [
    { when: 'entity.amount > 5', then: 'big' },
    { when: 'entity.amount > 8', then: 'huge' },
  ];

  it('take the first rule, collect all, or insist on one', () => {
    const first = decide({ rules: [...rules, { then: 'small' }], out: 'size' });
    expect(
      play({ ...first, t: { steps: [human('x', { if: "steps.d.out.size == 'big'" })] } }, [
        { complete: 'h' },
        { expect: { open: ['t/x'] } },
      ]),
    ).toEqual(fine);
    const all = decide({ hit: 'collect', rules });
    expect(
      play({ ...all, t: { steps: [human('x', { if: 'size(steps.d.out.result) == 2' })] } }, [
        { complete: 'h' },
        { expect: { open: ['t/x'] } },
      ]),
    ).toEqual(fine);
    expect(play(decide({ hit: 'unique', rules }), [{ expect: { incidents: ['RULES_NOT_UNIQUE'] } }])).toEqual(
      fine,
    );
  });
});

describe('waits', () => {
  const wait = (target: object, more: object = {}) => ({ id: 'w', kind: 'wait', for: target, ...more });

  it('for an event keep one that came early, and look at what it says', () => {
    const stages = {
      z: { steps: [human('a')] },
      s: { steps: [wait({ event: 'replied', match: "event.from == 'us'" })] },
    };
    expect(
      play(stages, [
        { event: 'replied', data: { from: 'us' } },
        { complete: 'a' },
        { expect: { status: 'ended' } },
      ]),
    ).toEqual(fine);
    expect(
      play(stages, [
        { complete: 'a' },
        { event: 'replied', data: { from: 'them' } },
        { expect: { status: 'active' } },
        { event: 'replied', data: { from: 'us' } },
        { expect: { status: 'ended' } },
      ]),
    ).toEqual(fine);
  });

  it('is not disturbed by an event without what match reads', () => {
    const stages = { s: { steps: [wait({ event: 'paid', match: 'event.amount >= 100' })] } };
    expect(
      play(stages, [
        { event: 'paid', data: {} },
        { event: 'paid', data: { amount: 'much' } },
        { expect: { incidents: [], open: [], status: 'active' } },
        { event: 'paid', data: { amount: 100 } },
        { expect: { incidents: [], status: 'ended' } },
      ]),
    ).toEqual(fine);
  });

  it('for an instant or a while', () => {
    expect(
      play({ s: { steps: [wait({ until: '2026-03-04T09:00:00+08:00' })] } }, [
        { until: '2026-03-04T08:59:00+08:00' },
        { expect: { status: 'active' } },
        { advance: 'PT1M' },
        { expect: { status: 'ended' } },
      ]),
    ).toEqual(fine);
    expect(
      play({ s: { steps: [wait({ after: 'P2D' })] } }, [{ advance: 'P2D' }, { expect: { status: 'ended' } }]),
    ).toEqual(fine);
  });

  it('that time out run their effects and go on waiting, or end', () => {
    const chase = human('chase', { manual: true, required: false });
    const timeout = { after: 'P1D', do: [{ open: 'chase' }] };
    expect(
      play({ s: { steps: [wait({ event: 'x' }, { timeout }), chase] } }, [
        { advance: 'P1D' },
        { expect: { open: ['s/chase'], status: 'active' } },
        { event: 'x' },
        { expect: { status: 'ended', open: [] } },
      ]),
    ).toEqual(fine);
    const exit = [{ when: 'steps.w.out.timedOut', end: 'late' }, { end: 'done' }];
    expect(
      play(
        { s: { steps: [wait({ event: 'x' }, { timeout: { ...timeout, do: [], then: 'complete' } })], exit } },
        [{ advance: 'P1D' }, { expect: { outcome: 'late' } }],
      ),
    ).toEqual(fine);
  });
});

describe('stages', () => {
  it('may be entered again as often as repeat allows, then the next branch counts', () => {
    const stages = {
      s: { repeat: { max: 2 }, steps: [human('a')] },
      t: {
        steps: [human('b')],
        repeat: { max: 2 },
        exit: [{ to: 's' }, { end: 'enough' }].map((e, n) => (n === 0 ? { when: 'true', ...e } : e)),
      },
    };
    expect(
      play(stages, [
        { complete: 'a' },
        { complete: 'b' },
        { expect: { stage: 's', visits: { s: 2, t: 1 } } },
        { complete: 'a' },
        { complete: 'b' },
        { expect: { outcome: 'enough' } },
      ]),
    ).toEqual(fine);
  });

  it('whose entry says no are passed over', () => {
    expect(
      play(
        {
          s: { steps: [human('a')] },
          t: { entry: { when: 'entity.amount > 100' }, steps: [human('b')] },
          u: { steps: [human('c')] },
        },
        [{ complete: 'a' }, { expect: { stage: 'u' } }],
      ),
    ).toEqual(fine);
  });

  it('run onExit whichever way they are left, and write what exits set', () => {
    const stages = {
      s: {
        status: 'new',
        steps: [human('a')],
        onExit: [{ set: { '/vars/left': { cel: "'yes'" } } }],
        exit: [{ end: 'done', set: { '/entity/probability': 1 } }],
      },
    };
    expect(
      play(stages, [
        { expect: { entity: { status: 'new' } } },
        { complete: 'a' },
        { expect: { vars: { left: 'yes' }, entity: { probability: 1 } } },
      ]),
    ).toEqual(fine);
    expect(
      play(stages, [
        { cancel: true, by: 'boss', reason: 'x' },
        { expect: { vars: { left: 'yes' }, status: 'cancelled' } },
      ]),
    ).toEqual(fine);
  });

  it('have an incident where no branch matches, and go on when one does', () => {
    const stages = { s: { steps: [human('a')], exit: [{ when: 'entity.amount > 100', to: 'next' }] } };
    expect(
      play(stages, [
        { complete: 'a' },
        { expect: { incidents: ['NO_EXIT_MATCHES'] } },
        { fact: { entity: 'opportunity', set: { amount: 200 } } },
        { expect: { status: 'ended', incidents: [] } },
      ]),
    ).toEqual(fine);
  });

  it('with a guard that fails have an incident, and the others go on', () => {
    const steps = [human('a', { if: 'entity.missing > 1' }), human('b')];
    expect(
      play({ s: { steps } }, [
        { expect: { open: ['s/b'], incidents: ['EXPRESSION_FAILED'] } },
        { fact: { entity: 'opportunity', set: { missing: 2 } } },
        { expect: { open: ['s/b', 's/a'], incidents: [] } },
      ]),
    ).toEqual(fine);
  });
});

describe('sub-processes', () => {
  it('detached do not hold up; attached are waited for, one for each item', () => {
    expect(
      play({ s: { steps: [{ id: 'p', kind: 'process', process: 'x', detached: true }] } }, [
        { expect: { status: 'ended' } },
      ]),
    ).toEqual(fine);
    const each = {
      id: 'p',
      kind: 'process',
      process: 'x',
      forEach: { cel: '[1, 2, 3]' },
      join: { need: 2, cancelRest: true },
    };
    expect(
      play(
        {
          s: {
            steps: [each],
            exit: [{ when: 'size(steps.p.out.results) == 2', end: 'two' }, { end: 'other' }],
          },
        },
        [
          { effectDone: 'p' },
          { expect: { status: 'active' } },
          { effectDone: 'p' },
          { expect: { outcome: 'two' } },
        ],
      ),
    ).toEqual(fine);
  });
});
