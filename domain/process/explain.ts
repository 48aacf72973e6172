import type { Exit, Label, Stage, Step, WaitStep } from '../generated/process';
import { guardOf, type Guard } from './guard';
import { isDone, isMet } from './guards';
import { outcomeTitle, stayTitle } from './outcomes';
import { stageOf } from './plan';
import { counts, exitsOf } from './stages';
import { openTasks } from './tasks';
import { nextDeadline } from './transition';
import type { Instant, Plan, ProcessState, StageState } from './types';

export interface MissingStep {
  step: string;
  kind: Step['kind'];
  status: string;
  since: string | null;
  /** Steps that have to be done first. */
  needs: string[];
  assignees: string[];
  failed: boolean;
  /** What an open wait waits for. */
  waitsFor: { event?: string; entity?: string; id?: string; guard?: Guard; until?: string } | null;
}

/** Why the current stage is not done: docs/explain.md. Instants are ISO 8601. */
export interface Explanation {
  stage: string;
  held: boolean;
  /** Required steps that are neither completed nor skipped. */
  missing: MissingStep[];
  /** The exit list from its top, up to the branch that is taken: the conditions that do not hold, with their values. */
  exits: (Guard & { to: string; title: Label | null })[];
  /** The reason of the `stay` branch that holds, and as people read it. */
  stay: string | null;
  stayTitle: Label | null;
  /** Open incidents of the stage, which stop it until they are retried or skipped. */
  incidents: { id: string; code: string; step: string | null; message: string }[];
  /** When something happens by itself next, and about what. */
  next: { at: string; kind: string; about: string } | null;
}

/** Null when no stage is active. Reads only; the same state gives the same answer. */
export function explainStage(plan: Plan, state: ProcessState, now: Instant): Explanation | null {
  const stage = state.stage === null ? undefined : stageOf(plan, state.stage);
  const visit = stage && state.stages[stage.id];
  if (!stage || !visit) return null;
  const missing = stage.steps.filter((step) => isMissing(step, visit));
  const next = nextDeadline(state);
  return {
    stage: stage.id,
    held: state.held !== null,
    missing: missing.map((step) => missingStep(plan, state, stage, step, now)),
    exits: exitsOf(stage).flatMap((exit) => {
      if (exit.when === undefined) return [];
      const guard = guardOf(plan, state, exit.when, now);
      const to = 'to' in exit ? exit.to : 'end' in exit ? `end:${exit.end}` : 'stay';
      return guard.value === true ? [] : [{ to, title: titleOfExit(plan, stage, exit), ...guard }];
    }),
    stay: visit.stay ?? null,
    stayTitle: stayTitle(stage, visit.stay),
    incidents: Object.values(state.incidents)
      .filter((incident) => incident.stage === null || incident.stage === stage.id)
      .map(({ id, code, step, message }) => ({ id, code, step, message })),
    next: next && { at: iso(next.at), kind: next.kind, about: next.subject },
  };
}

function titleOfExit(plan: Plan, stage: Stage, exit: Exit): Label | null {
  if ('end' in exit) return outcomeTitle(plan.definition, exit.end);
  return 'stay' in exit ? stayTitle(stage, exit.stay) : null;
}

function isMissing(step: Step, visit: StageState): boolean {
  const run = visit.steps[step.id];
  // One that failed is no more done than one that never began.
  const begun = run?.status === 'failed' ? undefined : run;
  return counts(step, begun) && !isDone(begun);
}

function missingStep(plan: Plan, state: ProcessState, stage: Stage, step: Step, now: Instant): MissingStep {
  const run = state.stages[stage.id]?.steps[step.id];
  const tasks = openTasks(state.tasks).filter((task) => task.step === step.id && task.stage === state.stage);
  return {
    step: step.id,
    kind: step.kind,
    status: run?.status ?? 'pending',
    since: run?.openedAt ? iso(run.openedAt) : null,
    needs: (step.needs ?? []).filter((need) => !isMet(state, stage, need)),
    assignees: tasks.flatMap(({ assignee }) => assignee ?? []),
    failed: run?.status === 'failed',
    waitsFor: step.kind === 'wait' && run?.status === 'open' ? waitOf(plan, state, step, now) : null,
  };
}

function waitOf(plan: Plan, state: ProcessState, step: WaitStep, now: Instant): MissingStep['waitsFor'] {
  const wish = step.for;
  if ('event' in wish) return { event: wish.event };
  if ('entity' in wish) {
    const key = state.stages[state.stage ?? '']?.steps[step.id]?.watching ?? '';
    const target = state.targets[key] ?? {};
    const id = key.slice(wish.entity.length + 1);
    return { entity: wish.entity, id, guard: guardOf(plan, state, wish.when, now, { target }) };
  }
  if ('when' in wish) return { guard: guardOf(plan, state, wish.when, now) };
  const deadline = Object.values(state.deadlines).find(
    ({ kind, subject }) => kind === 'wait' && subject === `${state.stage}/${step.id}`,
  );
  return deadline ? { until: iso(deadline.at) } : {};
}

function iso(at: Instant): string {
  return new Date(at).toISOString();
}
