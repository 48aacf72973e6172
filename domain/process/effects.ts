import type { Effect as Declared, Stage } from '../generated/process';
import { applySet } from './assignments';
import { valuesOf, type Place } from './context';
import { emit, raise, type Draft } from './draft';
import { mayOpen } from './guards';
import { escalate, giveTo } from './handOver';
import { recipientsOf, soughtOf } from './people';
import { stepOf } from './plan';
import { openStep } from './runs';
import { isOpen, raisePriority } from './tasks';
import type { Recipient } from './requests';
import type { JsonObject, TaskState } from './types';

/** Where declared effects run: in a stage, and for a rung also on its task, or on all that are open in the stage or the case. */
export interface Occasion {
  stage: Stage | null;
  tasks?: TaskState[];
  /** Whether the tasks are whatever is open there, rather than what it is about. */
  isOfMany?: boolean;
  /** Counts how often it went up without anybody's task. */
  counter?: { escalation?: number };
  /** The clock of the case whose rung it is. */
  clock?: string;
  /** Why, for people: `rung:-PT2H`, `timeout`, `enter`, `exit`. */
  reason: string;
  place: Place;
}

export function runEffects(draft: Draft, effects: Declared[] | undefined, occasion: Occasion): void {
  for (const [index, effect] of (effects ?? []).entries()) {
    const place = {
      ...occasion.place,
      id: `${occasion.place.id}/${index}`,
      pointer: `${occasion.place.pointer}/${index}`,
    };
    runEffect(draft, effect, { ...occasion, place });
  }
}

function runEffect(draft: Draft, effect: Declared, occasion: Occasion): void {
  if ('notify' in effect) return notify(draft, effect.notify, effect.template ?? null, occasion);
  if ('send' in effect) return send(draft, effect, occasion);
  if ('open' in effect) return openManual(draft, effect.open, occasion);
  if ('reassign' in effect) return onTask(occasion, (task) => reassign(draft, task, effect, occasion));
  if ('escalate' in effect) return escalate(draft, occasion);
  if ('raisePriority' in effect)
    return onTask(occasion, (task) => raisePriority(draft, task, effect.raisePriority));
  if ('set' in effect) return void applySet(draft, effect.set, occasion.place);
  if ('start' in effect) return start(draft, effect, occasion);
  return publish(draft, effect, occasion);
}

function notify(draft: Draft, roles: string | string[], template: string | null, occasion: Occasion): void {
  const recipients = recipientsOf(draft.plan, draft.state, roles, occasion.tasks);
  emit(draft, {
    type: 'notify',
    recipients,
    template,
    taskId: taskOf(occasion)?.id ?? null,
    event: occasion.reason,
    ...(occasion.clock && { clock: occasion.clock }),
  });
}

function send(draft: Draft, effect: Extract<Declared, { send: unknown }>, occasion: Occasion): void {
  const params = valuesOf(draft, effect.with, occasion.place);
  const recipients = params && recipientsOfSend(draft, effect.to, occasion);
  if (recipients)
    emit(draft, {
      type: 'send',
      channels: effect.send,
      template: effect.template,
      recipients,
      params,
      ...(occasion.clock && { clock: occasion.clock }),
    });
}

/** `to` is a role, or computes an address or a person's id; without it the owner of the record is meant. */
function recipientsOfSend(
  draft: Draft,
  to: string | { cel: string } | undefined,
  occasion: Occasion,
): Recipient[] | null {
  if (typeof to !== 'object') return recipientsOf(draft.plan, draft.state, to ?? 'owner', occasion.tasks);
  const value = valuesOf(draft, { to }, occasion.place);
  if (!value) return null;
  const id = String(value.to ?? '');
  return [{ role: id, seekers: [{ by: 'person', id }] }];
}

function openManual(draft: Draft, reference: string, occasion: Occasion): void {
  const found =
    stepOf(draft.plan, occasion.stage ? `${occasion.stage.id}/${reference}` : reference) ??
    stepOf(draft.plan, reference);
  if (!found || draft.state.stage !== found.stage.id) return;
  const run = draft.state.stages[found.stage.id]?.steps[found.step.id];
  const most = found.step.repeat?.max ?? 1;
  if (run?.status === 'open' || (run?.run ?? 0) >= most) return;
  if (!mayOpen(draft.plan, draft.state, found.stage.id, found.step, draft.now, draft.actor)) return;
  const task = taskOf(occasion);
  openStep(draft, found.stage, found.step, {
    kind: occasion.reason.startsWith('rung') ? 'rung' : 'effect',
    ref: occasion.reason,
    ...(task && { task: task.id }),
  });
}

function reassign(
  draft: Draft,
  task: TaskState,
  effect: Extract<Declared, { reassign: unknown }>,
  occasion: Occasion,
): void {
  const seekers = soughtOf(draft.plan, draft.state, effect.reassign, task);
  giveTo(draft, task, seekers, effect.resetClock ?? false, occasion.reason);
}

function start(draft: Draft, effect: Extract<Declared, { start: unknown }>, occasion: Occasion): void {
  const input = valuesOf(draft, effect.input, occasion.place);
  if (input)
    emit(draft, {
      type: 'startProcess',
      process: effect.start,
      version: effect.version ?? 'latest',
      input,
      step: null,
      detached: true,
    });
}

function publish(draft: Draft, effect: Extract<Declared, { event: unknown }>, occasion: Occasion): void {
  const data: JsonObject | null = valuesOf(draft, effect.data, occasion.place);
  if (data) emit(draft, { type: 'publish', name: effect.event, data });
}

function onTask(occasion: Occasion, apply: (task: TaskState) => void): void {
  for (const task of occasion.tasks ?? []) if (isOpen(task)) apply(task);
}

/** The task whose rung it is; the target of a stage and a clock of the case are not about one of them. */
function taskOf({ tasks, isOfMany }: Occasion): TaskState | undefined {
  return isOfMany ? undefined : tasks?.[0];
}

/** The incident of a case whose rules fire without end; there is one. */
export const LOOP = 'loop';

export function raiseLoop(draft: Draft): void {
  raise(draft, {
    id: LOOP,
    code: 'TOO_MANY_FIRINGS',
    stage: draft.state.stage,
    step: null,
    message: 'The rules of this process fire without end',
    retry: 'loop',
  });
}
