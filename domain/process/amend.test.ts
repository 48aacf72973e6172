import { at, OFFICE, openCase } from './case.testkit';
import { taskOffersOf } from './offered';
import { createPlan } from './plan';
import { refuse } from './refuse';
import { human } from './simulate/play.testkit';
import type { Command } from './commands';
import type { Actor, ProcessEvent } from './types';

// A person gives an open task another due or another priority.
const ladder = [
  { at: '-PT4H', do: [{ notify: 'assignee' }] },
  { at: 'PT0S', do: [{ notify: 'assignee' }] },
  { at: 'PT2H', do: [{ escalate: 'manager' }] },
];
const sla = { due: 'P1D', clock: 'business', pauseWhile: ['onHold', 'waiting'], ladder };
const TASK = 's.a.1.1';
const open = (more: object = {}, step: Record<string, unknown> = { sla }) =>
  openCase({ stages: { s: { steps: [human('a', step)] } }, ...more });
type Case = ReturnType<typeof open>;
const command = (of: object): ProcessEvent => ({ type: 'command', actor: null, command: of }) as ProcessEvent; // the core's own commands
const amend = (more: object) => command({ op: 'amend', task: TASK, reason: '客户改期', ...more });
const taskOf = ({ state }: Case) => state.tasks[TASK];
const due = (test: Case) => taskOf(test)?.due;
const rungs = ({ state }: Case) =>
  Object.values(state.deadlines).map(({ rung, at: moment }) => [rung, moment]);
const fire = (test: Case, rung: string) => {
  const [deadline] = Object.values(test.state.deadlines).filter((one) => one.rung === rung);
  test.feed({ type: 'due', deadline: deadline?.id ?? '' }, deadline?.at ?? 0);
};

describe('another due', () => {
  it('is a new due version, whose rungs fire once each, also those that fired before', () => {
    const test = open();
    fire(test, '-PT4H');
    fire(test, 'PT0S');
    test.feed(amend({ due: at('16:00', 4) }), at('10:00', 3));
    expect(taskOf(test)).toMatchObject({ due: at('16:00', 4), dueVersion: 2, fired: [] });
    expect(rungs(test)).toEqual([
      ['-PT4H', at('12:00', 4)],
      ['PT0S', at('16:00', 4)],
      ['PT2H', at('18:00', 4)],
    ]);
    fire(test, '-PT4H');
    expect(taskOf(test)?.fired).toEqual(['-PT4H']);
  });

  it('never fires a rung that would lie before the change', () => {
    const test = open();
    test.feed(amend({ due: at('12:00') }), at('10:00'));
    expect(rungs(test).map(([rung]) => rung)).toEqual(['PT0S', 'PT2H']);
    // Nor when it is counted again.
    test.feed({ type: 'calendar', calendar: OFFICE, zone: test.plan.zone }, at('10:30'));
    expect(rungs(test).map(([rung]) => rung)).toEqual(['PT0S', 'PT2H']);
  });

  it('stays where the calendar changes, and its rungs are counted by the new one', () => {
    const test = open();
    test.feed(amend({ due: at('11:00', 4) }), at('10:00'));
    const calendar = { ...OFFICE, closed: ['2026-03-03'] };
    test.feed({ type: 'calendar', calendar, zone: test.plan.zone }, at('10:30'));
    expect(due(test)).toBe(at('11:00', 4));
    expect(rungs(test)[0]).toEqual(['-PT4H', at('16:00', 2)]);
  });

  it('moves by the working time of a hold after it, not by that before', () => {
    const test = open();
    test.feed(command({ op: 'hold', reason: 'x' }), at('10:00'));
    test.feed(amend({ due: at('11:00', 4) }), at('14:00'));
    expect(due(test)).toBe(at('11:00', 4));
    test.feed(command({ op: 'resume' }), at('16:00'));
    expect(due(test)).toBe(at('13:00', 4));
  });

  it('is kept by a migration that counts the clocks again, whose ladder holds from then on', () => {
    const test = open();
    test.feed(amend({ due: at('16:00', 4) }), at('10:00'));
    const [stage] = test.plan.definition.stages;
    const shorter = { ...sla, due: 'PT1H', ladder: ladder.slice(1, 2) };
    const stages = [{ ...stage, steps: [human('a', { sla: shorter })] }];
    const definition = {
      ...test.plan.definition,
      version: 2,
      stages,
    } as unknown as typeof test.plan.definition;
    const plan = createPlan(definition, OFFICE, '', test.plan.zone);
    test.plan = plan;
    test.feed(command({ op: 'migrate', plan, rules: { timers: 'recompute' } }), at('11:00'));
    expect(due(test)).toBe(at('16:00', 4));
    expect(rungs(test)).toEqual([['PT0S', at('16:00', 4)]]);
  });

  it('ends with a fresh clock', () => {
    const test = open();
    test.feed(amend({ due: at('16:00', 4) }), at('10:00'));
    test.feed(command({ op: 'reassign', task: TASK, to: 'boss', resetClock: true }), at('11:00'));
    expect(taskOf(test)).toMatchObject({ due: at('11:00', 3), dueVersion: 3, dueSet: null });
  });

  it('can be given to a task without an SLA', () => {
    const test = open({}, {});
    test.feed(amend({ due: at('20:00', 7), priority: 'urgent' }), at('10:00'));
    expect(taskOf(test)).toMatchObject({ due: at('20:00', 7), priority: 'urgent' });
  });

  it('says in the effect what it replaced', () => {
    const test = open();
    const [effect] = test.feed(amend({ due: at('16:00', 4), priority: 'low' }), at('10:00'));
    expect(effect).toMatchObject({
      type: 'updateTask',
      event: 'amended',
      reason: '客户改期',
      set: { due: at('16:00', 4), priority: 'low' },
      was: { due: at('09:00', 3), priority: 'normal' },
    });
  });
});

describe('who may', () => {
  const actor = (id: string, ...holds: string[]): Actor => ({ id, holds });
  const ask = (test: Case, who: Actor | null, more: Partial<Extract<Command, { op: 'amend' }>>) =>
    refuse(test.plan, test.state, { op: 'amend', task: TASK, reason: 'x', ...more }, who, at('10:00'))
      ?.code ?? null;
  const later = { due: at('09:00', 9) };
  const sooner = { due: at('16:00') };

  it('is who asked, the owner, the manager or the director; nobody else gives themselves more time', () => {
    const test = open();
    expect(ask(test, actor('boss', 'manager'), later)).toBeNull();
    expect(ask(test, actor('other', 'owner'), later)).toBeNull();
    expect(ask(test, actor('other', 'rep'), { priority: 'low' })).toBe('FORBIDDEN');
    expect(ask(test, actor('rep'), later)).toBe('FORBIDDEN');
    expect(ask(test, actor('rep', 'owner'), later)).toBe('OWN_DEADLINE');
    expect(ask(test, actor('rep', 'owner'), sooner)).toBeNull();
    expect(ask(test, actor('rep', 'owner'), { priority: 'urgent' })).toBeNull();
    expect(ask(test, actor('rep', 'admin'), later)).toBeNull();
    expect(ask(test, actor('rep', 'requester'), later)).toBeNull();
  });

  it('nor through a deputy or somebody it was delegated to', () => {
    const test = open();
    test.feed(command({ op: 'delegate', task: TASK, to: 'boss' }), at('09:30'));
    expect(ask(test, actor('rep', 'owner'), later)).toBe('OWN_DEADLINE');
  });

  it('is whom the definition lets, also the assignee', () => {
    const test = open({ permissions: { amend: ['assignee', 'director'] } });
    expect(ask(test, actor('rep'), later)).toBeNull();
    expect(ask(test, actor('boss', 'manager'), later)).toBe('FORBIDDEN');
    expect(ask(open({ permissions: { amend: ['owner'] } }), actor('rep', 'owner'), later)).toBeNull();
  });

  it('needs a reason, something to change, and a due that lies ahead', () => {
    const test = open();
    expect(ask(test, null, { ...later, reason: ' ' })).toBe('REASON_REQUIRED');
    expect(ask(test, null, {})).toBe('AMENDMENT_EMPTY');
    expect(ask(test, null, { due: at('10:00') })).toBe('DUE_IN_PAST');
    expect(ask(test, null, { due: NaN })).toBe('DUE_IN_PAST');
    expect(ask(test, null, { task: 'gone', ...later })).toBe('TASK_NOT_FOUND');
  });

  it('is offered it', () => {
    const { plan, state } = open();
    const offers = (...holds: string[]) => taskOffersOf(plan, state, TASK, actor('x', ...holds), at('10:00'));
    expect(offers('manager')).toContain('amend');
    expect(offers('rep')).not.toContain('amend');
  });
});
