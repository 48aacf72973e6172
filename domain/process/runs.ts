import type { Cause } from './cause';
import type { Stage, Step } from '../generated/process';
import { clearIncident, dropDeadlines, emit, log, stageState, stepState, type Draft } from './draft';
import { kindOf } from './steps/kinds';
import { setAside } from './steps/earlier';
import { subjectOf, type StepVisit } from './steps/kind';
import type { DeadlineRequest } from './requests';
import { slaOf } from './plan';
import type { Plan, StepState } from './types';

/** What `repeat.max` can say at most, and what holds for a step that a rejection reopens or that stands in for another and says nothing. */
export const MOST_RUNS = 20;

/** Starts a new run of a step. */
export function openStep(draft: Draft, stage: Stage, step: Step, cause: Cause): void {
  const at = visitOf(draft, stage, step);
  setAside(draft, stage, step);
  Object.assign(at.state, {
    status: 'open',
    run: at.state.run + 1,
    out: null,
    by: null,
    at: null,
    openedAt: draft.now,
  });
  delete at.state.key;
  delete at.state.again;
  delete at.state.timedOut;
  if (draft.state.semantics >= 4) delete at.state.compensated;
  kindOf(step).open(draft, at, cause);
  const request = at.state.status === 'open' ? timeoutRequest(draft, at) : null;
  if (request) emit(draft, { type: 'computeDeadlines', request });
}

export function skipStep(draft: Draft, stage: Stage, step: Step, reason: string): void {
  withdrawStep(draft, stage, step, reason);
  const state = stepState(draft, stage, step);
  Object.assign(state, { status: 'skipped', at: draft.now });
  if (draft.state.semantics >= 4) closeIncidents(draft, stage, step);
  log(draft, 'stepSkipped', { stage: stage.id, step: step.id }, { reason });
}

/** What held up a step that is passed over holds up nothing any more; what could not be undone is another matter. */
function closeIncidents(draft: Draft, stage: Stage, step: Step): void {
  for (const incident of Object.values(draft.state.incidents)) {
    const isOfStep = incident.stage === stage.id && incident.step === step.id;
    if (isOfStep && !incident.values?.undo) clearIncident(draft, incident.id);
  }
}

/** Ends what is still open in a step; a step that was not open stays as it is. */
export function withdrawStep(draft: Draft, stage: Stage, step: Step, reason: string): void {
  const at = visitOf(draft, stage, step);
  if (at.state.status !== 'open') return;
  at.state.status = 'withdrawn';
  kindOf(step).withdraw?.(draft, at, reason);
  dropDeadlines(draft, (subject) => subject === subjectOf(at));
}

/** Back to the beginning: the next pass of the loop opens it again, with what depends on it. */
export function resetStep(
  draft: Draft,
  stage: Stage,
  step: Step,
  reason: string,
  again?: StepState['again'],
): void {
  withdrawStep(draft, stage, step, reason);
  setAside(draft, stage, step);
  Object.assign(stepState(draft, stage, step), {
    status: 'pending',
    children: {},
    effect: null,
    ...(again && { again }),
  });
}

export function visitOf<S extends Step>(draft: Draft, stage: Stage, step: S): StepVisit<S> {
  return { stage, step, state: stepState(draft, stage, step), visit: stageState(draft, stage).visit };
}

/** Nothing of a case that is held runs out of time; what a person has to do stops while it waits where its SLA does. */
function pausesOf(plan: Plan, step: Step): NonNullable<DeadlineRequest['pause']> {
  const waits = step.kind === 'human' && slaOf(plan, step.sla)?.pauseWhile.includes('waiting');
  return waits ? ['onHold', 'waiting'] : ['onHold'];
}

/** When the step times out, by what its definition says. */
export function timeoutRequest(draft: Draft, at: StepVisit): DeadlineRequest | null {
  const { timeout } = at.step;
  if (!timeout) return null;
  return {
    subject: subjectOf(at),
    from: draft.now,
    clock: timeout.clock ?? 'calendar',
    ...(timeout.calendar !== undefined && { calendar: timeout.calendar }),
    ...(draft.state.semantics >= 4 && { pause: pausesOf(draft.plan, at.step) }),
    items: [
      {
        id: `timeout:${subjectOf(at)}:${at.visit}:${at.state.run}`,
        kind: 'timeout',
        from: 'start',
        after: timeout.after,
      },
    ],
  };
}
