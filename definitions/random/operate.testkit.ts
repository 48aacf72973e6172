import type { ProcessDefinition } from '../../domain/generated/process';
import type { Command } from '../../domain/process/commands';
import { stepOf } from '../../domain/process/plan';
import { openTasks } from '../../domain/process/tasks';
import type { Instant, Plan, ProcessState } from '../../domain/process/types';
import { answersTo } from './answers.testkit';
import type { Dice } from './dice.testkit';

const HOUR = 3_600_000;

/** Where a case stands, for whoever wants to do something to it. */
export interface Standing {
  plan: Plan;
  state: ProcessState;
  now: Instant;
  /** People go around the definition, too: jump, skip, close, open again. */
  byHand: boolean;
}

/** An answer to one of the open tasks, with which it is done. */
export function finishing({ plan, state }: Standing, dice: Dice): Command | undefined {
  const [first, ...others] = openTasks(state.tasks);
  if (!first) return undefined;
  const task = dice.pick([first, ...others]);
  const step = stepOf(plan, `${task.stage}/${task.step}`)?.step;
  const form = step && 'form' in step && typeof step.form === 'object' ? step.form : {};
  return task.kind === 'human'
    ? {
        op: 'complete',
        task: task.id,
        with: answersTo(form, dice),
        ...(step?.kind === 'human' && step.outcomes ? { outcome: dice.pick(['yes', 'no'] as const) } : {}),
      }
    : {
        op: dice.pick(['approve', 'reject'] as const),
        task: task.id,
        ...(dice.chance(50) ? { reason: 'because' } : {}),
      };
}

/** Any other operation, also one that would be refused. */
export function operation(
  { plan, state, now, byHand }: Standing,
  dice: Dice,
  people: { boss: string; chief: string },
): Command | undefined {
  const [first, ...others] = openTasks(state.tasks);
  const task = first ? dice.pick([first, ...others]).id : 'none';
  const plain: Command[] = [
    { op: 'hold', reason: 'x' },
    { op: 'resume' },
    { op: 'resume' },
    { op: 'start', task },
    { op: 'wait', task, until: now + dice.throw(30) * HOUR },
    { op: 'unclaim', task },
    { op: 'decline', task, reason: 'x' },
    { op: 'amend', task, due: now + (1 + dice.throw(90)) * HOUR, priority: 'high', reason: 'x' },
    { op: 'claim', task },
    { op: 'reassign', task, to: people.boss, resetClock: dice.chance(50) },
    { op: 'delegate', task, to: people.chief },
    { op: 'return', task },
    { op: 'decline', task, reason: 'x' },
    { op: 'retry' },
    { op: 'migrate', plan: nextVersion(plan, dice) },
  ];
  const { stages } = plan.definition;
  const stage = stages[dice.throw(stages.length)] ?? stages[0];
  const step = stage.steps[dice.throw(stage.steps.length)]?.id ?? '';
  const around: Command[] = [
    { op: 'jump', stage: stage.id, reason: 'x' },
    { op: 'skip', step, reason: 'x' },
    { op: 'open', step },
    { op: 'close', task, reason: 'x' },
    { op: 'reopen', stage: stage.id, reason: 'x' },
    { op: 'cancel', reason: 'x' },
  ];
  const all = byHand ? [...around, ...plain] : plain;
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
