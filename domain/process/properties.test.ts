import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { ProcessDefinition } from '../generated/process';
import type { Calendar } from '../calendar/types';
import { colleague } from './colleague.testkit';
import { directoryOf } from './directory';
import { createPlan } from './plan';
import { refuse } from './refuse';
import { isEmpty, settle } from './settle';
import { openTasks } from './tasks';
import { nextDeadline, transition } from './transition';
import type { Command } from './commands';
import type { Effect } from './effectTypes';
import type { Plan, ProcessEvent, ProcessState } from './types';

const read = <T>(path: string): T =>
  JSON.parse(readFileSync(join(__dirname, '../../definitions', path), 'utf8')) as T; // our own files
const definition = read<ProcessDefinition>('processes/sales/project.json');
const calendar = read<Calendar>('calendars/cn-office.json');
const START = Date.parse('2026-03-02T09:00:00+08:00');
const directory = directoryOf([
  colleague('rep', 'boss'),
  colleague('boss', 'chief'),
  colleague('chief', null),
  colleague('p', null, ['presales']),
]);

const steps = definition.stages.flatMap((stage) => stage.steps.map((step) => step.id));
const step = fc.constantFrom(...steps);
const answers = fc.record({
  interest: fc.constantFrom('none', 'low', 'high'),
  discount: fc.constantFrom(0, 0.2, 0.5),
  answer: fc.constantFrom('yes', 'no', 'requote'),
  paymentTerms: fc.constantFrom('net30', 'prepaid'),
  reason: fc.constant('x'),
});
const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ op: fc.constant('complete' as const), step, with: answers }) },
  {
    weight: 3,
    arbitrary: fc.record({
      op: fc.constantFrom('approve' as const, 'reject' as const),
      step: fc.constant('approve'),
    }),
  },
  fc.record({ op: fc.constant('skip' as const), step, reason: fc.constant('x') }),
  fc.record({ op: fc.constant('open' as const), step }),
  fc.record({
    op: fc.constant('jump' as const),
    stage: fc.constantFrom(...definition.stages.map((s) => s.id)),
    reason: fc.constant('x'),
  }),
  fc.record({
    op: fc.constantFrom('start' as const, 'unclaim' as const, 'claim' as const, 'return' as const),
    step,
  }),
  fc.record({
    op: fc.constantFrom('reassign' as const, 'delegate' as const),
    step,
    to: fc.constantFrom('rep', 'boss', 'nobody'),
  }),
  fc.record({
    op: fc.constant('wait' as const),
    step,
    until: fc.integer({ min: START, max: START + 30 * 86_400_000 }),
  }),
  fc.record({
    op: fc.constantFrom(
      'hold' as const,
      'resume' as const,
      'cancel' as const,
      'reopen' as const,
      'retry' as const,
    ),
    reason: fc.constant('x'),
  }),
);
const event: fc.Arbitrary<ProcessEvent | { type: 'time'; hours: number }> = fc.oneof(
  { weight: 8, arbitrary: command.map((c) => ({ type: 'command' as const, command: c, actor: null })) },
  fc.record({ type: fc.constant('time' as const), hours: fc.integer({ min: 1, max: 200 }) }),
  fc.record({
    type: fc.constant('fact' as const),
    entity: fc.constant('opportunity'),
    id: fc.constant('o'),
    set: fc.record({
      status: fc.constantFrom('new', 'lost'),
      // A fact comes as JSON, which has no negative zero.
      amount: fc.double({ noNaN: true, noDefaultInfinity: true }).map((amount) => amount + 0),
    }),
  }),
  fc.record({
    type: fc.constant('event' as const),
    name: fc.constant('customer.replied'),
    data: fc.constant({}),
  }),
  fc.record({
    type: fc.constant('effectFailed' as const),
    effect: fc.constantFrom('1.0', '9.9'),
    error: fc.constant('x'),
  }),
  fc.record({ type: fc.constant('due' as const), deadline: fc.constant('rung:nothing') }),
);

interface Case {
  plan: Plan;
  state: ProcessState;
  now: number;
  effects: Effect[];
  log: { event: ProcessEvent; now: number }[];
}

/** Runs the events as the workflow would, with actions that always succeed, and remembers what it fed in. */
function run(events: (ProcessEvent | { type: 'time'; hours: number })[], fail: boolean): Case {
  const plan = createPlan(definition, calendar, '', [[0, 480]]);
  const world: Case = { plan, state: undefined as unknown as ProcessState, now: START, effects: [], log: [] }; // set by the start event
  const workload = { open: {}, cursors: {}, last: {} };
  const feed = (first: ProcessEvent): void => {
    const queue = [first];
    for (let next = queue.shift(); next; next = queue.shift()) {
      world.log.push({ event: next, now: world.now });
      const before = JSON.stringify(world.state ?? null);
      const { state, effects } = transition(plan, world.state ?? null, next, world.now);
      expect(JSON.stringify(world.state ?? null)).toBe(before);
      world.state = state;
      world.effects.push(...effects);
      const settlement = settle({ plan, state, effects, directory, workload, now: world.now });
      if (!isEmpty(settlement)) queue.push({ type: 'settled', settlement });
      for (const effect of effects)
        if (effect.type === 'runAction')
          queue.push(
            fail
              ? { type: 'effectFailed', effect: effect.id, error: 'x' }
              : { type: 'effectDone', effect: effect.id, result: { ok: true, orderId: 'x' } },
          );
    }
  };
  feed({ type: 'start', actor: null, input: { entityId: 'o', entity: { ownerId: 'rep', amount: 1 } } });
  for (const item of events) {
    if (item.type !== 'time') {
      if (item.type !== 'command' || !refuse(plan, world.state, item.command, null, world.now)) feed(item);
      continue;
    }
    const to = world.now + item.hours * 3_600_000;
    for (let next = nextDeadline(world.state); next && next.at <= to; next = nextDeadline(world.state)) {
      world.now = Math.max(world.now, next.at);
      feed({ type: 'due', deadline: next.id });
    }
    world.now = to;
  }
  return world;
}

describe('whatever happens to a case', () => {
  const anything = fc.tuple(fc.array(event, { maxLength: 25 }), fc.boolean());

  it('it never throws, changes no input, and an open case waits for something', () => {
    fc.assert(
      fc.property(anything, ([events, fail]) => {
        const { state } = run(events, fail);
        if (state.status !== 'active') return;
        const waits =
          openTasks(state.tasks).length +
          Object.keys(state.deadlines).length +
          Object.keys(state.incidents).length;
        const running = Object.values(state.stages)
          .flatMap((stage) => Object.values(stage.steps))
          .filter((s) => s.status === 'open').length;
        const stays = state.stage !== null && state.stages[state.stage]?.stay != null;
        expect(waits + running > 0 || stays).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  it('no task opens twice, no rung fires twice, and effects have ids of their own', () => {
    fc.assert(
      fc.property(anything, ([events, fail]) => {
        const { effects } = run(events, fail);
        const unique = (ids: string[]) => expect(new Set(ids).size).toBe(ids.length);
        unique(effects.map((effect) => effect.id));
        unique(effects.flatMap((effect) => (effect.type === 'openTask' ? [effect.task.id] : [])));
        unique(
          effects.flatMap((effect) =>
            effect.type === 'log' && effect.event === 'rungFired' && effect.step
              ? [JSON.stringify([effect.data?.task, effect.data?.dueVersion, effect.data?.rung])]
              : [],
          ),
        );
      }),
      { numRuns: 150 },
    );
  });

  it('the events alone give the state again, and it survives JSON', () => {
    fc.assert(
      fc.property(anything, ([events, fail]) => {
        const { plan, state, log } = run(events, fail);
        let again: ProcessState | null = null;
        for (const { event: fed, now } of log)
          again = JSON.parse(JSON.stringify(transition(plan, again, fed, now).state)) as ProcessState; // a state is JSON
        expect(again).toEqual(state);
      }),
      { numRuns: 100 },
    );
  });
});
