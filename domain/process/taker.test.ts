import { fine, human, play } from './simulate/play.testkit';

const day = (n: number) => `2026-03-0${n}`;
const stages = { s: { steps: [human('a')] } };

describe('a task that is handed on by name', () => {
  it('is given neither to who has it nor to who cannot take it', () => {
    const away = { absent: [[day(2), day(9)] satisfies [string, string]] };
    const steps = [
      { delegate: 'a', to: 'rep', refused: 'ALREADY_THEIRS' },
      { reassign: 'a', to: 'rep', refused: 'ALREADY_THEIRS' },
      { reassign: 'a', to: 'rep', resetClock: true },
      { reassign: 'a', to: 'gone', refused: 'PERSON_UNAVAILABLE' },
      { reassign: 'a', to: 'nobody', refused: 'PERSON_UNAVAILABLE' },
      { delegate: 'a', to: 'covered', refused: 'PERSON_UNAVAILABLE' },
      { reassign: 'a', to: 'covered' },
      { expect: { assigned: { 's/a': 'p1' }, onBehalfOf: { 's/a': 'covered' } } },
      { reassign: 'a', to: 'covered', refused: 'ALREADY_THEIRS' },
    ];
    const people = [
      { id: 'rep' },
      { id: 'p1' },
      { id: 'gone', ...away },
      { id: 'covered', ...away, deputyId: 'p1' },
    ];
    expect(play(stages, steps, { given: { entity: { ownerId: 'rep' }, people } })).toEqual(fine);
  });

  it('is not given to whoever asked for the approval', () => {
    const approve = {
      s: {
        steps: [human('a'), { id: 'ok', kind: 'approval', approvers: ['manager'], needs: ['a'] }],
      },
    };
    expect(
      play(approve, [
        { complete: 'a', by: 'rep' },
        { delegate: 'ok', to: 'rep', by: 'boss', refused: 'SELF_APPROVAL' },
        { reassign: 'ok', to: 'rep', by: 'boss', refused: 'SELF_APPROVAL' },
      ]),
    ).toEqual(fine);
  });
});
