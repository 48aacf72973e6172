import type { AutoStep, Stage, Step } from '../../generated/process';
import { valuesOf } from '../context';
import { emit, raise, type Draft } from '../draft';
import { stepOf } from '../plan';
import { runName } from '../runName';
import type { EarlierRun, Incident, JsonObject, StepState, Undo } from '../types';
import { earlierDone, paramsOf } from './earlier';

interface Done {
  stage: Stage;
  step: AutoStep;
  /** Where it is written that it is undone. */
  state: StepState | EarlierRun;
  visit: number;
}

/** Undoes what was done and is not undone yet, the latest first; the workflow runs one after the other. */
export function compensate(draft: Draft): void {
  if (draft.state.semantics >= 4) draft.state.undoing = true;
  // What was done at the same instant is undone against the definition's order, earlier runs last; the sort is stable.
  const runs = [...earlierRuns(draft), ...currentRuns(draft)].filter(({ state }) => !state.compensated);
  for (const one of runs.reverse().sort((a, b) => (b.state.at ?? 0) - (a.state.at ?? 0))) undo(draft, one);
}

/** An action that nobody waits for any more is done: it is remembered, and undone at once where the case is. */
export function doneLate(draft: Draft, effect: string, result: JsonObject): void {
  const run = earlierDone(draft, effect, result);
  if (!run || !draft.state.undoing) return;
  for (const one of earlierRuns(draft)) if (one.state === run) undo(draft, one);
}

/** What was done stays done: the case, ended or not, has an incident, and a retry tries once more. */
export function undoFailed(draft: Draft, { stage, step, key }: Undo, error: string): void {
  if (draft.state.semantics < 2) return;
  const isIt = (one: Done) => one.stage.id === stage && one.step.id === step;
  // The key names the run, whatever its step is called by now.
  const run =
    key === undefined ? currentRuns(draft).find(isIt) : runs(draft).find((one) => keyOf(draft, one) === key);
  if (run && draft.state.semantics >= 4) run.state.compensated = false;
  const place = run ? { stage: run.stage.id, step: run.step.id } : { stage, step };
  const found = stepOf(draft.plan, `${place.stage}/${place.step}`)?.step;
  const action = found?.kind === 'auto' ? found.compensate?.action : undefined;
  raise(draft, {
    id: run ? undoId(draft, run) : `compensate:${stage}/${step}`,
    code: 'ACTION_FAILED',
    ...place,
    message: `${action ?? step}: ${error}`,
    pointer: '/compensate',
    values: { undo: true },
    retry: 'action',
  });
}

/** Tries once more to undo a run, where that is what an incident is about. */
export function undoAgain(draft: Draft, incident: Incident): boolean {
  const run = runs(draft).find((one) => undoId(draft, one) === incident.id) ?? runOfOld(draft, incident);
  if (run) undo(draft, run);
  return run !== undefined;
}

/** The incident is from before semantics 4, when a step had one run to undo, and a migration took the case further. */
function runOfOld(draft: Draft, { id, stage, step, values }: Incident): Done | undefined {
  if (draft.state.semantics < 5 || !values?.undo || /\/[\d~]+\.\d+$/.test(id)) return undefined;
  return currentRuns(draft).find((one) => one.stage.id === stage && one.step.id === step);
}

function runs(draft: Draft): Done[] {
  return [...earlierRuns(draft), ...currentRuns(draft)];
}

function currentRuns({ plan, state }: Draft): Done[] {
  return plan.definition.stages.flatMap((stage) =>
    stage.steps.flatMap((step): Done[] => {
      const { visit = 0, steps = {} } = state.stages[stage.id] ?? {};
      const run = steps[step.id];
      return isUndoable(step) && run?.status === 'completed' && !run.timedOut
        ? [{ stage, step, state: run, visit }]
        : [];
    }),
  );
}

function earlierRuns({ plan, state }: Draft): Done[] {
  return (state.earlier ?? []).flatMap((run): Done[] => {
    const found = stepOf(plan, `${run.stage}/${run.step}`);
    return found && isUndoable(found.step) && run.effect === undefined
      ? [{ stage: found.stage, step: found.step, state: run, visit: run.visit }]
      : [];
  });
}

function undo(draft: Draft, one: Done): void {
  const { stage, step, state } = one;
  const place = {
    id: undoId(draft, one),
    stage: stage.id,
    step: step.id,
    pointer: '/compensate/with',
  };
  const params =
    'stage' in state ? paramsOf(draft, state, place) : valuesOf(draft, step.compensate?.with, place);
  if (!params || !step.compensate) return;
  state.compensated = true;
  emit(draft, {
    type: 'runAction',
    action: step.compensate.action,
    params,
    stage: stage.id,
    step: step.id,
    attempt: 1,
    key: keyOf(draft, one),
    compensation: true,
  });
}

function keyOf(draft: Draft, { stage, step, state, visit }: Done): string {
  return `undo.${runName(draft.state, [stage.id, step.id], visit, state)}`;
}

/** A case from before semantics 4 has one run of each step to undo, and so one incident. */
function undoId(draft: Draft, { stage, step, state, visit }: Done): string {
  if (draft.state.semantics < 4) return `compensate:${stage.id}/${step.id}`;
  const [stageId, stepId, ...run] = runName(draft.state, [stage.id, step.id], visit, state).split('.');
  return `compensate:${stageId}/${stepId}/${run.join('.')}`;
}

function isUndoable(step: Step): step is AutoStep {
  return step.kind === 'auto' && step.compensate !== undefined;
}
