import type { AutoStep, Stage } from '../../generated/process';
import { valuesOf } from '../context';
import { emit, raise, type Draft } from '../draft';
import { stepOf } from '../plan';
import type { StepState, Undo } from '../types';

interface Done {
  stage: Stage;
  step: AutoStep;
  state: StepState;
}

/** Undoes what completed steps did, the latest first; the workflow runs one after the other. */
export function compensate(draft: Draft): void {
  const done = draft.plan.definition.stages.flatMap((stage) =>
    stage.steps.flatMap((step): Done[] => {
      const state = draft.state.stages[stage.id]?.steps[step.id];
      return step.kind === 'auto' && step.compensate && state?.status === 'completed' && !state.compensated
        ? [{ stage, step, state }]
        : [];
    }),
  );
  // Steps of the same instant are undone against the definition's order; the sort is stable.
  for (const one of done.reverse().sort((a, b) => (b.state.at ?? 0) - (a.state.at ?? 0))) undo(draft, one);
}

/** What was done stays done: the case, ended or not, has an incident, and a retry tries once more. */
export function undoFailed(draft: Draft, { stage, step }: Undo, error: string): void {
  if (draft.state.semantics < 2) return;
  const found = stepOf(draft.plan, `${stage}/${step}`)?.step;
  const action = found?.kind === 'auto' ? found.compensate?.action : undefined;
  raise(draft, {
    id: undoId(stage, step),
    code: 'ACTION_FAILED',
    stage,
    step,
    message: `${action ?? step}: ${error}`,
    pointer: '/compensate',
    values: { undo: true },
    retry: 'action',
  });
}

/** Tries once more to undo a step, where that is what an incident is about. */
export function undoAgain(draft: Draft, { stage, step }: Undo, incident: string): boolean {
  const found = stepOf(draft.plan, `${stage}/${step}`);
  const state = draft.state.stages[stage]?.steps[step];
  if (incident !== undoId(stage, step) || found?.step.kind !== 'auto' || !state) return false;
  undo(draft, { stage: found.stage, step: found.step, state });
  return true;
}

function undo(draft: Draft, { stage, step, state }: Done): void {
  if (!step.compensate) return;
  const place = {
    id: undoId(stage.id, step.id),
    stage: stage.id,
    step: step.id,
    pointer: '/compensate/with',
  };
  const params = valuesOf(draft, step.compensate.with, place);
  if (!params) return;
  state.compensated = true;
  emit(draft, {
    type: 'runAction',
    action: step.compensate.action,
    params,
    stage: stage.id,
    step: step.id,
    attempt: 1,
    key: ['undo', stage.id, step.id, draft.state.stages[stage.id]?.visit, state.run].join('.'),
    compensation: true,
  });
}

function undoId(stage: string, step: string): string {
  return `compensate:${stage}/${step}`;
}
