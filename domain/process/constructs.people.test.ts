import { fine, human, play } from './simulate/play.testkit';

// Who gets a task, clause by clause of definitions.md §2; the table in docs/constructs.md names these tests.
const day = (n: number) => `2026-03-0${n}`;
const stages = (more: Record<string, unknown> = {}) => ({ s: { steps: [human('a', more)] } });
const given = (...people: object[]) => ({ given: { people } }) as Parameters<typeof play>[2];

describe('a deputy', () => {
  const away = { id: 'rep', managerId: 'boss', absent: [[day(2), day(4)]], deputyId: 'deputy' };

  it('gets what comes while the person is away, on their behalf, and nothing after the last day', () => {
    expect(
      play(
        { s: { steps: [human('a'), human('b', { needs: ['a'] })] } },
        [
          { expect: { assigned: { 's/a': 'deputy' }, onBehalfOf: { 's/a': 'rep' } } },
          { until: '2026-03-05T09:00:00+08:00' },
          { complete: 'a', by: 'deputy' },
          { expect: { assigned: { 's/b': 'rep' }, onBehalfOf: { 's/b': null } } },
        ],
        given(away, { id: 'deputy' }, { id: 'boss' }),
      ),
    ).toEqual(fine);
  });

  it('is asked one level deep: a deputy who is away too passes nothing on', () => {
    expect(
      play(
        stages(),
        [{ expect: { assigned: { 's/a': null }, open: ['s/a'] } }],
        given(
          away,
          { id: 'deputy', absent: [[day(1), day(9)]], deputyId: 'third' },
          { id: 'third' },
          { id: 'boss' },
        ),
      ),
    ).toEqual(fine);
  });

  it('is not asked where the process says so', () => {
    const process = { assignment: { substitute: 'none', ifNone: { queue: 'front' } } };
    expect(
      play(stages(), [{ expect: { assigned: { 's/a': null } } }], {
        process,
        ...given(away, { id: 'deputy' }, { id: 'boss' }),
      }),
    ).toEqual(fine);
  });
});

describe('an approver who is away and whose deputy asked for it', () => {
  const boss = { id: 'boss', managerId: 'chief', absent: [[day(2), day(4)]], deputyId: 'rep' };
  const rep = { id: 'rep', managerId: 'boss' };
  const approve = (...approvers: unknown[]) => ({
    s: { steps: [human('a'), { id: 'b', kind: 'approval', needs: ['a'], approvers }] },
  });
  const ask = (assigned: string | null) => [
    { complete: 'a', by: 'rep' },
    { expect: { assigned: { 's/b': assigned } } },
  ];

  it('is passed over for the next that the role means', () => {
    const roles = {
      owner: { by: 'employee', code: 'rep' },
      lead: [
        { by: 'managerOf', role: 'owner' },
        { by: 'pool', group: 'leads' },
      ],
    };
    const lead = { id: 'lead', groups: ['leads'] };
    expect(
      play(approve('lead'), ask('lead'), { process: { roles }, ...given(rep, boss, { id: 'chief' }, lead) }),
    ).toEqual(fine);
  });

  it('is passed over for the manager, and for theirs', () => {
    expect(play(approve('manager'), ask('chief'), given(rep, boss, { id: 'chief' }))).toEqual(fine);
    const chief = { id: 'chief', managerId: 'head', active: false, deputyId: 'rep' };
    expect(play(approve('manager'), ask('head'), given(rep, boss, chief, { id: 'head' }))).toEqual(fine);
  });

  it('leaves it in the queue, with an incident, when nobody is above', () => {
    const top = { ...boss, managerId: undefined };
    const queued = [...ask(null), { expect: { incidents: ['NOBODY_ELIGIBLE'] } }];
    expect(play(approve('manager'), queued, given(rep, top))).toEqual(fine);
    const circle = { id: 'chief', managerId: 'boss', active: false };
    expect(play(approve('manager'), queued, given(rep, boss, circle))).toEqual(fine);
  });
});

describe('a person without weight', () => {
  const assign = { by: 'pool', group: 'desk', strategy: 'weighted' };
  const member = (id: string, weight: number) => ({ id, groups: ['desk'], weight });
  const steps = ['a', 'b', 'c'].map((id) => human(id, { assign }));
  const assigned = (...to: (string | null)[]) => ({
    expect: { assigned: { 's/a': to[0], 's/b': to[1], 's/c': to[2] } },
  });

  it('gets nothing by weight, however much the others have', () => {
    const people = given(member('x', 0), member('y', 0.0001), member('z', 0));
    expect(play({ s: { steps } }, [assigned('y', 'y', 'y')], people)).toEqual(fine);
  });

  it('leaves the task in the queue when all are so', () => {
    const people = given(member('x', 0));
    expect(play({ s: { steps } }, [assigned(null, null, null)], people)).toEqual(fine);
  });
});

describe('an absence', () => {
  it('ends with its last day in the zone of the calendar, not of Greenwich', () => {
    const away = { id: 'rep', absent: [[day(2), day(4)]], deputyId: 'deputy' };
    expect(
      play(
        { s: { steps: [human('a', { manual: true }), human('b', { manual: true }), human('c')] } },
        [
          { until: '2026-03-04T23:59:59+08:00' },
          { open: 'a' },
          { until: '2026-03-05T00:00:00+08:00' },
          { open: 'b' },
          { expect: { assigned: { 's/a': 'deputy', 's/b': 'rep' } } },
        ],
        given(away, { id: 'deputy' }),
      ),
    ).toEqual(fine);
  });

  it('leaves a task with whom it has when a rung would give it to somebody who is away', () => {
    const sla = { due: 'P1D', ladder: [{ at: 'PT0S', do: [{ reassign: 'boss' }] }] };
    const process = { roles: { owner: { employee: 'rep' }, boss: { employee: 'boss' } } };
    expect(
      play(
        stages({ sla }),
        [{ advance: 'P1D' }, { expect: { assigned: { 's/a': 'rep' }, fired: ['s/a#PT0S'], incidents: [] } }],
        { process, ...given({ id: 'rep' }, { id: 'boss', absent: [[day(1), day(9)]] }) },
      ),
    ).toEqual(fine);
  });
});

describe('whoever is not eligible', () => {
  it('is passed over for the next resolver of the role', () => {
    const assign = [
      { by: 'employee', code: 'gone' },
      { by: 'field', path: '/entity/ownerId' },
    ];
    expect(
      play(
        stages({ assign }),
        [{ expect: { assigned: { 's/a': 'rep' } } }],
        given({ id: 'gone', active: false }, { id: 'rep' }),
      ),
    ).toEqual(fine);
  });

  it('leaves the task in the queue when there is nobody else', () => {
    expect(
      play(
        stages({ assign: { by: 'pool', group: 'desk' } }),
        [{ expect: { assigned: { 's/a': null }, open: ['s/a'] } }],
        given({ id: 'd', groups: ['desk'], active: false }, { id: 'rep' }),
      ),
    ).toEqual(fine);
  });
});

describe('a task that is handed on', () => {
  it('and is put back while it waits waits no more, and its clock goes on', () => {
    const sla = {
      due: 'P2D',
      pauseWhile: ['waiting'],
      ladder: [{ at: 'PT0S', do: [{ raisePriority: true }] }],
    };
    expect(
      play(stages({ assign: 'pool', sla }), [
        { wait: 'a', until: '2026-03-09T09:00:00+08:00', by: 'p1' },
        { advance: 'P1D' },
        { unclaim: 'a', by: 'p1' },
        { expect: { due: { 's/a': '2026-03-05T09:00:00+08:00' } } },
        { until: '2026-03-05T09:00:00+08:00' },
        { expect: { fired: ['s/a#PT0S'] } },
      ]),
    ).toEqual(fine);
  });

  it('by delegation comes back to whom it belonged', () => {
    expect(
      play(stages(), [
        { delegate: 'a', to: 'p1', by: 'rep' },
        { expect: { assigned: { 's/a': 'p1' } } },
        { delegate: 'a', to: 'p2', by: 'p1' },
        { return: 'a', by: 'p2' },
        { expect: { assigned: { 's/a': 'rep' } } },
        { return: 'a', by: 'rep', refused: 'NOT_DELEGATED' },
      ]),
    ).toEqual(fine);
  });

  it('by delegation is done on behalf of whoever delegated it, until it comes back or is given to others', () => {
    const obo = (assigned: string, onBehalfOf: string | null) => ({
      expect: { assigned: { 's/a': assigned }, onBehalfOf: { 's/a': onBehalfOf } },
    });
    expect(
      play(stages(), [
        { delegate: 'a', to: 'p1', by: 'rep' },
        obo('p1', 'rep'),
        { delegate: 'a', to: 'p2', by: 'p1' },
        obo('p2', 'rep'),
        { decline: 'a', by: 'p2', reason: 'no time' },
        obo('rep', null),
        { delegate: 'a', to: 'p1', by: 'rep' },
        { return: 'a', by: 'rep' },
        obo('rep', null),
        { delegate: 'a', to: 'p1', by: 'rep' },
        { reassign: 'a', to: 'p2', by: 'boss' },
        obo('p2', null),
        { return: 'a', by: 'p2', refused: 'NOT_DELEGATED' },
      ]),
    ).toEqual(fine);
  });

  it('by delegation is still the absent person’s where a deputy has it', () => {
    const away = { id: 'rep', managerId: 'boss', absent: [[day(2), day(4)]], deputyId: 'deputy' };
    const obo = (assigned: string) => ({
      expect: { assigned: { 's/a': assigned }, onBehalfOf: { 's/a': 'rep' } },
    });
    expect(
      play(
        stages(),
        [
          obo('deputy'),
          { delegate: 'a', to: 'p1', by: 'deputy' },
          obo('p1'),
          { return: 'a', by: 'p1' },
          obo('deputy'),
        ],
        given(away, { id: 'deputy' }, { id: 'p1' }, { id: 'boss' }),
      ),
    ).toEqual(fine);
  });

  it('and is put back into the queue belongs to nobody', () => {
    expect(
      play(stages({ assign: 'pool' }), [
        { delegate: 'a', to: 'rep', by: 'p1' },
        { unclaim: 'a', by: 'rep' },
        { expect: { assigned: { 's/a': null }, onBehalfOf: { 's/a': null } } },
        { claim: 'a', by: 'p2' },
        { return: 'a', by: 'p2', refused: 'NOT_DELEGATED' },
      ]),
    ).toEqual(fine);
  });

  it('keeps its clock when it is given away', () => {
    const sla = { due: 'P2D', clock: 'calendar', ladder: [{ at: 'PT0S', do: [{ notify: 'assignee' }] }] };
    expect(
      play(stages({ sla }), [
        { advance: 'P1D' },
        { reassign: 'a', to: 'p1', by: 'boss' },
        { expect: { assigned: { 's/a': 'p1' }, due: { 's/a': '2026-03-04T09:00:00+08:00' } } },
      ]),
    ).toEqual(fine);
  });

  it('lies with a group until one of them claims it, and goes back to it', () => {
    expect(
      play(stages({ assign: 'pool' }), [
        { unclaim: 'a', by: 'p1' },
        { expect: { assigned: { 's/a': null } } },
        { claim: 'a', by: 'rep', refused: 'TASK_NOT_YOURS' },
        { claim: 'a', by: 'p2' },
        { expect: { assigned: { 's/a': 'p2' } } },
        { claim: 'a', by: 'p1', refused: 'ALREADY_CLAIMED' },
      ]),
    ).toEqual(fine);
  });
});
