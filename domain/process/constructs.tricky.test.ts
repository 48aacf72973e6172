import { approval, DECIDERS, fine, human, play } from './simulate/play.testkit';

const boss = (op: string, what: string) => ({ [op]: what, by: 'boss', reason: '再来一次' });

describe('rules of flow that meet', () => {
  it('a stage that is entered again while a process of it runs withdraws that and starts another', () => {
    const sub = { id: 'sub', kind: 'process', process: 'general.task', input: {} };
    const stages = { s: { repeat: { max: 3 }, steps: [sub] } };
    expect(
      play(stages, [
        boss('jump', 's'),
        { expect: { visits: { s: 2 }, status: 'active', incidents: [] } },
        { effectDone: 'sub', with: {} },
        { expect: { outcome: 'completed' } },
      ]),
    ).toEqual(fine);
  });

  it('a step that is skipped opens nothing that is manual, and holds up no exit', () => {
    const steps = [human('a'), human('b', { needs: ['a'], manual: true }), human('c', { needs: ['b'] })];
    expect(
      play({ s: { steps } }, [
        boss('skip', 'a'),
        { expect: { open: [], status: 'active' } },
        { open: 'b' },
        { complete: 'b' },
        { expect: { open: ['s/c'] } },
      ]),
    ).toEqual(fine);
  });

  it('an exit that leads back opens a wait, which takes the event that is kept', () => {
    const wait = { id: 'w', kind: 'wait', for: { event: 'paid' } };
    const stages = {
      s: { repeat: { max: 2 }, steps: [human('a'), { ...wait, if: 'vars.again' }] },
      t: {
        steps: [human('b', { set: { '/vars/again': true } })],
        exit: [{ when: 'entity.amount < 100', to: 's' }, { end: 'done' }],
      },
    };
    expect(
      play(
        stages,
        [
          { complete: 'a' },
          { event: 'paid' },
          { complete: 'b' },
          { complete: 'a' },
          { expect: { stage: 't', visits: { s: 2 } } },
        ],
        { given: { vars: { again: false } } },
      ),
    ).toEqual(fine);
  });

  it('a case that ended is opened again in a stage that may be entered once', () => {
    const stages = { s: { steps: [human('a')] }, t: { steps: [human('b')] } };
    expect(
      play(stages, [
        { complete: 'a' },
        { complete: 'b' },
        { expect: { status: 'ended' } },
        { reopen: 's', by: 'boss', reason: '客户又来了' },
        { expect: { stage: 's', open: ['s/a'] } },
        { complete: 'a' },
        { expect: { stage: 't', open: ['t/b'] } },
        { complete: 'b' },
        { expect: { status: 'ended', visits: { s: 2, t: 2 } } },
      ]),
    ).toEqual(fine);
  });

  it('an exit of the process comes before the exit of a stage', () => {
    const exits = [{ when: 'vars.off', end: 'off' }];
    const stages = {
      s: { steps: [human('a', { set: { '/vars/off': true } })], exit: [{ end: 'finished' }] },
    };
    expect(
      play(stages, [{ complete: 'a' }, { expect: { outcome: 'off' } }], {
        process: { exits },
        given: { vars: { off: false } },
      }),
    ).toEqual(fine);
  });

  it('a case that is cancelled while an approval is half decided withdraws what is open of it', () => {
    const roles = { owner: { field: '/entity/ownerId' }, a: { employee: 'boss' }, b: { employee: 'chief' } };
    const stages = { s: { steps: [approval({ approvers: ['a', 'b'] })] } };
    expect(
      play(
        stages,
        [
          { approve: 'ok', by: 'boss' },
          { cancel: true, reason: 'x' },
          { expect: { status: 'cancelled', open: [] } },
          { approve: 'ok', by: 'chief', refused: 'PROCESS_ENDED' },
          { reopen: 's', reason: 'x' },
          { expect: { assigned: { 's/ok': ['boss', 'chief'] } } },
        ],
        { process: { roles } },
      ),
    ).toEqual(fine);
  });

  it('who decides after the quorum was reached is refused, and nothing is decided twice', () => {
    const roles = DECIDERS;
    const stages = {
      s: { steps: [approval({ approvers: ['a', 'b', 'c'], quorum: 2 })] },
      t: { steps: [human('x')] },
    };
    expect(
      play(
        stages,
        [
          { approve: 'ok', by: 'boss' },
          { approve: 'ok', by: 'chief' },
          { reject: 'ok', by: 'p1', reason: 'late', refused: 'TASK_CLOSED' },
          { expect: { stage: 't', open: ['t/x'], visits: { t: 1 } } },
        ],
        { process: { roles } },
      ),
    ).toEqual(fine);
  });

  it('a step that a rejection reopens and that only a person opens is opened by it', () => {
    const steps = [
      human('a'),
      human('more', { manual: true, repeat: { max: 3 }, needs: ['a'] }),
      approval({ needs: ['more'], onReject: { reopen: ['more'] } }),
    ];
    expect(
      play({ s: { steps } }, [
        { complete: 'a' },
        { open: 'more' },
        { complete: 'more' },
        { reject: 'ok', by: 'boss', reason: 'no' },
        { expect: { open: ['s/more'] } },
        { complete: 'more' },
        { approve: 'ok', by: 'boss' },
        { expect: { outcome: 'completed' } },
      ]),
    ).toEqual(fine);
  });

  it('a rejection withdraws what runs beside it and rests on what is reopened', () => {
    const steps = [
      human('a', { repeat: { max: 3 } }),
      human('beside', { needs: ['a'] }),
      human('other'),
      approval({ needs: ['a'], onReject: { reopen: ['a'] } }),
    ];
    expect(
      play({ s: { steps } }, [
        { complete: 'a' },
        { expect: { open: ['s/other', 's/beside', 's/ok'] } },
        { reject: 'ok', by: 'boss', reason: 'no' },
        { expect: { open: ['s/other', 's/a'] } },
      ]),
    ).toEqual(fine);
  });

  it('an entry condition that passes the last stage over ends the case', () => {
    const stages = {
      s: { steps: [human('a')] },
      t: { entry: { when: 'entity.amount > 100' }, steps: [human('b')] },
    };
    expect(play(stages, [{ complete: 'a' }, { expect: { outcome: 'completed' } }])).toEqual(fine);
  });

  it('a jump into a stage whose entry condition does not hold goes on to the next', () => {
    const stages = {
      s: { steps: [human('a')] },
      t: { entry: { when: 'entity.amount > 100' }, steps: [human('b')] },
      u: { steps: [human('c')] },
    };
    expect(play(stages, [boss('jump', 't'), { expect: { stage: 'u', open: ['u/c'] } }])).toEqual(fine);
  });
});
