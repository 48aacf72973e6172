import { fine, human, play } from './simulate/play.testkit';

describe('ladders', () => {
  const slas = {
    one: {
      due: 'P1D',
      ladder: [
        { at: '-PT2H', do: [{ raisePriority: true }] },
        { at: 'PT0S', do: [{ notify: 'assignee' }] },
        { at: 'P1D', do: [{ escalate: true }] },
        { at: 'P2D', do: [{ escalate: 'manager' }] },
      ],
      pauseWhile: ['onHold', 'waiting'],
    },
  };
  const stages = { s: { steps: [human('a', { sla: 'one' })] } };

  it('fire each rung once, and escalate one manager higher each time', () => {
    expect(
      play(
        stages,
        [
          { advance: 'P2D' },
          { expect: { fired: ['s/a#-PT2H', 's/a#PT0S', 's/a#P1D'], assigned: { 's/a': 'boss' } } },
          { advance: 'P1D' },
          { expect: { fired: ['s/a#P2D'], assigned: { 's/a': 'chief' } } },
          { advance: 'P30D' },
          { expect: { fired: [], open: ['s/a'] } },
        ],
        { process: { slas } },
      ),
    ).toEqual(fine);
  });

  it('are caught up with in order after a time offline, and end with the task', () => {
    expect(
      play(
        stages,
        [
          { offline: '2026-03-10T09:00:00+08:00' },
          { expect: { fired: ['s/a#-PT2H', 's/a#PT0S', 's/a#P1D', 's/a#P2D'] } },
        ],
        { process: { slas } },
      ),
    ).toEqual(fine);
    expect(
      play(stages, [{ complete: 'a' }, { advance: 'P9D' }, { expect: { fired: [] } }], { process: { slas } }),
    ).toEqual(fine);
  });

  it('stand still while the case is held', () => {
    expect(
      play(
        stages,
        [
          { hold: true, by: 'rep', reason: 'x' },
          { advance: 'P5D' },
          { expect: { fired: [], status: 'held' } },
          { complete: 'a', refused: 'PROCESS_HELD' },
          { resume: true },
          { expect: { due: { 's/a': '2026-03-08T09:00:00+08:00' } } },
          { advance: 'P1D' },
          { expect: { fired: ['s/a#-PT2H', 's/a#PT0S'] } },
        ],
        { process: { slas } },
      ),
    ).toEqual(fine);
  });

  it('start afresh when a task is given away with a fresh clock', () => {
    expect(
      play(
        stages,
        [
          { advance: 'P1D' },
          { expect: { fired: ['s/a#-PT2H', 's/a#PT0S'] } },
          { reassign: 'a', to: 'p1', resetClock: true },
          { expect: { assigned: { 's/a': 'p1' }, due: { 's/a': '2026-03-04T09:00:00+08:00' } } },
          { advance: 'P1D' },
          { expect: { fired: ['s/a#-PT2H', 's/a#PT0S'] } },
        ],
        { process: { slas } },
      ),
    ).toEqual(fine);
  });
});

describe('operations', () => {
  it('round robin goes round, and those who are away are passed over', () => {
    const steps = [
      human('a', { assign: 'pool' }),
      human('b', { assign: 'pool' }),
      human('c', { assign: 'pool' }),
    ];
    expect(
      play({ s: { steps } }, [{ expect: { assigned: { 's/a': 'p1', 's/b': 'p2', 's/c': 'p1' } } }]),
    ).toEqual(fine);
  });

  it('a queue holds what nobody can take', () => {
    const given = {
      entity: { ownerId: 'rep' },
      people: [
        { id: 'rep', active: false },
        { id: 'lead', roles: ['manager'] },
      ],
    };
    expect(
      play(
        { s: { steps: [human('a')] } },
        [
          { expect: { assigned: { 's/a': null } } },
          { claim: 'a', by: 'lead' },
          { expect: { assigned: { 's/a': 'lead' } } },
          { claim: 'a', by: 'lead', refused: 'ALREADY_CLAIMED' },
        ],
        { given },
      ),
    ).toEqual(fine);
  });

  it('a jump leaves what is open, and a case that ended can be reopened', () => {
    expect(
      play({ s: { steps: [human('a')] }, t: { steps: [human('b')] } }, [
        { jump: 't', by: 'rep', reason: 'x', refused: 'FORBIDDEN' },
        { jump: 'nowhere', by: 'boss', reason: 'x', refused: 'STAGE_NOT_FOUND' },
        { jump: 't', by: 'boss', reason: '客户催' },
        { expect: { stage: 't', open: ['t/b'] } },
        { complete: 'b' },
        { expect: { status: 'ended' } },
        { reopen: 's', by: 'boss', reason: '补单' },
        { expect: { status: 'active', stage: 's', open: ['s/a'] } },
      ]),
    ).toEqual(fine);
  });

  it('a process exit ends the case from any stage', () => {
    const process = {
      exits: [
        {
          id: 'lost',
          when: "has(entity.status) && entity.status == 'lost'",
          end: 'lost',
          cancel: 'openTasks',
        },
      ],
    };
    expect(
      play(
        { s: { steps: [human('a')] } },
        [
          { fact: { entity: 'opportunity', set: { status: 'lost' } } },
          { expect: { outcome: 'lost', open: [] } },
        ],
        { process },
      ),
    ).toEqual(fine);
  });

  it('a task that waits wakes at its date or by its event', () => {
    const stages = { s: { steps: [human('a')] } };
    expect(
      play(stages, [
        { wait: 'a', refused: 'WAIT_NEEDS_TARGET' },
        { wait: 'a', until: '2026-03-05T09:00:00+08:00' },
        { complete: 'a', by: 'boss', refused: 'TASK_NOT_YOURS' },
        { complete: 'a', by: 'rep' },
        { expect: { status: 'ended' } },
      ]),
    ).toEqual(fine);
    expect(
      play(stages, [
        { wait: 'a', event: 'called' },
        { event: 'called' },
        { expect: { open: ['s/a'] } },
        { complete: 'a' },
        { complete: 'a', refused: 'PROCESS_ENDED' },
      ]),
    ).toEqual(fine);
  });
});
