import { fine, human, play } from './simulate/play.testkit';

// Row W5: whoever is given a task takes it (`start`) or declines it; docs/constructs.md names these tests.
const stages = (more: Record<string, unknown> = {}) => ({ s: { steps: [human('a', more)] } });

describe('a task that is declined', () => {
  it('goes to the next of the group, never to whoever declined before, and lies in the queue in the end', () => {
    expect(
      play(stages({ assign: 'pool' }), [
        { expect: { assigned: { 's/a': 'p1' } } },
        { decline: 'a', by: 'p1', reason: 'not my field' },
        { expect: { assigned: { 's/a': 'p2' } } },
        { decline: 'a', by: 'p1', reason: 'again', refused: 'TASK_NOT_YOURS' },
        { decline: 'a', by: 'p2', reason: 'no time' },
        { expect: { assigned: { 's/a': null }, incidents: ['NOBODY_ELIGIBLE'], open: ['s/a'] } },
        { claim: 'a', by: 'p1', refused: 'TASK_NOT_YOURS' },
        { reassign: 'a', to: 'p1', by: 'boss' },
        { expect: { assigned: { 's/a': 'p1' }, incidents: [] } },
        { complete: 'a', by: 'p1' },
        { expect: { status: 'ended' } },
      ]),
    ).toEqual(fine);
  });

  it('goes up where the step means one person', () => {
    expect(
      play(stages(), [
        { decline: 'a', by: 'rep', reason: '  ', refused: 'REASON_REQUIRED' },
        { decline: 'a', by: 'rep', reason: 'on the road' },
        { expect: { assigned: { 's/a': 'boss' } } },
        { decline: 'a', by: 'boss', reason: 'me neither' },
        { expect: { assigned: { 's/a': 'chief' } } },
      ]),
    ).toEqual(fine);
  });

  it('goes back to whoever delegated it', () => {
    expect(
      play(stages(), [
        { delegate: 'a', to: 'p1', by: 'rep' },
        { decline: 'a', by: 'p1', reason: 'no' },
        { expect: { assigned: { 's/a': 'rep' } } },
      ]),
    ).toEqual(fine);
  });

  it('keeps its due, and a clock that stood while it waited goes on', () => {
    const sla = {
      due: 'P2D',
      pauseWhile: ['waiting'],
      ladder: [{ at: 'PT0S', do: [{ notify: 'assignee' }] }],
    };
    expect(
      play(stages({ sla }), [
        { wait: 'a', until: '2026-03-10T09:00:00+08:00', by: 'rep' },
        { advance: 'P1D' },
        { decline: 'a', by: 'rep', reason: 'no' },
        { expect: { assigned: { 's/a': 'boss' }, due: { 's/a': '2026-03-05T09:00:00+08:00' } } },
        { until: '2026-03-05T09:00:00+08:00' },
        { expect: { fired: ['s/a#PT0S'] } },
      ]),
    ).toEqual(fine);
  });

  it('as an approval never reaches whoever asked', () => {
    const steps = [
      human('ask', { assign: { by: 'employee', code: 'boss' } }),
      { id: 'yes', kind: 'approval', needs: ['ask'], approvers: ['judge'] },
    ];
    const people = [{ id: 'boss', managerId: 'chief' }, { id: 'chief' }, { id: 'p1', managerId: 'boss' }];
    expect(
      play(
        { s: { steps } },
        [
          { complete: 'ask', by: 'boss' },
          { decline: 'yes', by: 'p1', reason: 'no' },
          { expect: { assigned: { 's/yes': 'chief' } } },
        ],
        {
          process: { roles: { judge: { by: 'employee', code: 'p1' } } },
          given: { people, entity: { ownerId: 'boss' } },
        },
      ),
    ).toEqual(fine);
  });
});
