import type { Step } from '../generated/process';
import { evaluateBoolean } from '../expression/expression';
import { contextOf, holds, userOf } from './context';
import type { Draft } from './draft';
import { workdaysOf } from './plan';
import type { StepVisit } from './steps/kind';
import type { Actor, Instant, Plan, ProcessState, StageState, StepState } from './types';

export function isDone(run: StepState | undefined): boolean {
  return run !== undefined && run.status !== 'pending' && run.status !== 'open';
}

/** All that the step needs is done, in whatever way. */
export function needsMet(stage: StageState | undefined, step: Step): boolean {
  return (step.needs ?? []).every((need) => isDone(stage?.steps[need]));
}

/** From the moment that its `cancel` holds a step is neither opened nor kept open. A failure is an incident, and a no. */
export function isCancelled(draft: Draft, at: StepVisit): boolean {
  const when = cancelOf(at.step);
  const where = { stage: at.stage.id, step: at.step.id };
  const place = { id: `cancel:${at.stage.id}/${at.step.id}`, ...where, pointer: '/cancel/when' };
  return when !== undefined && holds(draft, when, place) === true;
}

/** May a manual step be opened now, by a person or by an effect? Where a condition fails, it may not. */
export function mayOpen(
  plan: Plan,
  state: ProcessState,
  stageId: string,
  step: Step,
  now: Instant,
  actor: Actor | null,
): boolean {
  const cancel = cancelOf(step);
  if (!needsMet(state.stages[stageId], step)) return false;
  if (step.if === undefined && cancel === undefined) return true;
  const context = contextOf(plan, state, now, userOf(actor));
  const says = (source: string, answer: boolean) => {
    const result = evaluateBoolean(source, context, workdaysOf(plan));
    return result.ok && result.value === answer;
  };
  return (step.if === undefined || says(step.if, true)) && (cancel === undefined || says(cancel, false));
}

function cancelOf(step: Step): string | undefined {
  return 'cancel' in step ? step.cancel?.when : undefined;
}
