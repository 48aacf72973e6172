import { at, openCase } from './case.testkit';
import { colleague } from './colleague.testkit';
import { human } from './simulate/play.testkit';
import type { ProcessEvent } from './types';

// What users of other systems complain about and that no other test shows; the table is docs/complaints.md.
const command = (more: object) =>
  ({ type: 'command', actor: null, command: more }) as unknown as ProcessEvent; // the core's own commands

describe('rules that go round', () => {
  it('stop as an incident after a thousand in one wake-up, and go on when somebody says so', () => {
    const steps = Array.from({ length: 60 }, (_, n) => ({ id: `m${n}`, kind: 'milestone' }));
    const exit = [
      { when: 'vars.rounds < 19', to: 's', set: { '/vars/rounds': { cel: 'vars.rounds + 1' } } },
      { to: 'next' },
    ];
    const vars = { type: 'object', properties: { rounds: { type: 'integer', default: 0 } } };
    const test = openCase({
      vars,
      stages: { s: { steps, exit, repeat: { max: 20 } }, t: { steps: [human('h')] } },
    });
    expect(Object.values(test.state.incidents)).toMatchObject([
      { code: 'TOO_MANY_FIRINGS', stage: 's', retry: 'loop' },
    ]);
    const visit = test.state.stages.s?.visit;
    expect(visit).toBeLessThan(20);
    // An event does not set it going again: that would be a thousand firings each time.
    test.feed({ type: 'event', name: 'nothing', data: {} }, at('09:30'));
    expect(test.state.stages.s?.visit).toBe(visit);
    test.feed(command({ op: 'retry' }), at('10:00'));
    expect(test.state).toMatchObject({ stage: 't', incidents: {}, vars: { rounds: 19 } });
  });

  it('go on where somebody moves the case to another stage', () => {
    const exit = [{ when: 'vars.round', to: 's' }, { to: 't' }];
    const test = openCase(
      {
        stages: {
          s: { steps: [{ id: 'm', kind: 'milestone' }], exit, repeat: { max: 5_000 } },
          t: { steps: [{ id: 'n', kind: 'milestone' }, human('h', { needs: ['n'] })] },
        },
      },
      { input: { vars: { round: true } } },
    );
    expect(Object.keys(test.state.incidents)).toEqual(['loop']);
    test.feed(command({ op: 'jump', stage: 't', reason: 'x' }), at('10:00'));
    expect(test.state).toMatchObject({ stage: 't', incidents: {} });
    expect(Object.values(test.state.tasks).map(({ step }) => step)).toEqual(['h']);
  });
});

describe('an approval without an answer', () => {
  it('reminds, then goes one manager higher, and is still the same approval', () => {
    const sla = {
      due: 'P1D',
      ladder: [
        { at: 'PT0S', do: [{ notify: 'assignee' }] },
        { at: 'P1D', do: [{ escalate: true }] },
      ],
    };
    const approval = { id: 'b', kind: 'approval', approvers: ['boss'], order: 'parallel', sla };
    const roles = { owner: { by: 'employee', code: 'rep' }, boss: { by: 'managerOf', role: 'owner' } };
    const test = openCase(
      { roles, stages: { s: { steps: [approval] } } },
      { people: [colleague('rep', 'boss'), colleague('boss', 'chief'), colleague('chief', null)] },
    );
    const task = () => Object.values(test.state.tasks)[0];
    expect(task()?.assignee).toBe('boss');
    for (const rung of ['PT0S', 'P1D'])
      test.feed({ type: 'due', deadline: `rung:${task()?.id}:1:${rung}` }, at('09:00', 4));
    expect(task()).toMatchObject({ assignee: 'chief', fired: ['PT0S', 'P1D'], status: 'prepare' });
    test.feed(command({ op: 'approve', task: task()?.id }), at('10:00', 4));
    expect(test.state).toMatchObject({ status: 'ended', outcome: 'completed' });
  });
});

describe('a guard that cannot be evaluated', () => {
  it('is an incident with the expression, its place and the values that it saw', () => {
    const vars = { type: 'object', properties: { size: { type: 'string', default: 'A4' } } };
    const test = openCase({ vars, stages: { s: { steps: [human('a', { if: 'vars.size.width > 3' })] } } });
    expect(Object.values(test.state.incidents)).toMatchObject([
      {
        code: 'EXPRESSION_FAILED',
        stage: 's',
        step: 'a',
        pointer: '/if',
        message: expect.stringContaining('vars.size.width > 3'),
        values: { vars: { size: 'A4' } },
      },
    ]);
  });
});

describe('the answer of a process that was started', () => {
  it('is the output of the step that waits for it', () => {
    const step = { id: 'p', kind: 'process', process: 'other.approval' };
    const exit = [{ when: "steps.p.out.outcome == 'approved'", end: 'yes' }, { end: 'no' }];
    const test = openCase({ stages: { s: { steps: [step], exit } } });
    const [effect = ''] = Object.keys(test.state.stages.s?.steps.p?.children ?? {});
    test.feed({ type: 'effectDone', effect, result: { outcome: 'approved', status: 'ended' } }, at('10:00'));
    expect(test.state).toMatchObject({ status: 'ended', outcome: 'yes' });
  });
});
