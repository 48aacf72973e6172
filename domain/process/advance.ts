import type { Stage, Step } from '../generated/process';
import { applySet } from './assignments';
import { turnClocks } from './caseClocks';
import type { Cause } from './cause';
import { holds, userOf } from './context';
import { stageState, type Draft } from './draft';
import { LOOP, raiseLoop } from './effects';
import { handOutKept } from './events';
import { nameOfExit, stageOf } from './plan';
import { openStep, skipStep, visitOf } from './runs';
import { guardOf, noted } from './guard';
import { isCancelled, needsMet } from './guards';
import { end, tryExit } from './stages';
import { currentItem, followStatus, leadsStatus, statusOf, statusReason } from './status';
import { kindOf } from './steps/kinds';
import type { StatusItem } from './held';
import type { StepState } from './types';

const MOST_FIRINGS = 1_000;

/** Lets everything that can happen by itself happen, until nothing changes any more. */
export function advance(draft: Draft): void {
  if (isStopped(draft)) return;
  while (draft.state.status === 'active' && fireOne(draft)) {
    followStatus(draft);
    draft.firings += 1;
    if (draft.firings >= MOST_FIRINGS) return raiseLoop(draft);
  }
  if (draft.state.status !== 'held') return;
  while (turnClocks(draft)) draft.firings += 1;
  takeProcessExit(draft);
}

/** Rules that fire without end go on when somebody says so, not with every event: each would be a thousand firings more. */
function isStopped({ state }: Draft): boolean {
  return state.semantics >= 4 && state.incidents[LOOP] !== undefined;
}

/**
 * A status that closes the case, set from outside: the process's own exits decide, and without one the case ends.
 * A deal that is won is not closed by it; what is left to do then (the contract, the order) is the definition's.
 */
export function closeByStatus(draft: Draft, told?: StatusItem): void {
  const item = currentItem(draft, told);
  if (!item || !leadsStatus(draft.plan) || statusOf(draft) === draft.statusBefore) return;
  if (item.semantic !== 'lost' && item.semantic !== 'stop') return;
  if (takeProcessExit(draft)) return;
  end(draft, item.semantic === 'lost' ? 'lost' : item.code, 'ended', { reason: statusReason(item) });
}

function fireOne(draft: Draft): boolean {
  if (takeProcessExit(draft) || turnClocks(draft)) return true;
  const stage = draft.state.stage === null ? undefined : stageOf(draft.plan, draft.state.stage);
  if (!stage || stageState(draft, stage).status !== 'active') return false;
  const isFired = stage.steps.some((step) => fireStep(draft, stage, step));
  return isFired || handOutKept(draft) || tryExit(draft, stage);
}

/** True when something changed. A guard that fails is an incident and holds up its own step only. */
function fireStep(draft: Draft, stage: Stage, step: Step): boolean {
  const at = visitOf(draft, stage, step);
  if (at.state.status === 'open') {
    if (isCancelled(draft, at)) return cancelled(draft, stage, step);
    kindOf(step).review?.(draft, at);
    return finished(at.state) && afterStep(draft, stage, step);
  }
  if (at.state.status !== 'pending' || !needsMet(draft.state, stage, step)) return false;
  if (isCancelled(draft, at)) return cancelled(draft, stage, step);
  // What a rejection names it opens, though nothing else but a person or an effect would.
  if (step.manual && (draft.state.semantics < 4 || !at.state.again)) return false;
  const place = { id: `if:${stage.id}/${step.id}`, stage: stage.id, step: step.id, pointer: '/if' };
  const wanted = step.if === undefined ? true : holds(draft, step.if, place);
  if (wanted === null) return false;
  if (!wanted) {
    skipStep(draft, stage, step, 'condition');
    return true;
  }
  openStep(draft, stage, step, causeOf(draft, stage, step));
  if (finished(at.state)) afterStep(draft, stage, step);
  return true;
}

/** Written down as it is known now: later the record and the steps may say something else. */
function causeOf(draft: Draft, stage: Stage, step: Step): Cause {
  const { plan, state, now, actor } = draft;
  const visit = stageState(draft, stage);
  const again = visit.steps[step.id]?.again;
  const guard = step.if !== undefined && {
    guard: noted(guardOf(plan, state, step.if, now, { user: userOf(actor) })),
  };
  if (again) return { kind: 'reject', ref: again.step, by: again.by, reason: again.reason };
  const need = step.needs?.at(-1);
  if (!need) return { kind: 'stage', ref: stage.id, ...guard };
  const needs = (step.needs ?? []).map((id) => {
    const run = visit.steps[id];
    return { step: id, status: run?.status ?? 'pending', by: run?.by ?? null, at: run?.at ?? null };
  });
  return { kind: 'needs', ref: need, needs, ...guard };
}

/** `set` of a step that a person did not complete; for a human step the form is in scope, see operations. */
function afterStep(draft: Draft, stage: Stage, step: Step): true {
  if (step.kind !== 'human' && step.kind !== 'approval') {
    applySet(draft, step.set, {
      id: `set:${stage.id}/${step.id}`,
      stage: stage.id,
      step: step.id,
      pointer: '/set',
    });
  }
  return true;
}

function cancelled(draft: Draft, stage: Stage, step: Step): true {
  skipStep(draft, stage, step, 'cancelled');
  return true;
}

function finished(state: StepState): boolean {
  return state.status === 'completed';
}

function takeProcessExit(draft: Draft): boolean {
  for (const [n, exit] of (draft.plan.definition.exits ?? []).entries()) {
    const id = exit.id ?? String(n);
    const place = { id: `processExit:${id}`, stage: null, step: null, pointer: `/exits/${id}/when` };
    if (holds(draft, exit.when, place) !== true) continue;
    if (!applySet(draft, exit.set, { ...place, id: `processExitSet:${id}` })) continue;
    end(draft, exit.end, 'ended', { compensate: exit.compensate, reason: nameOfExit(exit) });
    return true;
  }
  return false;
}
