import type { ProcessStep } from '../../generated/process';
import { holds, valueOf, valuesOf, type Scope } from '../context';
import { clearIncident, emit, raise, type Draft } from '../draft';
import type { Json, JsonObject, StepState } from '../types';
import { complete, subjectOf, type StepKind, type StepVisit } from './kind';

type Child = NonNullable<StepState['children']>[string];

const WINDOW = 50;
const MOST = 2_000;

/** Starts another process: detached and done, or attached and waited for, once or for each item of a list. */
export const process: StepKind<ProcessStep> = {
  open(draft, at) {
    const items = itemsOf(draft, at);
    if (items === null) return;
    at.state.children = {};
    at.state.total = items.length;
    at.state.started = 0;
    startMore(draft, at, items);
    if (at.step.detached) return;
    if (items.length === 0) complete(draft, at, { results: [] });
  },
  /** The list may have grown: what was added is started too. */
  review(draft, at) {
    if (at.state.children === undefined) return;
    if (at.step.detached) return isStuck(draft, at) ? startNext(draft, at) : undefined;
    const items = itemsOf(draft, at);
    if (items) at.state.total = Math.max(at.state.started ?? 0, items.length);
    if (isJoined(draft, at)) return join(draft, at);
    if (items) startMore(draft, at, items);
  },
  withdraw(draft, at) {
    cancelRest(draft, at);
  },
};

/** The next window of a step that waits for none of what it starts: one commit does not start them all. */
export function startNext(draft: Draft, at: StepVisit<ProcessStep>): void {
  const items = itemsOf(draft, at);
  if (items) startMore(draft, at, items);
}

/** A child ended; whether that is enough is looked at when the step is reviewed. */
export function childDone(at: StepVisit<ProcessStep>, effect: string, result: JsonObject): void {
  const child = at.state.children?.[effect];
  if (!child || child.done) return;
  Object.assign(child, { done: true, out: result });
}

/** It could not be started, or its worker gave up: the case has an incident, and a retry starts it once more. */
export function childFailed(draft: Draft, at: StepVisit<ProcessStep>, effect: string, error: string): void {
  const child = at.state.children?.[effect];
  if (!child || child.done || (at.state.status !== 'open' && !at.step.detached)) return;
  raise(draft, {
    id: `child:${subjectOf(at)}/${child.index}`,
    code: 'PROCESS_FAILED',
    stage: at.stage.id,
    step: at.step.id,
    message: `${at.step.process}: ${error}`,
    values: { effect, item: child.index },
    retry: 'action',
  });
}

/** Starts the one that failed again, as a new one; the others are left alone. */
export function restartChild(draft: Draft, at: StepVisit<ProcessStep>, effect: string): void {
  const children = at.state.children ?? {};
  const failed = children[effect];
  if (!failed || failed.done) return;
  const started = startChild(draft, at, itemsOf(draft, at)?.[failed.index] ?? null, failed.index);
  if (started === null) return;
  delete children[effect];
  children[started] = failed;
}

/** Enough of them are done, or the condition says so; with the last one it is always over. */
function isJoined(draft: Draft, at: StepVisit<ProcessStep>): boolean {
  const { need = 'all', when } = at.step.join ?? {};
  const { total = 1, started = 0 } = at.state;
  const ended = Object.values(at.state.children ?? {}).filter(isEnded).length;
  if (ended >= (need === 'all' ? total : Math.min(need, total))) return true;
  if (when === undefined) return false;
  const results = resultsOf(at);
  const place = { id: `join:${subjectOf(at)}`, stage: at.stage.id, step: at.step.id, pointer: '/join/when' };
  const children = { total, started, done: results.length, results };
  return holds(draft, when, place, { item: { name: 'children', value: children } }) === true;
}

function join(draft: Draft, at: StepVisit<ProcessStep>): void {
  const results = resultsOf(at);
  if (at.step.join?.cancelRest) cancelRest(draft, at);
  complete(draft, at, at.step.forEach ? { results } : { ...asObject(results[0]), results });
}

/** Of the children that ended by themselves, in the order of the list. */
function resultsOf(at: StepVisit<ProcessStep>): Json[] {
  const done = Object.values(at.state.children ?? {}).filter(isEnded);
  return done.sort((a, b) => a.index - b.index).map((child) => child.out);
}

function isEnded({ done, cancelled }: Child): boolean {
  return done && !cancelled;
}

function startMore(draft: Draft, at: StepVisit<ProcessStep>, items: Json[]): void {
  const children = at.state.children ?? {};
  const { detached = false, limit = WINDOW } = at.step;
  const window = detached && draft.state.semantics < 2 ? Infinity : limit;
  const first = at.state.started ?? 0;
  const running = detached ? 0 : Object.values(children).filter(({ done }) => !done).length;
  let next = first;
  for (; next < items.length && running + next - first < window; next++) {
    const effect = startChild(draft, at, items[next] ?? null, next);
    if (effect === null) return;
    children[effect] = { index: next, done: false, out: null };
    at.state.started = next + 1;
  }
  if (!detached) return;
  if (next >= items.length) complete(draft, at, { started: items.length });
  else askForMore(draft, at);
}

/** At once, but after this commit. */
function askForMore(draft: Draft, at: StepVisit<ProcessStep>): void {
  emit(draft, {
    type: 'computeDeadlines',
    request: {
      subject: subjectOf(at),
      from: draft.now,
      clock: 'calendar',
      pause: ['onHold'],
      items: [{ id: `more:${subjectOf(at)}`, kind: 'more', from: 'start', after: 'PT0S' }],
    },
  });
}

/** An incident held up the next window; it is looked at whether its cause is gone. */
function isStuck({ state }: Draft, at: StepVisit<ProcessStep>): boolean {
  return [`input:${subjectOf(at)}`, `forEach:${subjectOf(at)}`, `forEachList:${subjectOf(at)}`].some(
    (id) => state.incidents[id] !== undefined,
  );
}

/** The id of the effect; null after an incident. */
function startChild(draft: Draft, at: StepVisit<ProcessStep>, item: Json, index: number): string | null {
  const input = inputOf(draft, at, item);
  if (!input) return null;
  const { process: key, version = 'latest', detached = false, id: step } = at.step;
  return emit(draft, { type: 'startProcess', process: key, version, input, step, detached, index });
}

function itemsOf(draft: Draft, at: StepVisit<ProcessStep>): Json[] | null {
  if (!at.step.forEach) return [null];
  const place = { id: `forEach:${subjectOf(at)}`, stage: at.stage.id, step: at.step.id, pointer: '/forEach' };
  const result = valueOf(draft, at.step.forEach, place);
  if (!result.ok) return null;
  const id = `forEachList:${subjectOf(at)}`;
  if (Array.isArray(result.value) && result.value.length <= MOST) {
    clearIncident(draft, id);
    return result.value;
  }
  raise(draft, {
    ...place,
    id,
    code: 'FOR_EACH_NOT_A_LIST',
    message: `forEach needs a list of at most ${MOST} items`,
    retry: 'expression',
  });
  return null;
}

function inputOf(draft: Draft, at: StepVisit<ProcessStep>, value: Json): JsonObject | null {
  const place = { id: `input:${subjectOf(at)}`, stage: at.stage.id, step: at.step.id, pointer: '/input' };
  const scope: Scope = at.step.forEach ? { item: { name: at.step.as ?? 'item', value } } : {};
  return valuesOf(draft, at.step.input, place, scope);
}

function cancelRest(draft: Draft, at: StepVisit<ProcessStep>): void {
  if (at.step.detached) return;
  for (const [effect, child] of Object.entries(at.state.children ?? {})) {
    if (child.done) continue;
    Object.assign(child, { done: true, cancelled: true });
    emit(draft, { type: 'cancelProcess', effect });
  }
}

function asObject(value: Json | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}
