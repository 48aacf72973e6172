import { stageOf } from '../domain/process/plan';
import type { Step } from '../domain/generated/process';
import type { Plan, ProcessState, StageState } from '../domain/process/types';

/** Why the current stage is not done, as far as its steps say it. */
export interface Explanation {
  stage: string;
  held: boolean;
  /** Required steps that are neither completed nor skipped, with what they wait for. */
  missing: {
    step: string;
    kind: Step['kind'];
    status: string;
    since: string | null;
    needs: string[];
    assignees: string[];
    failed: boolean;
  }[];
  /** Open incidents of the stage, which stop it until they are retried or skipped. */
  incidents: { id: string; code: string; step: string | null; message: string }[];
}

/** Null when no stage is active. */
export function explainStage(plan: Plan, state: ProcessState): Explanation | null {
  const stage = state.stage === null ? undefined : stageOf(plan, state.stage);
  const now = stage && state.stages[stage.id];
  if (!stage || !now) return null;
  const missing = stage.steps.filter((step) => (step.required ?? true) && !isDone(now, step.id));
  return {
    stage: stage.id,
    held: state.held !== null,
    missing: missing.map((step) => missingStep(step, now, state)),
    incidents: Object.values(state.incidents)
      .filter((incident) => incident.stage === null || incident.stage === stage.id)
      .map(({ id, code, step, message }) => ({ id, code, step, message })),
  };
}

function missingStep(step: Step, now: StageState, state: ProcessState): Explanation['missing'][number] {
  const run = now.steps[step.id];
  const open = Object.values(state.tasks).filter(
    (task) =>
      task.step === step.id &&
      task.stage === state.stage &&
      task.status !== 'complete' &&
      task.status !== 'close',
  );
  return {
    step: step.id,
    kind: step.kind,
    status: run?.status ?? 'pending',
    since: run?.openedAt ? new Date(run.openedAt).toISOString() : null,
    needs: (step.needs ?? []).filter((need) => !isDone(now, need)),
    assignees: open.flatMap(({ assignee }) => assignee ?? []),
    failed: run?.status === 'failed',
  };
}

function isDone(now: StageState, step: string): boolean {
  const status = now.steps[step]?.status;
  return status === 'completed' || status === 'skipped';
}
