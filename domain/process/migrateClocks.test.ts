import { at, OFFICE, openCase, type TestCase } from './case.testkit';
import type { MigrationRules } from './migrationRules';
import { createPlan } from './plan';
import { refuse } from './refuse';
import { human } from './simulate/play.testkit';
import type { ProcessEvent } from './types';

// What a migration does to the instants of steps and stages, and to names that nothing open bears.
type Body = Parameters<typeof openCase>[0];
const command = (more: object) =>
  ({ type: 'command', actor: null, command: more }) as unknown as ProcessEvent; // the core's own commands

function moveTo(body: Body, rules: MigrationRules): ProcessEvent & { type: 'command' } {
  const { definition } = openCase(body).plan;
  const plan = createPlan({ ...definition, version: 2 }, OFFICE, '', [[0, 480]]);
  return { type: 'command', actor: null, command: { op: 'migrate', plan, rules, semantics: 2 } };
}

function migrate(test: TestCase, body: Body, rules: MigrationRules, now: number): void {
  const event = moveTo(body, rules);
  expect(refuse(test.plan, test.state, event.command, null, now)).toBeNull();
  if (event.command.op === 'migrate') test.plan = event.command.plan;
  test.feed(event, now);
}

const instants = ({ state }: TestCase) =>
  Object.fromEntries(Object.values(state.deadlines).map((d) => [d.kind, new Date(d.at).toISOString()]));
const instant = (time: string, day: number) => new Date(at(time, day)).toISOString();

describe('recomputing', () => {
  const target = (due: string) => ({ due, ladder: [{ at: 'PT0S', do: [{ notify: 'owner' }] }] });
  const body = (after: string, due: string) => ({
    stages: { s: { steps: [human('a', { timeout: { after } })], target: target(due) } },
  });

  it('counts timeouts of steps and targets of stages from when they began', () => {
    const test = openCase(body('P4D', 'P5D'));
    migrate(test, body('P2D', 'P3D'), { timers: 'recompute' }, at('15:00', 3));
    expect(instants(test)).toEqual({ timeout: instant('09:00', 4), target: instant('09:00', 5) });
  });

  it('leaves them alone where clocks are kept', () => {
    const test = openCase(body('P4D', 'P5D'));
    migrate(test, body('P2D', 'P3D'), { timers: 'keep' }, at('15:00', 3));
    expect(instants(test)).toEqual({ timeout: instant('09:00', 6), target: instant('09:00', 7) });
  });

  it('begins what the new version adds, and forgets what it drops', () => {
    const plain = { stages: { s: { steps: [human('a')] } } };
    const test = openCase(plain);
    migrate(test, body('P2D', 'P3D'), { timers: 'recompute' }, at('15:00', 3));
    expect(instants(test)).toEqual({ timeout: instant('09:00', 4), target: instant('09:00', 5) });
    const back = openCase(body('P2D', 'P3D'));
    migrate(back, plain, { timers: 'recompute' }, at('15:00', 3));
    expect(instants(back)).toEqual({});
  });

  it('adds the time that the case was held', () => {
    const sla = (due: string) => ({ due, pauseWhile: ['onHold'], ladder: [] });
    const one = (due: string) => ({ stages: { s: { steps: [human('a', { sla: sla(due) })] } } });
    const test = openCase(one('P4D'));
    test.feed(command({ op: 'hold', reason: 'x' }), at('10:00'));
    test.feed(command({ op: 'resume' }), at('12:00'));
    migrate(test, one('P2D'), { timers: 'recompute' }, at('15:00', 3));
    expect(test.state.tasks['s.a.1.1']?.due).toBe(at('11:00', 4));
  });

  it('goes on counting under the names of the new version', () => {
    const test = openCase(body('P4D', 'P5D'));
    const renamed = { stages: { v: { steps: [human('b', { timeout: { after: 'P2D' } })] } } };
    migrate(test, renamed, { map: { s: 'v', 's/a': 'v/b' }, timers: 'recompute' }, at('15:00', 3));
    expect(Object.values(test.state.deadlines)).toMatchObject([{ subject: 'v/b', at: at('09:00', 4) }]);
    const closed = { ...OFFICE, closed: ['2026-03-04'] };
    test.feed({ type: 'calendar', calendar: closed, zone: [[0, 480]] }, at('16:00', 3));
    expect(Object.values(test.state.deadlines)).toMatchObject([{ subject: 'v/b', at: at('09:00', 4) }]);
  });
});

describe('a map', () => {
  const body = { stages: { s: { steps: [human('a')] }, t: { steps: [human('b')] } } };

  it.each([
    ['a step of a stage that is not open', { 't/b': 't/c' }, 't/b'],
    ['a stage that is not open', { t: 'u' }, 't'],
  ])('that names no successor for %s is refused', (_, map, named) => {
    const test = openCase(body);
    const { command: asked } = moveTo(body, { map });
    expect(refuse(test.plan, test.state, asked, null, at('10:00'))).toMatchObject({
      code: 'MIGRATION_REFUSED',
      details: { reasons: [{ code: 'TARGET_UNKNOWN', at: named }] },
    });
  });

  it('that makes one stage of two keeps what was there first', () => {
    const three = {
      stages: { s: { steps: [human('a')] }, t: { steps: [human('a')] }, u: { steps: [human('c')] } },
    };
    const test = openCase(three);
    for (const stage of ['s', 't'])
      test.feed(command({ op: 'complete', step: `${stage}/a`, with: { from: stage } }), at('10:00'));
    migrate(
      test,
      { stages: { v: { steps: [human('a')] }, u: { steps: [human('c')] } } },
      { map: { s: 'v', t: 'v' } },
      at('11:00'),
    );
    expect(test.state.stages.v?.steps.a?.out).toEqual({ from: 's' });
    expect(test.state.stage).toBe('u');
  });
});
