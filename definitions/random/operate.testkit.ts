import type { ProcessDefinition } from '../../domain/generated/process';
import type { Command } from '../../domain/process/commands';
import { openTasks } from '../../domain/process/tasks';
import type { Plan } from '../../domain/process/types';
import type { Dice } from './dice.testkit';
import type { Case } from './run.testkit';

const HOUR = 3_600_000;

/** Something that a person does to the case or to one of its tasks; it may be refused. */
export function operation(world: Case, dice: Dice): Command | undefined {
  const [first, ...others] = openTasks(world.state.tasks);
  const task = first ? dice.pick([first, ...others]).id : 'none';
  const plain: Command[] = [
    { op: 'hold', reason: 'x' },
    { op: 'resume' },
    { op: 'resume' },
    { op: 'start', task },
    { op: 'wait', task, until: world.now + dice.throw(30) * HOUR },
    { op: 'unclaim', task },
    { op: 'decline', task, reason: 'x' },
    { op: 'amend', task, due: world.now + (1 + dice.throw(90)) * HOUR, priority: 'high', reason: 'x' },
    { op: 'claim', task },
    { op: 'reassign', task, to: 'boss', resetClock: dice.chance(50) },
    { op: 'delegate', task, to: 'chief' },
    { op: 'return', task },
    { op: 'decline', task, reason: 'x' },
    { op: 'retry' },
    { op: 'migrate', plan: nextVersion(world.plan, dice) },
  ];
  const { stages } = world.plan.definition;
  const stage = stages[dice.throw(stages.length)] ?? stages[0];
  const step = stage.steps[dice.throw(stage.steps.length)]?.id ?? '';
  const byHand: Command[] = [
    { op: 'jump', stage: stage.id, reason: 'x' },
    { op: 'skip', step, reason: 'x' },
    { op: 'open', step },
    { op: 'close', task, reason: 'x' },
    { op: 'reopen', stage: stage.id, reason: 'x' },
    { op: 'cancel', reason: 'x' },
  ];
  const all = world.byHand ? [...byHand, ...plain] : plain;
  return all[dice.throw(all.length)];
}

/** The next version counts other times, and what is open may begin anew. */
function nextVersion(plan: Plan, dice: Dice): Plan {
  const { definition } = plan;
  const { version, slas = {} } = definition;
  const next: ProcessDefinition = {
    ...definition,
    version: version + 1,
    slas: { ...slas, usual: { ...slas.usual, due: 'P2D' } },
    ...(definition.clocks && dice.chance(50) ? { clocks: definition.clocks.slice(1) } : {}),
    migrations: [
      {
        from: version,
        timers: dice.pick(['keep', 'recompute'] as const),
        ...(dice.chance(30) ? { ifActive: { 's0/x00': 'abort' } } : {}),
      },
    ],
  };
  return { ...plan, definition: next };
}
