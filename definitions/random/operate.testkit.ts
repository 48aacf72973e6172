import type { Command } from '../../domain/process/commands';
import { stepOf } from '../../domain/process/plan';
import { openTasks } from '../../domain/process/tasks';
import type { Instant, Plan, ProcessState } from '../../domain/process/types';
import { answersTo } from './answers.testkit';
import type { Dice } from './dice.testkit';
import { nextVersion } from './versions.testkit';

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
    { op: 'return', task: openTasks(state.tasks).find(({ delegatedBy }) => delegatedBy)?.id ?? task },
    { op: 'wait', task, event: 'heard' },
    { op: 'retry', incident: chosen(Object.keys(state.incidents), dice) },
    { op: 'decline', task, reason: 'x' },
    { op: 'retry' },
    { op: 'migrate', plan: nextVersion(plan, dice) },
    { op: 'migrate', plan: nextVersion(plan, dice) },
  ];
  const { stages } = plan.definition;
  const stage = stages[dice.throw(stages.length)] ?? stages[0];
  const step = stage.steps[dice.throw(stage.steps.length)]?.id ?? '';
  const around: Command[] = [
    { op: 'jump', stage: stage.id, reason: 'x' },
    { op: 'skip', step, reason: 'x' },
    { op: 'open', step },
    { op: 'open', step: stage.steps.find(({ manual }) => manual)?.id ?? step },
    { op: 'close', task, reason: 'x' },
    { op: 'reopen', stage: stage.id, reason: 'x' },
    { op: 'cancel', reason: 'x' },
  ];
  const all = byHand ? [...around, ...plain] : plain;
  return all[dice.throw(all.length)];
}

function chosen(ids: string[], dice: Dice): string {
  return ids[dice.throw(Math.max(1, ids.length))] ?? 'none';
}
