import { at, openCase } from './case.testkit';
import { approval, fine, human, play } from './simulate/play.testkit';
import { openTasks } from './tasks';
const no = { reject: 'ok', by: 'boss', reason: 'no' };

describe('an approval that is refused', () => {
  const back = { needs: ['b'], onReject: { to: 'draft' } };
  const stages = {
    draft: { repeat: { max: 2 }, steps: [human('a')] },
    check: { repeat: { max: 20 }, steps: [human('b'), approval(back)] },
  };
  const round = [{ complete: 'a' }, { complete: 'b' }, no];

  it('goes back as often as the stage may be entered, then it is an incident and goes nowhere', () => {
    expect(
      play(stages, [
        ...round,
        { expect: { stage: 'draft', visits: { draft: 2, check: 1 } } },
        ...round,
        { expect: { stage: 'check', status: 'active', open: [], incidents: ['REPEAT_EXHAUSTED'] } },
      ]),
    ).toEqual(fine);
  });

  it('and has no way back left is asked again by a retry, or passed by with permission', () => {
    expect(
      play(stages, [
        ...round,
        ...round,
        { retry: true, by: 'boss' },
        { expect: { open: ['check/ok'], incidents: [] } },
        { approve: 'ok', by: 'boss' },
        { expect: { outcome: 'completed' } },
      ]),
    ).toEqual(fine);
    expect(
      play(stages, [
        ...round,
        ...round,
        { skip: 'ok', by: 'boss', reason: '口头同意' },
        { expect: { outcome: 'completed', incidents: [] } },
      ]),
    ).toEqual(fine);
    expect(
      play(stages, [
        ...round,
        ...round,
        { jump: 'draft', by: 'boss', reason: '再来一次' },
        { expect: { stage: 'draft', open: ['draft/a'], incidents: [] } },
      ]),
    ).toEqual(fine);
  });

  it('reopens a step as often as it may run', () => {
    const steps = [
      human('a', { repeat: { max: 2 } }),
      approval({ needs: ['a'], onReject: { reopen: ['a'] } }),
    ];
    expect(
      play({ s: { steps } }, [
        { complete: 'a' },
        no,
        { expect: { open: ['s/a'] } },
        { complete: 'a' },
        no,
        { expect: { status: 'active', open: [], incidents: ['REPEAT_EXHAUSTED'] } },
      ]),
    ).toEqual(fine);
  });

  it('reopens nothing where a step that rests on it has had its runs', () => {
    const steps = [
      human('a', { repeat: { max: 5 } }),
      human('b', { needs: ['a'], repeat: { max: 1 } }),
      approval({ needs: ['b'], onReject: { reopen: ['a'] } }),
    ];
    expect(
      play({ s: { steps } }, [
        { complete: 'a' },
        { complete: 'b' },
        no,
        { expect: { open: [], incidents: ['REPEAT_EXHAUSTED'] } },
      ]),
    ).toEqual(fine);
  });

  it('reopens a step without repeat twenty times at most, which is what repeat can say', () => {
    const steps = [human('a'), approval({ needs: ['a'], onReject: { reopen: ['a'] } })];
    const rounds = Array.from({ length: 20 }, () => [{ complete: 'a' }, no]).flat();
    expect(
      play({ s: { steps } }, [
        ...rounds.slice(0, -2),
        { expect: { open: ['s/a'], incidents: [] } },
        ...rounds.slice(-2),
        { expect: { open: [], incidents: ['REPEAT_EXHAUSTED'] } },
      ]),
    ).toEqual(fine);
  });

  it('went back without end in a case from before semantics 4', () => {
    const roles = { owner: { by: 'employee', code: 'rep' }, manager: { by: 'employee', code: 'boss' } };
    const test = openCase({ stages, roles }, { semantics: 3 });
    const say = (op: 'complete' | 'reject', step: string) =>
      test.feed({ type: 'command', command: { op, step, reason: 'no' }, actor: null }, at('10:00'));
    for (let round = 0; round < 3; round++) {
      say('complete', 'a');
      say('complete', 'b');
      say('reject', 'ok');
    }
    expect(openTasks(test.state.tasks).map(({ id }) => id)).toEqual(['draft.a.4.1']);
  });
});

describe('a stage that its entry condition passes over', () => {
  const skipped = { entry: { when: 'entity.amount > 100' }, repeat: { max: 2 }, steps: [human('a')] };
  const looping = {
    steps: [human('b')],
    exit: [{ when: 'entity.amount < 100', to: 'big' }, { to: 'next' }],
  };

  it('cannot be jumped back to without end', () => {
    expect(
      play({ big: skipped, all: { repeat: { max: 20 }, ...looping } }, [
        { complete: 'b' },
        { complete: 'b' },
        { expect: { stage: 'all', visits: { all: 3 } } },
        { complete: 'b' },
        { expect: { outcome: 'completed' } },
      ]),
    ).toEqual(fine);
  });
});
