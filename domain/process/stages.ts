import type { Exit, Stage, Step } from '../generated/process';
import { applySet, patchEntity } from './assignments';
import { endClocks } from './caseClocks';
import type { Entered } from './cause';
import { holds, userOf, type Place } from './context';
import { clearIncident, dropDeadlines, emit, log, raise, stageState, stepAgain, type Draft } from './draft';
import { runEffects } from './effects';
import { guardOf, noted } from './guard';
import { isDone } from './guards';
import { positionOf, slaOf, stageOf, type ResolvedSla } from './plan';
import { shown } from './room';
import { withdrawStep } from './runs';
import { setAside } from './steps/earlier';
import { compensate } from './steps/undo';
import { dueOf } from './tasks';
import type { DeadlineRequest, RunningClock } from './requests';
import type { Incident, JsonObject, StageState, StepState } from './types';

/** Enters a stage, or the next one where its entry condition says no. */
export function enterStage(draft: Draft, stage: Stage, entered: Entered): void {
  const state = stageState(draft, stage);
  const place = { id: `entry:${stage.id}`, stage: stage.id, step: null, pointer: '/entry/when' };
  const wanted = stage.entry ? holds(draft, stage.entry.when, place) : true;
  if (wanted === false) {
    state.status = 'skipped';
    emit(draft, {
      type: 'leaveStage',
      stage: stage.id,
      visit: state.visit,
      status: 'skipped',
      to: null,
      by: null,
    });
    return enterNext(draft, stage, {
      kind: 'entry',
      from: stage.id,
      ...guardOfWhen(draft, stage.entry?.when),
    });
  }
  for (const step of stage.steps) setAside(draft, stage, step);
  Object.assign(state, {
    status: 'active',
    visit: state.visit + 1,
    enteredAt: draft.now,
    leftAt: null,
    stay: null,
  });
  state.steps = Object.fromEntries(stage.steps.map((step) => [step.id, stepAgain(state.steps[step.id])]));
  delete state.escalation;
  draft.state.stage = stage.id;
  emit(draft, {
    type: 'enterStage',
    stage: stage.id,
    visit: state.visit,
    status: stage.status,
    probability: stage.probability,
    entered,
  });
  patchEntity(draft, recordFields(stage));
  const target = targetRequest(draft, stage, state);
  if (target) emit(draft, { type: 'computeDeadlines', request: target });
  runEffects(draft, stage.onEnter, occasion(stage, 'enter'));
}

/** Leaves a stage: what is open in it is withdrawn, and `onExit` runs whichever way it goes. */
export function leaveStage(
  draft: Draft,
  stage: Stage,
  status: 'completed' | 'left',
  to: string | null,
  reason?: string,
): void {
  const state = stageState(draft, stage);
  const target = targetClock(draft, stage);
  for (const step of stage.steps) withdrawStep(draft, stage, step, reason ?? 'stageLeft');
  dropDeadlines(draft, (subject) => subject === stage.id || subject.startsWith(`${stage.id}/`));
  for (const id of Object.keys(draft.state.incidents)) {
    if (endsWith(draft, stage, state, draft.state.incidents[id])) clearIncident(draft, id);
  }
  runEffects(draft, stage.onExit, occasion(stage, 'exit'));
  Object.assign(state, { status, leftAt: draft.now, stay: null });
  const by = draft.actor?.id ?? null;
  emit(draft, {
    type: 'leaveStage',
    stage: stage.id,
    visit: state.visit,
    status,
    to,
    by,
    ...(reason ? { reason } : {}),
    ...(target && { target }),
  });
}

/** The clock of the stage's target as it is when the stage is left, to say whether it was kept; it may stand still then. */
function targetClock({ state, now }: Draft, stage: Stage): RunningClock | undefined {
  const clock = state.clocks?.[stage.id];
  if (!clock || !state.held || !clock.request.pause?.includes('onHold')) return clock;
  return { ...clock, stood: [...clock.stood, [state.held.since, now]] };
}

/** What a step that is done did not bring about is not made good by leaving. */
function endsWith(
  { state: { semantics } }: Draft,
  stage: Stage,
  { steps }: StageState,
  incident: Incident | undefined,
): boolean {
  if (incident?.stage !== stage.id || (semantics >= 4 && incident.values?.undo)) return false;
  return incident.retry !== 'action' || steps[incident.step ?? '']?.status !== 'completed';
}

/** Takes the first branch of the exit list that matches. True when the stage was left. */
export function tryExit(draft: Draft, stage: Stage): boolean {
  if (!stageDone(stage, stageState(draft, stage))) return false;
  for (const [index, exit] of exitsOf(stage).entries()) {
    const place = {
      id: `exit:${stage.id}/${index}`,
      stage: stage.id,
      step: null,
      pointer: `/exit/${index}/when`,
    };
    const matched = exit.when === undefined ? true : holds(draft, exit.when, place);
    if (matched === null) return false;
    if (!matched || !reachable(draft, stage, exit)) continue;
    clearIncident(draft, `exits:${stage.id}`);
    return takeExit(draft, stage, exit, index);
  }
  const id = `exits:${stage.id}`;
  raise(draft, {
    id,
    code: 'NO_EXIT_MATCHES',
    stage: stage.id,
    step: null,
    message: 'No branch of the exit list matches',
    values: shown(draft, { vars: draft.state.vars }),
    retry: 'expression',
  });
  return false;
}

/** Ends the case: the active stage is left with its `onExit`, nothing stays open, no instant is waited for. */
export function end(
  draft: Draft,
  outcome: string,
  status: 'ended' | 'cancelled',
  options: { compensate?: boolean; reason?: string } = {},
): void {
  const { state } = draft;
  endClocks(draft);
  const stage = state.stage === null ? undefined : stageOf(draft.plan, state.stage);
  if (stage && state.stages[stage.id]?.status === 'active') {
    leaveStage(
      draft,
      stage,
      status === 'ended' && !options.reason ? 'completed' : 'left',
      null,
      options.reason,
    );
  }
  for (const id of Object.keys(state.incidents)) clearIncident(draft, id);
  // What cannot be undone is an incident of the ended case.
  if (options.compensate) compensate(draft);
  Object.assign(state, { status, outcome, deadlines: {}, clocks: {}, held: null, mailbox: [] });
  const by = draft.actor?.id ?? null;
  emit(draft, { type: 'end', outcome, status, by, ...(options.reason ? { reason: options.reason } : {}) });
}

export function exitsOf(stage: Stage): Exit[] {
  return stage.exit ?? [{ to: 'next' }];
}

/** Every required step is done. */
export function stageDone(stage: Stage, state: StageState): boolean {
  return stage.steps.every((step) => !counts(step, state.steps[step.id]) || isDone(state.steps[step.id]));
}

/** A manual step counts only once it was opened, or where it is required in so many words. */
export function counts(step: Step, run: StepState | undefined): boolean {
  if (step.required === false) return false;
  return !step.manual || step.required === true || (run?.status ?? 'pending') !== 'pending';
}

function takeExit(draft: Draft, stage: Stage, exit: Exit, index: number): boolean {
  const place = { id: `exitSet:${stage.id}`, stage: stage.id, step: null, pointer: '/exit/set' };
  if ('stay' in exit) return stay(draft, stage, exit, place);
  // Before `set`, which may change what the condition read.
  const entered: Entered = { kind: 'exit', from: stage.id, exit: index, ...guardOfWhen(draft, exit.when) };
  if (!applySet(draft, exit.set, place)) return false;
  if ('end' in exit) {
    end(draft, exit.end, 'ended');
    return true;
  }
  const target = exit.to === 'next' ? null : stageOf(draft.plan, exit.to);
  leaveStage(draft, stage, 'completed', target?.id ?? null);
  if (target) enterNamed(draft, target, entered);
  else enterNext(draft, stage, entered);
  return true;
}

/** True where it sets something: the branches are looked at once more then. */
function stay(draft: Draft, stage: Stage, exit: Extract<Exit, { stay: unknown }>, place: Place): boolean {
  const state = stageState(draft, stage);
  const isOld = draft.state.semantics < 4;
  if (state.stay === exit.stay || (!isOld && !applySet(draft, exit.set, place))) return false;
  state.stay = exit.stay;
  log(draft, 'stageStays', { stage: stage.id }, { reason: exit.stay });
  if (isOld) applySet(draft, exit.set, place);
  return !isOld && exit.set !== undefined;
}

/** A stage that has used up its visits cannot be entered again; one without `repeat` has one. */
function reachable(draft: Draft, stage: Stage, exit: Exit): boolean {
  if (!('to' in exit)) return true;
  const target =
    exit.to === 'next'
      ? draft.plan.definition.stages[positionOf(draft.plan, stage.id) + 1]
      : stageOf(draft.plan, exit.to);
  if (!target) return exit.to === 'next';
  return hasVisitsLeft(draft, target, exit.to === 'next' ? Infinity : 1);
}

/** Where its entry condition passes a stage over that was led to by name, that counts too: else such a loop had no end. */
export function hasVisitsLeft(draft: Draft, stage: Stage, without: number): boolean {
  const { visit, passed = 0 } = stageState(draft, stage);
  return visit + passed < (stage.repeat?.max ?? without);
}

/** Enters the stage that a branch or a rejection names. */
export function enterNamed(draft: Draft, stage: Stage, entered: Entered): void {
  const state = stageState(draft, stage);
  const before = state.visit;
  enterStage(draft, stage, entered);
  if (draft.state.semantics >= 4 && state.visit === before) state.passed = (state.passed ?? 0) + 1;
}

function enterNext(draft: Draft, stage: Stage, entered: Entered): void {
  const next = draft.plan.definition.stages[positionOf(draft.plan, stage.id) + 1];
  if (next) enterStage(draft, next, entered);
  else end(draft, 'completed', 'ended');
}

function guardOfWhen(draft: Draft, when: string | undefined): Pick<Entered, 'guard'> {
  if (when === undefined) return {};
  return { guard: noted(guardOf(draft.plan, draft.state, when, draft.now, { user: userOf(draft.actor) })) };
}

function recordFields(stage: Stage): JsonObject {
  return {
    ...(stage.status === undefined ? {} : { status: stage.status }),
    ...(stage.probability === undefined ? {} : { probability: stage.probability }),
  };
}

/** When the stage should be done, with the rungs around it. */
export function targetRequest(draft: Draft, stage: Stage, state: StageState): DeadlineRequest | null {
  const target = slaOf(draft.plan, stage.target);
  const due = target && targetDue(draft, stage, target);
  if (!due) return null;
  return {
    subject: stage.id,
    from: draft.now,
    clock: target.clock,
    ...(target.calendar !== undefined && { calendar: target.calendar }),
    ...due,
    pause: target.pauseWhile,
    items: target.ladder.map((rung) => ({
      id: `target:${stage.id}:${state.visit}:${rung.at}`,
      kind: 'target',
      from: 'due',
      after: rung.at,
      rung: rung.at,
    })),
  };
}

/** Cases from before semantics 4 knew no target that is computed. */
function targetDue(draft: Draft, stage: Stage, { due, clock }: ResolvedSla): ReturnType<typeof dueOf> {
  if (due === null || (typeof due !== 'string' && draft.state.semantics < 4)) return null;
  return dueOf(draft, due, clock, { id: targetId(stage), stage: stage.id, step: null, pointer: '/target' });
}

/** Of the incident of a target that could not be computed. */
export function targetId({ id }: Stage): string {
  return `target:${id}`;
}

function occasion(stage: Stage, reason: 'enter' | 'exit') {
  const pointer = reason === 'enter' ? '/onEnter' : '/onExit';
  return { stage, reason, place: { id: `${reason}:${stage.id}`, stage: stage.id, step: null, pointer } };
}
