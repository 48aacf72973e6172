import { TASK_OPERATIONS, type Command } from '../commands';
import { stepOf } from '../plan';
import type { Instant, JsonObject } from '../types';
import { instant, invalid, object, text } from './invalid';
import { migration } from './versions';
import { toJson, type World } from './world';

type Step = Record<string, unknown>;

export const CASE_OPERATIONS = [
  'hold',
  'resume',
  'skip',
  'open',
  'jump',
  'reopen',
  'cancel',
  'retry',
  'migrate',
] as const;
export type Operation = (typeof TASK_OPERATIONS)[number] | (typeof CASE_OPERATIONS)[number];

/** The command that a step of a scenario stands for. */
export function commandOf(world: World, action: Operation, step: Step, pointer: string): Command {
  if (action === 'complete') return completion(world, step, pointer);
  return isTaskOperation(action)
    ? taskCommand(action, step, pointer)
    : caseCommand(world, action, step, pointer);
}

/** The outcome stands beside the answers, or among them where the form has no field of that name. */
function completion(world: World, step: Step, pointer: string): Command {
  const value = step.complete;
  const { outcome: among, ...others } = answersOf(step, pointer);
  const isAnswer = !offersOutcomes(world, value) || typeof among !== 'string' || step.outcome !== undefined;
  const outcome = isAnswer ? step.outcome : among;
  return {
    op: 'complete',
    ...(typeof value === 'string' ? { step: value } : {}),
    ...reasonIn(step),
    with: isAnswer && among !== undefined ? { outcome: among, ...others } : others,
    ...(typeof outcome === 'string' ? { outcome } : {}),
  };
}

function offersOutcomes({ plan, state }: World, reference: unknown): boolean {
  const found = stepOf(plan, `${state.stage}/${String(reference)}`) ?? stepOf(plan, String(reference));
  const step = found?.step;
  if (step?.kind !== 'human' || !step.outcomes?.length) return false;
  const { form } = step;
  return typeof form !== 'object' || !('outcome' in object(form.properties ?? {}, ''));
}

function answersOf(step: Step, pointer: string): JsonObject {
  return toJson(object(step.with ?? {}, `${pointer}/with`));
}

function taskCommand(
  action: Exclude<(typeof TASK_OPERATIONS)[number], 'complete'>,
  step: Step,
  pointer: string,
): Command {
  const value = step[action];
  const common = { ...(typeof value === 'string' ? { step: value } : {}), ...reasonIn(step) };
  switch (action) {
    case 'approve':
    case 'reject':
      return { op: action, ...common, with: answersOf(step, pointer) };
    case 'wait':
      return {
        op: action,
        ...common,
        ...untilIn(step, pointer),
        ...(typeof step.event === 'string' ? { event: step.event } : {}),
      };
    case 'close':
    case 'decline':
      return { op: action, ...common, reason: reasonOr(step) };
    case 'amend':
      return { op: action, ...common, reason: reasonOr(step), ...amendment(step, pointer) };
    case 'reassign':
      return {
        op: action,
        ...common,
        to: text(step.to, `${pointer}/to`),
        resetClock: step.resetClock === true,
      };
    case 'delegate':
      return { op: action, ...common, to: text(step.to, `${pointer}/to`) };
    case 'claim':
    case 'unclaim':
    case 'start':
    case 'return':
      return { op: action, ...common };
  }
}

function amendment(
  { due, priority }: Step,
  pointer: string,
): Pick<Extract<Command, { op: 'amend' }>, 'due' | 'priority'> {
  const known = (['low', 'normal', 'high', 'urgent'] as const).find((one) => one === priority);
  if (priority !== undefined && !known)
    throw invalid(`${pointer}/priority`, 'A priority is low, normal, high or urgent');
  return {
    ...(due === undefined ? {} : { due: instant(due, `${pointer}/due`) }),
    ...(known && { priority: known }),
  };
}

function caseCommand(
  world: World,
  action: (typeof CASE_OPERATIONS)[number],
  step: Step,
  pointer: string,
): Command {
  const value = step[action];
  switch (action) {
    case 'hold':
      return { op: action, reason: reasonOr(step), ...untilIn(step, pointer) };
    case 'cancel':
      return { op: action, reason: reasonOr(step) };
    case 'resume':
      return { op: action, ...reasonIn(step) };
    case 'skip':
      return { op: action, step: text(value, pointer), reason: reasonOr(step) };
    case 'open':
      return { op: action, step: text(value, pointer), ...reasonIn(step) };
    case 'jump':
      return { op: action, stage: text(value, pointer), reason: reasonOr(step) };
    case 'reopen':
      return { op: action, ...(typeof value === 'string' ? { stage: value } : {}), reason: reasonOr(step) };
    case 'retry':
      return { op: action, ...(typeof value === 'string' ? { incident: incidentOf(world, value) } : {}) };
    case 'migrate':
      return { ...migration(world, step, pointer), ...reasonIn(step) };
  }
}

function reasonIn(step: Step): { reason?: string } {
  return typeof step.reason === 'string' ? { reason: step.reason } : {};
}

function untilIn(step: Step, pointer: string): { until?: Instant } {
  return step.until === undefined ? {} : { until: instant(step.until, `${pointer}/until`) };
}

function isTaskOperation(action: Operation): action is (typeof TASK_OPERATIONS)[number] {
  return TASK_OPERATIONS.some((name) => name === action);
}

/** A scenario may name an incident by its step. */
function incidentOf(world: World, name: string): string {
  const incidents = Object.values(world.state.incidents);
  return incidents.find((incident) => incident.id === name || incident.step === name)?.id ?? name;
}

/** A scenario is not asked for a reason unless it says it is empty on purpose. */
function reasonOr(step: Step): string {
  return step.reason === undefined ? 'scenario' : String(step.reason);
}
