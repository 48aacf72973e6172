import { readyClocks } from '../caseClocks';
import { clearIncident, emit, log, type Draft } from '../draft';
import { LOOP } from '../effects';
import { stageOf, stepOf } from '../plan';
import { openStep, resetStep, skipStep, visitOf } from '../runs';
import { countAgain } from '../recountByNew';
import { release, resumeAt } from '../release';
import { end, enterStage, leaveStage } from '../stages';
import { attempt } from '../steps/auto';
import type { AutoStep, ProcessStep } from '../../generated/process';
import { restoreStatus, showHold } from '../status';
import type { StepVisit } from '../steps/kind';
import { restartChild } from '../steps/process';
import { undoAgain } from '../steps/undo';
import { askAgain } from '../unassigned';
import type { Command } from '../commands';
import type { Incident, Instant, Json, JsonObject } from '../types';

type Of<Op extends Command['op']> = Extract<Command, { op: Op }>;

export function hold(draft: Draft, command: Of<'hold'>): void {
  const by = draft.actor?.id ?? null;
  Object.assign(draft.state, {
    status: 'held',
    held: { since: draft.now, reason: command.reason, by, until: command.until ?? null },
  });
  if (command.until !== undefined && draft.state.semantics >= 4) resumeAt(draft, command.until);
  emit(draft, { type: 'hold', held: true, reason: command.reason, by });
  showHold(draft);
}

/** By hand, or by itself at the instant that the hold named, which may be past. */
export function resume(draft: Draft, reason?: string, at?: Instant): void {
  restoreStatus(draft);
  release(draft, { reason, at });
}

export function skip(draft: Draft, command: Of<'skip'>): void {
  const found = stepInStage(draft, command.step);
  if (found) skipStep(draft, found.stage, found.step, command.reason);
}

export function openByPerson(draft: Draft, command: Of<'open'>): void {
  const found = stepInStage(draft, command.step);
  const by = draft.actor?.id ?? '';
  const why = command.reason ? { reason: command.reason } : {};
  if (found) openStep(draft, found.stage, found.step, { kind: 'person', ref: by, by, ...why });
}

export function jump(draft: Draft, command: Of<'jump'>): void {
  const target = stageOf(draft.plan, command.stage);
  const current = draft.state.stage === null ? undefined : stageOf(draft.plan, draft.state.stage);
  if (!target) return;
  log(draft, 'jumped', { stage: target.id }, { from: current?.id ?? null, reason: command.reason });
  if (current) leaveStage(draft, current, 'left', target.id, command.reason);
  // Whoever moves it on means it to go on.
  if (draft.state.semantics >= 4) clearIncident(draft, LOOP);
  const by = draft.actor?.id ?? null;
  enterStage(draft, target, { kind: 'jump', from: current?.id ?? null, by, reason: command.reason });
  showHold(draft);
}

/** Back to life in the named stage, or in the one where it ended. */
export function reopen(draft: Draft, command: Of<'reopen'>): void {
  const target = stageOf(draft.plan, command.stage ?? draft.state.stage ?? '');
  if (!target) return;
  const why = { by: draft.actor?.id ?? null, reason: command.reason };
  const from = draft.state.stage;
  Object.assign(draft.state, { status: 'active', outcome: null });
  delete draft.state.undoing;
  emit(draft, { type: 'reopen', ...why });
  readyClocks(draft, draft.now);
  enterStage(draft, target, { kind: 'reopen', from, ...why });
}

export function cancel(draft: Draft, reason: string): void {
  end(draft, 'cancelled', 'cancelled', { compensate: true, reason });
}

/** Tries again what an incident holds up: all of them, or the one named. */
export function retry(draft: Draft, command: Of<'retry'>): void {
  const incidents = Object.values(draft.state.incidents).filter(
    (i) => command.incident === undefined || i.id === command.incident,
  );
  for (const incident of incidents) {
    delete draft.state.incidents[incident.id];
    emit(draft, { type: 'incidentResolved', incidentId: incident.id, by: draft.actor?.id ?? null });
    again(draft, incident);
  }
}

function again(draft: Draft, incident: Incident): void {
  if (incident.retry === 'assignment') return askAgain(draft, incident);
  if (restart(draft, incident) || writeAgain(draft, incident) || countAgain(draft, incident.id)) return;
  const found =
    incident.stage && incident.step ? stepOf(draft.plan, `${incident.stage}/${incident.step}`) : undefined;
  if (!found) return;
  const at = visitOf(draft, found.stage, found.step);
  // The step's kind says so.
  if (found.step.kind === 'process') return againProcess(draft, at as StepVisit<ProcessStep>, incident);
  if (undoAgain(draft, incident) || (draft.state.semantics >= 5 && incident.values?.undo)) return;
  if (at.state.status !== 'open') return;
  // Incidents of actions lie on auto steps only.
  if (incident.retry === 'action') return attempt(draft, at as StepVisit<AutoStep>);
  const hasTask = Object.values(draft.state.tasks).some(
    (t) =>
      t.stage === found.stage.id &&
      t.step === found.step.id &&
      t.status !== 'complete' &&
      t.status !== 'close',
  );
  if (!hasTask && incident.retry === 'expression') resetStep(draft, found.stage, found.step, 'retry');
}

/** A process that an effect started: there is no step whose turn it would be. */
function restart(draft: Draft, { id, values = {} }: Incident): boolean {
  const { process, version, input } = values;
  if (!id.startsWith('start:') || typeof process !== 'string') return false;
  emit(draft, {
    type: 'startProcess',
    process,
    version: typeof version === 'number' ? version : 'latest',
    input: asObject(input),
    step: null,
    detached: true,
  });
  return true;
}

/** What the record did not take is written once more. */
function writeAgain(draft: Draft, { id, values = {} }: Incident): boolean {
  if (!id.startsWith('record:')) return false;
  emit(draft, { type: 'patchEntity', set: values, by: draft.actor?.id ?? null });
  return true;
}

/** What runs goes on: only the one that failed is started again, or all when none was. */
function againProcess(draft: Draft, at: StepVisit<ProcessStep>, incident: Incident): void {
  const effect = incident.values?.effect;
  if (incident.retry === 'action' && typeof effect === 'string') return restartChild(draft, at, effect);
  const isUntouched = Object.keys(at.state.children ?? {}).length === 0;
  if (at.state.status === 'open' && isUntouched) resetStep(draft, at.stage, at.step, 'retry');
}

function asObject(value: Json | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}

function stepInStage(draft: Draft, reference: string) {
  return stepOf(draft.plan, `${draft.state.stage}/${reference}`) ?? stepOf(draft.plan, reference);
}
