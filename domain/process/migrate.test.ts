import { fine, human, play } from './simulate/play.testkit';

const text = (name: string) => ({ 'zh-CN': name, en: name });
type Loose = Record<string, unknown>;

/** The second version of the test process. */
function second(stages: Record<string, Loose>, more: Loose = {}, version = 2): { documents: Loose[] } {
  const definition = {
    kind: 'process',
    key: 'test.process',
    version,
    category: 'general',
    title: text('test'),
    entity: 'opportunity',
    roles: { owner: { by: 'field', path: '/entity/ownerId' }, manager: { by: 'managerOf', role: 'owner' } },
    stages: Object.entries(stages).map(([id, stage]) => ({ id, title: text(id), ...stage })),
    ...more,
  };
  return { documents: [definition] };
}

const slas = {
  slow: { due: 'P4D', ladder: [{ at: 'PT0S', do: [{ notify: 'assignee' }] }] },
  quick: { due: 'P1D', ladder: [{ at: 'PT0S', do: [{ notify: 'assignee' }] }] },
};

describe('a case that moves to another version', () => {
  it('goes on in the new one, with its tasks, people and instants', () => {
    const old = { s: { steps: [human('a', { sla: 'slow' })] }, t: { steps: [human('b')] } };
    const given = second({ s: { steps: [human('a', { sla: 'quick' }), human('extra')] } }, { slas });
    expect(
      play(
        old,
        [
          { reassign: 'a', to: 'p1', by: 'boss' },
          { migrate: 2, reason: 'new rules' },
          {
            expect: {
              stage: 's',
              open: ['s/a', 's/extra'],
              assigned: { 's/a': 'p1' },
              due: { 's/a': '2026-03-06T09:00:00+08:00' },
            },
          },
          { advance: 'P4D' },
          { expect: { fired: ['s/a#PT0S'] } },
          { complete: 'a' },
          { complete: 'extra' },
          { expect: { status: 'ended', outcome: 'completed' } },
        ],
        { process: { slas }, given },
      ),
    ).toEqual(fine);
  });

  it('takes the names that the map gives, and instants by the new SLA when they are recomputed', () => {
    const rules = {
      migrations: [{ from: 1, map: { 's/a': 'visit/talk', s: 'visit' }, timers: 'recompute' }],
    };
    const given = second({ visit: { steps: [human('talk', { sla: 'quick' })] } }, { slas, ...rules });
    expect(
      play(
        { s: { steps: [human('a', { sla: 'slow' })] } },
        [
          { advance: 'PT12H' },
          { migrate: true },
          {
            expect: {
              stage: 'visit',
              open: ['visit/talk'],
              due: { 'visit/talk': '2026-03-03T09:00:00+08:00' },
            },
          },
          { advance: 'P1D' },
          { expect: { fired: ['visit/talk#PT0S'] } },
          { complete: 'talk' },
          { expect: { status: 'ended', visits: { visit: 1 } } },
        ],
        { process: { slas }, given },
      ),
    ).toEqual(fine);
  });

  it('keeps the declared map when only the clocks are chosen beside the command', () => {
    const migrations = [{ from: 1, map: { 's/a': 'visit/talk', s: 'visit' }, timers: 'recompute' }];
    const given = second({ visit: { steps: [human('talk', { sla: 'quick' })] } }, { slas, migrations });
    const due = { 'visit/talk': '2026-03-06T09:00:00+08:00' };
    expect(
      play(
        { s: { steps: [human('a', { sla: 'slow' })] } },
        [{ migrate: 2, timers: 'keep' }, { expect: { open: ['visit/talk'], due } }],
        { process: { slas }, given },
      ),
    ).toEqual(fine);
  });

  it('goes by names only, also for a stage that is called like something that every object has', () => {
    const old = { constructor: { steps: [human('a')] } };
    const given = second({ constructor: { steps: [human('a'), human('b')] } });
    const steps = [
      { migrate: 2, timers: 'keep' },
      { expect: { stage: 'constructor', open: ['constructor/a', 'constructor/b'] } },
    ];
    expect(play(old, steps, { given })).toEqual(fine);
  });

  it('is refused with what stands in the way, and then stays as it was', () => {
    const old = { s: { steps: [human('a'), human('b')] } };
    const gone = second({ s: { steps: [human('b')] } });
    const steps = [
      { migrate: 2, refused: 'MIGRATION_REFUSED' },
      { expect: { open: ['s/a', 's/b'] } },
      { complete: 'a' },
      { migrate: 2 },
      { migrate: 2, refused: 'ALREADY_ON_VERSION' },
      { complete: 'b' },
      { migrate: 1, refused: 'PROCESS_ENDED' },
    ];
    expect(play(old, steps, { given: gone })).toEqual(fine);
    const others: Record<string, Loose>[] = [
      { other: { steps: [human('a')] } },
      { s: { steps: [human('a', { kind: 'milestone' }), human('b')] } },
    ];
    for (const stages of others)
      expect(play(old, [{ migrate: 2, refused: 'MIGRATION_REFUSED' }], { given: second(stages) })).toEqual(
        fine,
      );
  });

  it('begins an aborted step anew, and waits for one that is to be finished', () => {
    const old = { s: { steps: [human('a')] } };
    const given = second({ s: { steps: [human('a', { assign: 'manager' })] } });
    expect(
      play(
        old,
        [
          { migrate: 2, ifActive: { 's/a': 'finish' }, refused: 'MIGRATION_REFUSED' },
          { migrate: 2, ifActive: { 's/a': 'abort' } },
          { expect: { open: ['s/a'], assigned: { 's/a': 'boss' } } },
        ],
        { given },
      ),
    ).toEqual(fine);
  });

  it('can move while it is held, and back again', () => {
    const old = { s: { steps: [human('a')] }, t: { steps: [human('b')] } };
    const given = second({ s: { steps: [human('a'), human('x')] }, t: { steps: [human('b')] } });
    expect(
      play(
        old,
        [
          { hold: true, by: 'rep', reason: 'later' },
          { migrate: 2 },
          { expect: { status: 'held', open: ['s/a'] } },
          { resume: true, by: 'rep' },
          { expect: { open: ['s/a', 's/x'] } },
          { complete: 'x' },
          { migrate: 1 },
          { expect: { open: ['s/a'] } },
          { complete: 'a' },
          { expect: { stage: 't', open: ['t/b'] } },
        ],
        { given },
      ),
    ).toEqual(fine);
  });

  it('needs the right to it', () => {
    const given = second({ s: { steps: [human('a')] } });
    const old = { s: { steps: [human('a')] } };
    expect(play(old, [{ migrate: 2, by: 'rep', refused: 'FORBIDDEN' }], { given })).toEqual(fine);
  });
});

describe('a move', () => {
  const chain = { s: { steps: [human('a'), human('b', { needs: ['a'] })] } };

  it('and its undoing repeat nothing that is done', () => {
    const given = second({ s: { steps: [human('b')] } });
    expect(
      play(
        chain,
        [
          { complete: 'a' },
          { migrate: 2 },
          { expect: { open: ['s/b'] } },
          { migrate: 1 },
          { expect: { open: ['s/b'] } },
        ],
        { given },
      ),
    ).toEqual(fine);
  });

  it('never makes one of two open steps', () => {
    const given = second({ s: { steps: [human('c')] } });
    const map = { 's/a': 's/c', 's/b': 's/c' };
    const old = { s: { steps: [human('a'), human('b')] } };
    expect(play(old, [{ migrate: 2, map, refused: 'MIGRATION_REFUSED' }], { given })).toEqual(fine);
  });

  it('frees a case that a mistake held up', () => {
    const rule = (when: string) => ({
      s: {
        steps: [
          { id: 'choose', kind: 'decision', hit: 'first', rules: [{ when, then: 'x' }], out: 'way' },
          human('b', { needs: ['choose'] }),
        ],
      },
    });
    expect(
      play(
        rule('entity.amount > 99'),
        [
          { expect: { incidents: ['NO_RULE_MATCHES'], open: [] } },
          { migrate: 2 },
          { expect: { incidents: [], open: ['s/b'] } },
        ],
        { given: second(rule('entity.amount > 1')) },
      ),
    ).toEqual(fine);
  });

  it('that recomputes instants fires no rung again', () => {
    const given = second({ s: { steps: [human('a', { sla: 'quick' })] } }, { slas });
    expect(
      play(
        { s: { steps: [human('a', { sla: 'quick' })] } },
        [
          { advance: 'P2D' },
          { expect: { fired: ['s/a#PT0S'] } },
          { migrate: 2, timers: 'recompute' },
          { advance: 'P1D' },
          { expect: { fired: [] } },
        ],
        { process: { slas }, given },
      ),
    ).toEqual(fine);
  });
});
