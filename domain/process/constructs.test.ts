import { human, play } from './simulate/play.testkit';

const fine: unknown[] = [];

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
  const approval = (more: object) => ({ id: 'ok', kind: 'approval', approvers: ['manager'], ...more });

  it('in parallel wait for the quorum and withdraw the rest', () => {
    const roles = {
      owner: { field: '/entity/ownerId' },
      a: { employee: 'boss' },
      b: { employee: 'chief' },
      c: { employee: 'p1' },
    };
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
