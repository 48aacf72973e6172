import type { Stage, Step } from '../generated/process';
import { evaluateBoolean } from '../expression/expression';
import { withEmptyAsValue } from '../expression/optional';
import { contextOf, holds, userOf } from './context';
import type { Draft } from './draft';
import { stageOf, workdaysOf } from './plan';
import type { StepVisit } from './steps/kind';
import type { Actor, Instant, Plan, ProcessState, StepState } from './types';

export function isDone(run: StepState | undefined): boolean {
  return run !== undefined && run.status !== 'pending' && run.status !== 'open';
}

/** All that the step needs is done, in whatever way. */
export function needsMet(state: ProcessState, stage: Stage, step: Step): boolean {
  return (step.needs ?? []).every((need) => isMet(state, stage, need));
}

/** Is the step done, for what rests on it? One that failed and opened another instead is when that one is. */
export function isMet(state: ProcessState, stage: Stage, id: string, seen: string[] = []): boolean {
  const run = state.stages[stage.id]?.steps[id];
  if (!isDone(run)) return false;
  const step = stage.steps.find((one) => one.id === id);
  const onFail = run?.status === 'failed' && step?.kind === 'auto' ? step.onFail : undefined;
  if (state.semantics < 4 || typeof onFail !== 'object' || seen.includes(id)) return true;
  return isMet(state, stage, onFail.open, [...seen, id]);
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
  const stage = stageOf(plan, stageId);
  if (stage && !needsMet(state, stage, step)) return false;
  if (step.if === undefined && cancel === undefined) return true;
  const context = contextOf(plan, state, now, userOf(actor));
  const says = (source: string, answer: boolean) => {
    const ask = () => evaluateBoolean(source, context, workdaysOf(plan));
    const result = withEmptyAsValue(state.semantics < 4, ask);
    return result.ok && result.value === answer;
  };
  return (step.if === undefined || says(step.if, true)) && (cancel === undefined || says(cancel, false));
}

function cancelOf(step: Step): string | undefined {
  return 'cancel' in step ? step.cancel?.when : undefined;
}
