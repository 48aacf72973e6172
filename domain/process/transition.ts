import { withEmptyAsValue } from '../expression/optional';
import { advance, closeByStatus } from './advance';
import { followClocks, readyClocks, turnClocks } from './caseClocks';
import { clockRunOf } from './clock';
import { log, type Draft } from './draft';
import { onDue } from './due';
import { onActionDone, onActionFailed, onEvent, onFact } from './events';
import { applyCommand } from './operations/apply';
import { withCalendars } from './calendars';
import { copyOf } from './copy';
import { variableDefaults } from './plan';
import { recountAll } from './recount';
import { undoFailed } from './steps/undo';
import { enterStage } from './stages';
import { onSettled } from './settled';
import { followStatus, statusOf } from './status';
import { openTasks } from './tasks';
import { forgetAssigned } from './unassigned';
import type { Transition } from './effectTypes';
import {
  SEMANTICS,
  type Deadline,
  type Instant,
  type Json,
  type JsonObject,
  type Plan,
  type ProcessEvent,
  type ProcessState,
  type TaskState,
} from './types';

/** So many command ids are in the state of a case; those before them are in the audit. */
export const REMEMBERED_COMMANDS = 50;

/**
 * What a process does when something happens: the one place that decides it. Pure, total and deterministic;
 * the input is not changed. `state` is null only for the start event. Effects are in the order to apply them.
 */
export function transition(
  plan: Plan,
  state: ProcessState | null,
  event: ProcessEvent,
  now: Instant,
): Transition {
  const { semantics } = state ?? emptyState(now, event);
  return withEmptyAsValue(semantics < 4, () => decide(plan, state, event, now));
}

function decide(plan: Plan, state: ProcessState | null, event: ProcessEvent, now: Instant): Transition {
  const before = state ?? emptyState(now, event);
  const draft: Draft = {
    plan,
    before,
    state: copyOf(before),
    size: null,
    effects: [],
    now,
    actor: null,
    firings: 0,
    statusBefore: null,
  };
  draft.statusBefore = statusOf(draft);
  if (event.type === 'settled') {
    draft.state.seq += 1;
    onSettled(draft, event.settlement);
    forgetAssigned(draft);
    return result(draft);
  }
  if (state !== null && isRepeated(state, event)) return { state, effects: [] };
  draft.state.seq += 1;
  apply(draft, event);
  followOutside(draft, event);
  advance(draft);
  followClocks(draft);
  forgetAssigned(draft);
  return result(draft);
}

/** The earliest instant the process waits for; deadlines whose clock stands still are not among them. */
export function nextDeadline(state: ProcessState): Deadline | null {
  let earliest: Deadline | null = null;
  for (const deadline of Object.values(state.deadlines)) {
    if (standsStill(state, deadline)) continue;
    if (earliest === null || deadline.at < earliest.at) earliest = deadline;
  }
  return earliest;
}

function followOutside(draft: Draft, event: ProcessEvent): void {
  const { status, by } = event.type === 'fact' ? event : { status: undefined, by: undefined };
  followStatus(draft, status, by);
  if (event.type === 'fact') closeByStatus(draft, status);
}

/**
 * Whether the clock of something stands still, because the process is held or its task waits. An instant that had come
 * by then has come: only its turn has not.
 */
export function standsStill(
  state: ProcessState,
  { pause, subject, at = Infinity }: Pick<Deadline, 'pause' | 'subject'> & { at?: Instant },
): boolean {
  const stood = (since: Instant | null | undefined) => state.semantics < 4 || at > (since ?? -Infinity);
  const clock = clockRunOf(state, subject);
  if (clock) return clock.still !== undefined && stood(clock.still.since);
  if (pause?.includes('onHold') && state.held && stood(state.held.since)) return true;
  const waiting = pause?.includes('waiting') ? waitingOf(state, subject) : undefined;
  return waiting !== undefined && stood(waiting.waitSince);
}

/** The task whose waiting stops a clock: its own, or that of its step. */
function waitingOf({ tasks }: ProcessState, subject: string): TaskState | undefined {
  const task = tasks[subject] ?? openTasks(tasks).find(({ stage, step }) => subject === `${stage}/${step}`);
  return task?.status === 'wait' ? task : undefined;
}

function apply(draft: Draft, event: Exclude<ProcessEvent, { type: 'settled' }>): void {
  switch (event.type) {
    case 'start':
      return start(draft, event);
    case 'command':
      draft.actor = event.actor;
      if (event.commandId)
        draft.state.applied = [...draft.state.applied, event.commandId].slice(-REMEMBERED_COMMANDS);
      return applyCommand(draft, event.command);
    case 'fact':
      return onFact(draft, event.entity, event.id, copyOf(event.set));
    case 'event':
      return onEvent(draft, event.name, event.data);
    case 'due':
      return onDue(draft, event.deadline);
    case 'effectDone':
      return onActionDone(draft, event.effect, event.result);
    case 'effectFailed':
      if (event.undo) return undoFailed(draft, event.undo, event.error);
      return onActionFailed(draft, event.effect, event.error, event.retryable ?? true);
    case 'calendar':
      return onCalendar(draft, event);
  }
}

/** Who looks at a case learns why what is due moved; where nothing is counted by that calendar nothing is said. */
function onCalendar(draft: Draft, event: Extract<ProcessEvent, { type: 'calendar' }>): void {
  draft.plan = withCalendars(draft.plan, event);
  recountAll(draft, event.changed);
  const isCounted = draft.effects.some(
    (effect) => effect.type === 'computeDeadlines' && effect.request.clock === 'business',
  );
  if (isCounted) log(draft, 'recounted', {}, { ...(event.changed && { calendar: event.changed }) });
}

/** `input` may hold `entityId`, `entity` (the record) and `vars`; whatever else it holds are variables too. */
function start(draft: Draft, event: Extract<ProcessEvent, { type: 'start' }>): void {
  // What comes in stays as it was: `set` writes into the state of the same transition.
  const { entity, entityId, vars, ...rest } = copyOf(event.input);
  const { state, plan } = draft;
  draft.actor = event.actor;
  state.entityId = typeof entityId === 'string' ? entityId : '';
  state.entity = asObject(entity);
  state.vars = { ...variableDefaults(plan), ...rest, ...asObject(vars) };
  log(draft, 'started', {});
  readyClocks(draft, event.began ?? state.startedAt);
  const { stages } = plan.definition;
  const begin = stages.find(({ id }) => id === event.stage) ?? stages[0];
  if (begin) enterStage(draft, begin, { kind: 'start', from: null, by: event.actor?.id ?? null });
  // Before the record's status may hold the case, so that they count from its start.
  while (turnClocks(draft)) draft.firings += 1;
}

function isRepeated(state: ProcessState, event: ProcessEvent): boolean {
  return event.type === 'command' && event.commandId !== undefined && state.applied.includes(event.commandId);
}

function emptyState(now: Instant, event: ProcessEvent): ProcessState {
  return {
    semantics: (event.type === 'start' ? event.semantics : undefined) ?? SEMANTICS,
    status: 'active',
    outcome: null,
    stage: null,
    seq: 0,
    startedAt: now,
    entityId: '',
    entity: {},
    vars: {},
    stages: {},
    tasks: {},
    deadlines: {},
    clocks: {},
    milestones: {},
    incidents: {},
    mailbox: [],
    targets: {},
    held: null,
    applied: [],
  };
}

function result(draft: Draft): Transition {
  return { state: draft.state, effects: draft.effects };
}

function asObject(value: Json | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}
