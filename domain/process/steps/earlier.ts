import type { AutoStep, Stage, Step } from '../../generated/process';
import { valuesOf, type Place } from '../context';
import type { Draft } from '../draft';
import { stepOf } from '../plan';
import type { EarlierRun, JsonObject, StepState } from '../types';

/** Before a step begins anew: a run that was done may still have to be undone, or be known not to be undone after all. */
export function setAside(draft: Draft, stage: Stage, step: Step): void {
  const { visit = 0, steps = {} } = draft.state.stages[stage.id] ?? {};
  const state = steps[step.id];
  if (draft.state.semantics < 4 || step.kind !== 'auto' || !step.compensate) return;
  if (state?.status !== 'completed' || state.timedOut) return;
  const { run, key, out, at, compensated } = state;
  if (compensated && draft.state.semantics < 5) return;
  const place = { id: '', stage: stage.id, step: step.id, pointer: '/compensate/with' };
  remember(draft, {
    stage: stage.id,
    step: step.id,
    visit,
    run,
    ...(key !== undefined && { key }),
    out,
    at,
    with: quietly(draft, step, place),
    ...(compensated && { compensated }),
  });
  state.compensated = true;
}

/** A step no longer waits for its action, which may be done all the same. */
export function setAsideUnderWay(
  draft: Draft,
  stage: Stage,
  step: AutoStep,
  visit: number,
  { run, key, effect }: StepState,
): void {
  if (draft.state.semantics < 4 || !step.compensate || !effect) return;
  const name = { stage: stage.id, step: step.id, visit, run, ...(key !== undefined && { key }) };
  remember(draft, { ...name, out: null, at: null, with: null, effect });
}

/** An action that was under way is done. */
export function earlierDone(draft: Draft, effect: string, result: JsonObject): EarlierRun | undefined {
  const run = draft.state.earlier?.find((one) => one.effect === effect);
  const step = run && stepOf(draft.plan, `${run.stage}/${run.step}`)?.step;
  if (!run || step?.kind !== 'auto') return undefined;
  delete run.effect;
  Object.assign(run, { out: outOf(step, result), at: draft.now });
  return run;
}

/** An action that was under way came to nothing. */
export function earlierFailed({ state }: Draft, effect: string): void {
  if (state.earlier) state.earlier = state.earlier.filter((one) => one.effect !== effect);
}

/** The result is the step's output, and stands under the name `out` too where there is one. */
export function outOf({ out }: AutoStep, result: JsonObject): JsonObject {
  return out ? { ...result, [out]: result } : result;
}

/** With what an earlier run is undone; null after an incident. */
export function paramsOf(draft: Draft, run: EarlierRun, place: Place): JsonObject | null {
  if (run.with) return run.with;
  const step = stepOf(draft.plan, `${run.stage}/${run.step}`)?.step;
  if (step?.kind !== 'auto') return null;
  // Its own result is what `steps` says of it, whatever the step is about now.
  const { stages } = draft.state;
  const known = stages[run.stage];
  const now: StepState = { status: 'completed', run: run.run, out: run.out, by: null, at: run.at };
  if (known) stages[run.stage] = { ...known, steps: { ...known.steps, [run.step]: now } };
  const params = valuesOf(draft, step.compensate?.with, place);
  if (known) stages[run.stage] = known;
  return params;
}

/** Nobody is told of a failure: it is computed again when it is needed. */
function quietly(draft: Draft, step: AutoStep, place: Place): JsonObject | null {
  const aside = { ...draft, effects: [], state: { ...draft.state, incidents: {} } };
  return valuesOf(aside, step.compensate?.with, place);
}

function remember({ state }: Draft, run: EarlierRun): void {
  (state.earlier ??= []).push(run);
}
