import type { Cause } from '../cause';
import { dropDeadlines, type Draft } from '../draft';
import type { Stage, Step } from '../../generated/process';
import type { Json, StepState } from '../types';

export interface StepVisit<S extends Step = Step> {
  stage: Stage;
  step: S;
  state: StepState;
  visit: number;
}

/** What a kind of step does at each point of its life; one entry a kind, see `kinds.ts`. */
export interface StepKind<S extends Step> {
  /** The step becomes active; it may complete at once. */
  open(draft: Draft, at: StepVisit<S>, cause: Cause): void;
  /** Looked at after every event while the step is open, for what depends on records or expressions. */
  review?(draft: Draft, at: StepVisit<S>): void;
  /** The stage is left, or the step is skipped, while it is open. */
  withdraw?(draft: Draft, at: StepVisit<S>, reason: string): void;
}

/** The step is done; nothing of it waits any more, so that a later run meets no timeout of this one. */
export function complete(draft: Draft, at: StepVisit, out: Json, by: string | null = null): void {
  dropDeadlines(draft, (subject) => subject === subjectOf(at));
  at.state.status = 'completed';
  at.state.out = out;
  at.state.by = by;
  if (by && draft.state.semantics >= 4) at.state.last = by;
  at.state.at = draft.now;
}

export function subjectOf(at: StepVisit): string {
  return `${at.stage.id}/${at.step.id}`;
}
