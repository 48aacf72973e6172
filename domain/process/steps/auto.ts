import type { AutoStep } from '../../generated/process';
import { valuesOf } from '../context';
import { clearIncident, emit, log, raise, type Draft } from '../draft';
import { runName } from '../runName';
import type { JsonObject } from '../types';
import { outOf, setAsideUnderWay } from './earlier';
import { complete, subjectOf, type StepKind, type StepVisit } from './kind';

/** Asks for a registered action and waits for its result. */
export const auto: StepKind<AutoStep> = {
  open(draft, at) {
    at.state.attempts = 0;
    attempt(draft, at);
  },
  withdraw(draft, at) {
    setAsideUnderWay(draft, at.stage, at.step, at.visit, at.state);
    at.state.effect = null;
  },
};

/** Runs the action, or runs it again under the same key. */
export function attempt(draft: Draft, at: StepVisit<AutoStep>): void {
  const place = { id: `with:${subjectOf(at)}`, stage: at.stage.id, step: at.step.id, pointer: '/with' };
  const params = valuesOf(draft, at.step.with, place);
  if (!params) return;
  at.state.attempts = (at.state.attempts ?? 0) + 1;
  at.state.effect = emit(draft, {
    type: 'runAction',
    action: at.step.action,
    params,
    stage: at.stage.id,
    step: at.step.id,
    attempt: at.state.attempts,
    key: runName(draft.state, [at.stage.id, at.step.id], at.visit, at.state),
  });
}

export function actionDone(draft: Draft, at: StepVisit<AutoStep>, result: JsonObject): void {
  at.state.effect = null;
  clearIncident(draft, `action:${subjectOf(at)}`);
  complete(draft, at, outOf(at.step, result));
}

export function actionFailed(draft: Draft, at: StepVisit<AutoStep>, error: string, retryable: boolean): void {
  at.state.effect = null;
  const { retry, onFail } = at.step;
  if (retryable && (at.state.attempts ?? 0) <= (retry?.max ?? 0)) {
    emit(draft, {
      type: 'computeDeadlines',
      request: {
        subject: subjectOf(at),
        from: draft.now,
        clock: 'calendar',
        ...(draft.state.semantics >= 4 && { pause: ['onHold'] }),
        items: [
          { id: `retry:${subjectOf(at)}`, kind: 'retry', from: 'start', after: retry?.backoff ?? 'PT30S' },
        ],
      },
    });
    return;
  }
  if (onFail === undefined || onFail === 'incident') return raiseAction(draft, at, error);
  log(draft, 'actionFailed', { stage: at.stage.id, step: at.step.id }, { error });
  at.state.status = 'failed';
  at.state.at = draft.now;
  at.state.out = { error };
}

function raiseAction(draft: Draft, at: StepVisit<AutoStep>, error: string): void {
  raise(draft, {
    id: `action:${subjectOf(at)}`,
    code: 'ACTION_FAILED',
    stage: at.stage.id,
    step: at.step.id,
    message: `${at.step.action}: ${error}`,
    retry: 'action',
  });
}
