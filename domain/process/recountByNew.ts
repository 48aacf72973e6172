import { clockRequest } from './caseClocks';
import { clockKey, subjectOfClock } from './clock';
import { emit, type Draft } from './draft';
import { slaOf, stageOf, stepOf } from './plan';
import { recount } from './recount';
import type { DeadlineRequest, RunningClock } from './requests';
import { timeoutRequest, visitOf } from './runs';
import { targetId, targetRequest } from './stages';
import { dropRungs, dueId, dueRequest, openTasks } from './tasks';
import type { Instant } from './types';

/**
 * After a migration: what is open is counted again from when it began, by what the new version says, with the time that
 * its clock stood. What has fired does not fire again; what lies in the past and has not fires at once, marked late.
 */
export function recountByNew(draft: Draft): void {
  for (const { id } of openTasks(draft.state.tasks)) recountTask(draft, id);
  for (const clock of draft.plan.definition.clocks ?? []) {
    const run = draft.state.caseClocks?.[clock.id];
    if (run?.status === 'running')
      renew(draft, subjectOfClock(clock.id), run.from ?? draft.now, clockRequest(draft, clock, run));
  }
  const stage = draft.state.stage === null ? undefined : stageOf(draft.plan, draft.state.stage);
  const visit = stage && draft.state.stages[stage.id];
  if (!stage || !visit) return;
  const began = visit.enteredAt ?? draft.now;
  renew(draft, stage.id, began, targetRequest(draft, stage, visit));
  for (const step of stage.steps) {
    const at = visitOf(draft, stage, step);
    if (at.state.status === 'open')
      renew(
        draft,
        `${stage.id}/${step.id}:timeout`,
        at.state.openedAt ?? draft.now,
        timeoutRequest(draft, at),
      );
  }
}

function recountTask(draft: Draft, taskId: string): void {
  const task = draft.state.tasks[taskId];
  const step = task && stepOf(draft.plan, `${task.stage}/${task.step}`)?.step;
  if (!task || !step) return;
  const sla = step.kind === 'human' || step.kind === 'approval' ? slaOf(draft.plan, step.sla) : null;
  dropRungs(draft, taskId);
  task.dueVersion += 1;
  const request = dueRequest(draft, task, sla);
  if (!request) task.due = null;
  renew(draft, taskId, task.openedAt, request);
}

/** By the new request, from where the old clock began; without one nothing is waited for any more. */
function renew(draft: Draft, key: string, began: Instant, request: DeadlineRequest | null): void {
  const { clocks = {}, deadlines } = draft.state;
  const old = clocks[key];
  if (request) {
    // What the old version did not count begins with its subject.
    const clock: RunningClock = old ?? { request: { ...request, from: began, items: [] }, stood: [] };
    forgetOthers(draft, clock, request);
    return recount(draft, clock, request);
  }
  for (const { id } of old?.request.items ?? []) delete deadlines[id];
  delete clocks[key];
}

/** What only the old version declared. */
function forgetOthers({ state }: Draft, { request: before }: RunningClock, request: DeadlineRequest): void {
  const wanted = new Set(request.items.map(({ id }) => id));
  if (clockKey(before) !== clockKey(request)) return;
  for (const { id } of before.items) if (!wanted.has(id)) delete state.deadlines[id];
}

/** A due that could not be computed is, from when its subject began; false where the incident is about something else. */
export function countAgain(draft: Draft, incident: string): boolean {
  const { state, plan } = draft;
  if (state.semantics < 4) return false;
  const task = openTasks(state.tasks).find(({ id }) => incident === dueId(id));
  if (task) {
    const step = stepOf(plan, `${task.stage}/${task.step}`)?.step;
    countFrom(
      draft,
      task.openedAt,
      dueRequest(draft, task, step && 'sla' in step ? slaOf(plan, step.sla) : null),
    );
    return true;
  }
  const stage = stageOf(plan, state.stage ?? '');
  const visit = stage && state.stages[stage.id];
  if (!stage || !visit || incident !== targetId(stage)) return false;
  countFrom(draft, visit.enteredAt ?? draft.now, targetRequest(draft, stage, visit));
  return true;
}

function countFrom(draft: Draft, from: Instant, request: DeadlineRequest | null): void {
  if (request) emit(draft, { type: 'computeDeadlines', request: { ...request, from } });
}
