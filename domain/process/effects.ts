import type { Effect as Declared, Stage } from '../generated/process';
import { applySet } from './assignments';
import { valuesOf, type Place } from './context';
import { emit, log, raise, type Draft } from './draft';
import { mayOpen } from './guards';
import { recipientsOf, soughtOf } from './people';
import { slaOf, stepOf } from './plan';
import { openStep } from './runs';
import { sought } from './unassigned';
import { dropRungs, dueRequest, isOpen, raisePriority } from './tasks';
import type { Recipient, Sought } from './requests';
import type { JsonObject, TaskState } from './types';

/** Where declared effects run: in a stage, and for a rung also on its task, or on all that are open in the case. */
export interface Occasion {
  stage: Stage | null;
  tasks?: TaskState[];
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
  if ('escalate' in effect) return onTask(occasion, (task) => escalate(draft, task, occasion));
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

/** To the assignee's manager; a further rung goes one higher, because the manager is the assignee by then. */
function escalate(draft: Draft, task: TaskState, occasion: Occasion): void {
  task.escalation += 1;
  const person = task.assignee ?? task.onBehalfOf;
  if (!person) return log(draft, 'escalationWithoutAssignee', { stage: task.stage, step: task.step });
  emit(draft, {
    type: 'updateTask',
    taskId: task.id,
    set: { escalation: task.escalation },
    by: null,
    event: 'escalated',
  });
  giveTo(draft, task, [managerOf(person, task)], false, occasion.reason);
}

function managerOf(person: string, task: TaskState): Sought {
  const source = { role: null, by: 'managerOf' as const, ref: task.id };
  return { by: 'managerOf', of: [{ by: 'person', id: person }], source };
}

/** Asks the commit for another person; a fresh clock starts a new due version, whose rungs may fire again. */
export function giveTo(
  draft: Draft,
  task: TaskState,
  seekers: Sought[],
  resetClock: boolean,
  reason: string,
): void {
  const step = stepOf(draft.plan, `${task.stage}/${task.step}`)?.step;
  const sla =
    step && (step.kind === 'human' || step.kind === 'approval') ? slaOf(draft.plan, step.sla) : null;
  if (resetClock) {
    task.dueVersion += 1;
    task.fired = [];
    task.dueSet = null;
    delete draft.state.clocks?.[task.id];
    dropRungs(draft, task.id);
  }
  emit(draft, {
    type: 'reassignTask',
    taskId: task.id,
    seekers,
    exclude: sought(draft, task).exclude,
    resetClock,
    deadlines: resetClock ? dueRequest(draft, task, sla) : null,
    reason,
    by: draft.actor?.id ?? null,
  });
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

/** The task whose rung it is; a clock of the case is not about one of them. */
function taskOf({ tasks, clock }: Occasion): TaskState | undefined {
  return clock === undefined ? tasks?.[0] : undefined;
}

export function raiseLoop(draft: Draft): void {
  raise(draft, {
    id: 'loop',
    code: 'TOO_MANY_FIRINGS',
    stage: draft.state.stage,
    step: null,
    message: 'The rules of this process fire without end',
    retry: 'loop',
  });
}
