import { applySet } from './assignments';
import { log, raise, type Draft } from './draft';
import { MOST_RUNS, openStep, visitOf } from './runs';
import { stepOf, stageOf } from './plan';
import { actionDone, actionFailed } from './steps/auto';
import { complete, subjectOf, type StepVisit } from './steps/kind';
import { childDone, childFailed } from './steps/process';
import { earlierFailed } from './steps/earlier';
import { doneLate } from './steps/undo';
import { wake } from './operations/task';
import type { FailedStart } from './settlement';
import { eventMatches } from './steps/wait';
import { openTasks, updateTask } from './tasks';
import type { AutoStep, ProcessStep, WaitStep } from '../generated/process';
import type { JsonObject } from './types';

const MAILBOX_SIZE = 100;

/** A record changed: the subject's snapshot, or the one that a step watches, is brought up to date. */
export function onFact(draft: Draft, entity: string, id: string, set: JsonObject): void {
  const isSubject = entity === draft.plan.definition.entity && (id === draft.state.entityId || id === '');
  if (isSubject) Object.assign(draft.state.entity, set);
  const key = `${entity}:${id}`;
  if (draft.state.targets[key] || isWatched(draft, key))
    draft.state.targets[key] = { ...draft.state.targets[key], ...set };
}

/** Goes to every wait that it matches and wakes tasks that await it; if nobody does, it is kept. */
export function onEvent(draft: Draft, name: string, data: JsonObject): void {
  const waiting = openWaits(draft).filter((at) => eventMatches(draft, at, name, data));
  const sleeping = openTasks(draft.state.tasks).filter(
    (task) => task.status === 'wait' && task.waitEvent === name,
  );
  for (const at of waiting) finish(draft, at, data);
  for (const task of sleeping)
    if (draft.state.semantics >= 2) wake(draft, task, name);
    else updateTask(draft, task, { status: 'execute', waitUntil: null, waitEvent: null }, 'woken', name);
  if (waiting.length + sleeping.length > 0) return;
  draft.state.mailbox = [...draft.state.mailbox, { name, data, at: draft.now }].slice(-MAILBOX_SIZE);
}

/** Hands the oldest kept event that open waits are about to all of these, as if it came now. True where there was one. */
export function handOutKept(draft: Draft): boolean {
  const { mailbox, semantics } = draft.state;
  if (semantics < 4 || mailbox.length === 0) return false;
  const waits = openWaits(draft).filter(({ step }) => !('early' in step.for && step.for.early === 'ignore'));
  for (const [index, { name, data }] of mailbox.entries()) {
    const waiting = waits.filter((at) => eventMatches(draft, at, name, data));
    if (waiting.length === 0) continue;
    mailbox.splice(index, 1);
    for (const at of waiting) finish(draft, at, data);
    return true;
  }
  return false;
}

/** The result of an action or of a child process; one that nobody waits for any more is ignored. */
export function onActionDone(draft: Draft, effect: string, result: JsonObject): void {
  const auto = findAuto(draft, effect);
  if (auto) {
    actionDone(draft, auto, result);
    return void setAfter(draft, auto);
  }
  doneLate(draft, effect, result);
  const child = findStarter(draft, effect);
  if (child?.state.status === 'open') childDone(child, effect, result);
}

export function onActionFailed(draft: Draft, effect: string, error: string, retryable: boolean): void {
  const auto = findAuto(draft, effect);
  if (auto) {
    actionFailed(draft, auto, error, retryable);
    if (auto.state.status === 'failed') openInstead(draft, auto);
    return;
  }
  earlierFailed(draft, effect);
  const child = findStarter(draft, effect);
  if (child) childFailed(draft, child, effect, error);
}

/** As often as that step may run; then the action itself is an incident, so that two that fail do not open one another without end. */
function openInstead(draft: Draft, at: StepVisit<AutoStep>): void {
  const { stage, step } = at;
  const target =
    typeof step.onFail === 'object' ? stepOf(draft.plan, `${stage.id}/${step.onFail.open}`) : undefined;
  if (!target) return;
  const { status, run } = visitOf(draft, target.stage, target.step).state;
  const isOld = draft.state.semantics < 4;
  // What a person opened before stands in for it as well.
  if (status === 'open' && !isOld) return;
  if (isOld || run < (target.step.repeat?.max ?? MOST_RUNS))
    return openStep(draft, target.stage, target.step, { kind: 'effect', ref: step.id });
  at.state.status = 'open';
  raise(draft, {
    id: `action:${subjectOf(at)}`,
    code: 'REPEAT_EXHAUSTED',
    stage: stage.id,
    step: step.id,
    message: `${step.action} failed, and ${target.step.id} was repeated as often as it may be`,
    retry: 'action',
  });
}

/** The commit could not start a process: of a step, or of an effect, which has nobody to answer to. */
export function startFailed(draft: Draft, { effect, error, process, version, input }: FailedStart): void {
  const child = findStarter(draft, effect);
  if (child) return childFailed(draft, child, effect, error);
  raise(draft, {
    id: `start:${effect}`,
    code: 'PROCESS_FAILED',
    stage: null,
    step: null,
    message: `${process}: ${error}`,
    values: { process, version, input },
    retry: 'action',
  });
}

export function finish(draft: Draft, at: StepVisit, out: JsonObject): void {
  complete(draft, at, out);
  log(draft, 'stepCompleted', { stage: at.stage.id, step: at.step.id });
  setAfter(draft, at);
}

/** What a person's step sets rests on the answers; where a timeout completed it nobody gave any. */
function setAfter(draft: Draft, at: StepVisit): void {
  if (at.step.kind === 'human' || at.step.kind === 'approval') return;
  applySet(draft, at.step.set, {
    id: `set:${subjectOf(at)}`,
    stage: at.stage.id,
    step: at.step.id,
    pointer: '/set',
  });
}

function openVisits(draft: Draft): StepVisit[] {
  const stage = draft.state.stage === null ? undefined : stageOf(draft.plan, draft.state.stage);
  const visits = stage ? stage.steps.map((step) => visitOf(draft, stage, step)) : [];
  return visits.filter((at) => at.state.status === 'open');
}

function openWaits(draft: Draft): StepVisit<WaitStep>[] {
  return openVisits(draft).filter((at): at is StepVisit<WaitStep> => at.step.kind === 'wait');
}

function findAuto(draft: Draft, effect: string): StepVisit<AutoStep> | undefined {
  const autos = openVisits(draft).filter((at): at is StepVisit<AutoStep> => at.step.kind === 'auto');
  return autos.find((at) => at.state.effect === effect);
}

/** The step that started it, also one that did not wait for it and whose stage was left. */
function findStarter(draft: Draft, effect: string): StepVisit<ProcessStep> | undefined {
  for (const [id, { steps }] of Object.entries(draft.state.stages)) {
    const step = Object.keys(steps).find((name) => steps[name]?.children?.[effect] !== undefined);
    const found = step === undefined ? undefined : stepOf(draft.plan, `${id}/${step}`);
    if (found?.step.kind === 'process') return visitOf(draft, found.stage, found.step);
  }
  return undefined;
}

function isWatched(draft: Draft, key: string): boolean {
  return openVisits(draft).some((at) => at.state.watching === key);
}
