import { fine, human, play } from './simulate/play.testkit';
import { at, openCase } from './case.testkit';
import { colleague } from './colleague.testkit';
import { nextDeadline } from './transition';
import type { Command } from './commands';
import type { Effect } from './effectTypes';

// The target of a stage, and whom a ladder means that is not of one task.
const rung = (after: string, ...effects: object[]) => ({ at: after, do: effects });
const wait = { id: 'w', kind: 'wait', for: { event: 'e' } };
const template = 'stage.overdue';

/** Whom each notice meant, by the resolvers that say so. */
function told(effects: Effect[]): string[][] {
  return effects.flatMap((effect) =>
    effect.type === 'notify'
      ? [effect.recipients.map(({ seekers }) => JSON.stringify(seekers[0] ?? null))]
      : [],
  );
}
const above = (levels: number): string =>
  JSON.stringify(
    Array.from({ length: levels }).reduce<object>((of) => ({ by: 'managerOf', of: [of] }), {
      by: 'employee',
      code: 'rep',
    }),
  );

function late(target: object, steps: unknown[], semantics?: number) {
  const people = [colleague('rep', 'boss'), colleague('boss', 'chief'), colleague('chief', null)];
  const test = openCase({ stages: { s: { steps, target } } }, { people, semantics });
  for (let next = nextDeadline(test.state); next; next = nextDeadline(test.state))
    test.feed({ type: 'due', deadline: next.id }, next.at);
  return test;
}

describe('a target that is computed', () => {
  const target = {
    due: { cel: "entity.amount > 5 ? 'P1D' : 'P2D'" },
    ladder: [rung('PT0S', { send: ['email'], template, to: 'manager' })],
  };

  it('is counted from when the stage is entered', () => {
    expect(
      play({ s: { target, steps: [human('a')] } }, [
        { advance: 'PT23H' },
        { expect: { fired: [] } },
        { advance: 'PT1H' },
        { expect: { fired: ['s#PT0S'], sent: [template] } },
      ]),
    ).toEqual(fine);
  });

  it('that comes to nothing is an incident, and is counted by a retry', () => {
    const due = { cel: 'entity.days' };
    expect(
      play({ s: { target: { ...target, due }, steps: [human('a', { sla: { due } })] } }, [
        { expect: { incidents: ['EXPRESSION_FAILED', 'EXPRESSION_FAILED'] } },
        { fact: { entity: 'opportunity', id: '', set: { days: 'P3D' } } },
        { advance: 'P1D' },
        { retry: true },
        { expect: { incidents: [], due: { 's/a': '2026-03-05T09:00:00+08:00' } } },
        { advance: 'P2D' },
        { expect: { fired: ['s#PT0S'] } },
      ]),
    ).toEqual(fine);
  });

  it('was none in cases of old', () => {
    expect(
      nextDeadline(openCase({ stages: { s: { steps: [human('a')], target } } }, { semantics: 3 }).state),
    ).toBeNull();
  });
});

describe('in the ladder of a target', () => {
  const steps = [human('a'), human('b', { assign: { by: 'employee', code: 'boss' } })];
  const ladder = [
    rung('PT0S', { notify: 'assignee' }, { raisePriority: 'high' }),
    rung('P1D', { escalate: true }),
    rung('P2D', { escalate: true }),
  ];
  const target = { due: 'P1D', ladder };

  it('the assignee is whoever has what is open in the stage, and each of these goes up', () => {
    const test = late(target, steps);
    expect(told(test.effects)).toEqual([['{"by":"person","id":"rep"}', '{"by":"person","id":"boss"}']]);
    expect(Object.values(test.state.tasks).map(({ assignee, priority }) => [assignee, priority])).toEqual([
      ['chief', 'high'],
      ['chief', 'high'],
    ]);
  });

  it('where nobody has anything it is the owner, and it is told one higher each time', () => {
    const test = late(target, [wait]);
    expect(told(test.effects)).toEqual([['{"by":"employee","code":"rep"}'], [above(1)], [above(2)]]);
  });

  it('nobody was meant in cases of old', () => {
    const test = late(target, steps, 3);
    expect(told(test.effects)).toEqual([['null']]);
    expect(Object.values(test.state.tasks).map(({ assignee }) => assignee)).toEqual(['rep', 'boss']);
  });
});

describe('where nobody has the task', () => {
  const assign = { by: 'pool', group: 'nobody' };

  it('a rung of it tells the owner, and goes up from there', () => {
    const ladder = [rung('PT0S', { notify: 'assignee' }), rung('P1D', { escalate: true })];
    const test = openCase({
      stages: { s: { steps: [human('a', { assign, sla: { due: 'P1D', ladder } })] } },
    });
    // that nobody has it was told already
    const before = test.effects.length;
    for (let next = nextDeadline(test.state); next; next = nextDeadline(test.state))
      test.feed({ type: 'due', deadline: next.id }, next.at);
    const effects = test.effects.slice(before);
    expect(told(effects)).toEqual([['{"by":"employee","code":"rep"}'], [above(1)]]);
    expect(effects.filter((e) => e.type === 'notify').map(({ taskId }) => taskId)).toEqual([
      's.a.1.1',
      's.a.1.1',
    ]);
  });

  it('the owner of the record is meant where the process has no such role', () => {
    const ladder = [rung('PT0S', { notify: 'assignee' })];
    const test = openCase(
      { roles: {}, stages: { s: { steps: [wait], target: { due: 'P1D', ladder } } } },
      { input: { entity: { ownerId: 'boss' } } },
    );
    test.feed({ type: 'due', deadline: nextDeadline(test.state)?.id ?? '' }, at('09:00', 3));
    expect(told(test.effects)).toEqual([['{"by":"person","id":"boss"}']]);
  });
});

it('a timeout of a person’s step means whoever has it', () => {
  const timeout = { after: 'P1D', do: [{ notify: 'assignee' }, { escalate: true }, { raisePriority: true }] };
  const test = openCase({ stages: { s: { steps: [human('a', { timeout })] } } });
  test.feed(
    { type: 'command', actor: null, command: { op: 'reassign', step: 'a', to: 'rep' } satisfies Command },
    at('10:00'),
  );
  test.feed({ type: 'due', deadline: nextDeadline(test.state)?.id ?? '' }, at('09:00', 3));
  expect(told(test.effects)).toEqual([['{"by":"person","id":"rep"}']]);
  expect(test.state.tasks['s.a.1.1']).toMatchObject({ assignee: 'boss', priority: 'high', escalation: 1 });
});
