import type { Command } from './commands';
import { groupOf } from './operations/task';
import { refuse } from './refuse';
import type { Actor, Instant, Plan, ProcessState } from './types';

export type InstanceOperation = 'hold' | 'resume' | 'jump' | 'skip' | 'open' | 'retry' | 'cancel' | 'reopen';
export type TaskOperation = Exclude<Extract<Command, { task?: string }>['op'], 'approve' | 'reject'>;

export interface Offer {
  op: InstanceOperation;
  /** Stages to jump to or to reopen at, steps to skip or to open; null where nothing is chosen. */
  targets: string[] | null;
}

const ANY = '–';

/** What this person may do with the whole process now; an operation that would find nothing to do is left out. */
export function offersOf(plan: Plan, state: ProcessState, actor: Actor, now: Instant): Offer[] {
  const allows = (command: Command) => refuse(plan, state, command, actor, now) === null;
  const stages = plan.definition.stages.map(({ id }) => id);
  const steps =
    plan.definition.stages.find(({ id }) => id === state.stage)?.steps.map((step) => step.id) ?? [];
  const offers: Offer[] = [
    simple({ op: 'hold', reason: ANY }),
    simple({ op: 'resume' }),
    chosen('jump', stages, (stage) => ({ op: 'jump', stage, reason: ANY })),
    chosen('skip', steps, (step) => ({ op: 'skip', step: `${state.stage}/${step}`, reason: ANY })),
    chosen('open', steps, (step) => ({ op: 'open', step: `${state.stage}/${step}` })),
    simple({ op: 'retry' }),
    chosen('reopen', stages, (stage) => ({ op: 'reopen', stage, reason: ANY })),
    simple({ op: 'cancel', reason: ANY }),
  ].filter((offer) => offer !== null);
  return offers;

  function simple(command: Command & { op: InstanceOperation }): Offer | null {
    return allows(command) ? { op: command.op, targets: null } : null;
  }

  function chosen(op: InstanceOperation, from: string[], command: (target: string) => Command): Offer | null {
    const targets = from.filter((target) => allows(command(target)));
    return targets.length > 0 ? { op, targets } : null;
  }
}

/** What this person may do with one open task now, besides deciding an approval. */
export function taskOffersOf(
  plan: Plan,
  state: ProcessState,
  task: string,
  actor: Actor,
  now: Instant,
): TaskOperation[] {
  const commands: (Command & { op: TaskOperation })[] = [
    { op: 'complete', task },
    { op: 'claim', task },
    { op: 'unclaim', task },
    { op: 'decline', task, reason: ANY },
    { op: 'start', task },
    { op: 'wait', task, until: Infinity },
    { op: 'delegate', task, to: ANY },
    { op: 'return', task },
    { op: 'reassign', task, to: ANY },
    { op: 'amend', task, priority: 'normal', reason: ANY },
    { op: 'close', task, reason: ANY },
  ];
  return commands
    .filter(({ op }) => op !== 'unclaim' || isOfGroup(plan, state, task))
    .filter((command) => refuse(plan, state, command, actor, now) === null)
    .map(({ op }) => op);
}

/** Whether there is somewhere to put it back: what is one person's by its step, only they could take again. */
function isOfGroup(plan: Plan, state: ProcessState, id: string): boolean {
  const task = state.tasks[id];
  if (!task) return false;
  return task.candidates.length > 0 || task.queue !== null || groupOf({ plan, state }, task) !== null;
}
