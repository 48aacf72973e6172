import { isDone, needsMet } from '../../domain/process/guards';
import { openTasks } from '../../domain/process/tasks';
import type { Step } from '../../domain/generated/process';
import type { ProcessState, StepState } from '../../domain/process/types';
import type { Standing } from './operate.testkit';

/** Steps of the active stage that nothing will ever finish: neither a person, nor time, nor an answer, nor a retry. */
export function lostSteps({ plan, state }: Standing): string[] {
  const stage = plan.definition.stages.find(({ id }) => id === state.stage);
  const at = stage && state.stages[stage.id];
  if (!stage || at?.status !== 'active' || state.status !== 'active') return [];
  return stage.steps
    .filter((step) => {
      const run = at.steps[step.id];
      if (hasIncident(state, stage.id, step.id) || isDone(run)) return false;
      if (run?.status === 'open') return !isAwaited(state, stage.id, step, run);
      return !step.manual && needsMet(state, stage, step);
    })
    .map(({ id }) => `${stage.id}/${id}`);
}

/** An open case that neither waits nor stays nor has an incident. */
export function waitsForNothing({ plan, state }: Standing): boolean {
  if (state.status !== 'active') return false;
  const stage = plan.definition.stages.find(({ id }) => id === state.stage);
  const at = stage && state.stages[stage.id];
  const open = Object.values(at?.steps ?? {}).some((run) => run.status === 'open');
  return (
    !open &&
    at?.stay == null &&
    openTasks(state.tasks).length === 0 &&
    Object.keys(state.incidents).length === 0
  );
}

/** Steps that were done and are open again, or went back, without a new run or a new visit of their stage. */
export function ranTwice(before: ProcessState, after: ProcessState): string[] {
  return Object.entries(before.stages).flatMap(([stage, { visit, steps }]) => {
    const now = after.stages[stage];
    if (!now || now.visit > visit) return [];
    return Object.entries(steps).flatMap(([step, was]) => {
      const is = now.steps[step];
      const isAgain = is?.run === was.run && isDone(was) && (is.status === 'open' || is.at !== was.at);
      return now.visit < visit || (is?.run ?? -1) < was.run || isAgain
        ? [`${stage}/${step} run ${was.run}`]
        : [];
    });
  });
}

function hasIncident(state: ProcessState, stage: string, step: string): boolean {
  return Object.values(state.incidents).some(
    (incident) =>
      incident.code === 'TOO_MANY_FIRINGS' || (incident.stage === stage && incident.step === step),
  );
}

function isAwaited(state: ProcessState, stage: string, step: Step, run: StepState): boolean {
  const subject = `${stage}/${step.id}`;
  const hasDeadline = (kind: string) =>
    Object.values(state.deadlines).some((one) => one.subject === subject && one.kind === kind);
  switch (step.kind) {
    case 'human':
    case 'approval':
      return openTasks(state.tasks).some((task) => task.stage === stage && task.step === step.id);
    case 'auto':
      return run.effect != null || hasDeadline('retry');
    case 'wait':
      if ('event' in step.for || 'when' in step.for)
        return 'entity' in step.for ? run.watching != null : true;
      return hasDeadline('wait');
    case 'process':
      return (
        hasDeadline('more') ||
        (!step.detached && Object.values(run.children ?? {}).some((child) => !child.done))
      );
    case 'decision':
    case 'milestone':
      return false;
  }
}
