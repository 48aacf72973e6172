import { instant, invalid } from './invalid';
import type { Command } from '../commands';
import type { Actor, Instant } from '../types';
import { refuse } from '../refuse';
import { queuesOf, rolesHeld } from '../directory';
import { stepOf } from '../plan';
import { findTask } from '../tasks';
import { migration } from './versions';
import { answer, dispatch, toJson, type Foretold, type World } from './world';

/** Checks the answers of a form; a list of messages, empty when they fit. */
export type FormCheck = (form: unknown, answers: unknown) => string[];

type Step = Record<string, unknown>;

const TASK_OPERATIONS = [
  'complete',
  'claim',
  'unclaim',
  'start',
  'wait',
  'close',
  'reassign',
  'delegate',
  'return',
  'decline',
  'approve',
  'reject',
] as const;
const CASE_OPERATIONS = [
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
const HAPPENINGS = ['fact', 'effectDone', 'effectFailed', 'event'] as const;
const ACTIONS = [...TASK_OPERATIONS, ...CASE_OPERATIONS, ...HAPPENINGS];
type Action = (typeof ACTIONS)[number];
type Operation = Exclude<Action, (typeof HAPPENINGS)[number]>;

const FIELDS = [
  'with',
  'by',
  'to',
  'until',
  'reason',
  'data',
  'event',
  'outcome',
  'incident',
  'resetClock',
  'child',
  'expect',
  'refused',
  'map',
  'timers',
  'ifActive',
  'note',
];

/** Which action a step of a scenario takes; undefined for a step of the clock or a bare expectation. */
export function actionOf(step: Step): Action | undefined {
  return ACTIONS.find((action) => action in step);
}

export function unknownFields(step: Step, action: Action): string[] {
  return Object.keys(step).filter((key) => key !== action && !FIELDS.includes(key));
}

/** Takes an action; the code of the refusal, or null when it was accepted. */
export function take(
  world: World,
  action: Action,
  step: Step,
  pointer: string,
  checkForm: FormCheck,
): string | null {
  if (isHappening(action)) {
    happen(world, action, step, pointer);
    return null;
  }
  const command = commandOf(world, action, step, pointer);
  const actor = actorOf(world, step.by);
  const refusal = refuse(world.plan, world.state, command, actor, world.now);
  if (refusal) return refusal.code;
  if (command.op === 'complete' && !formFits(world, command, actor, checkForm)) return 'VALIDATION_FAILED';
  dispatch(world, { type: 'command', command, actor }, label(action, step));
  return null;
}

function happen(world: World, action: (typeof HAPPENINGS)[number], step: Step, pointer: string): void {
  switch (action) {
    case 'fact': {
      const { entity, id, set } = object(step.fact, `${pointer}/fact`);
      if (typeof entity !== 'string') throw invalid(`${pointer}/fact/entity`, 'A fact names its entity');
      return dispatch(
        world,
        {
          type: 'fact',
          entity,
          id: typeof id === 'string' ? id : '',
          set: toJson(object(set ?? {}, `${pointer}/fact/set`)),
        },
        `fact ${entity}`,
      );
    }
    case 'event': {
      const name = text(step.event, `${pointer}/event`);
      return dispatch(
        world,
        { type: 'event', name, data: toJson(object(step.data ?? {}, `${pointer}/data`)) },
        `event ${name}`,
      );
    }
    case 'effectDone':
      return foretell(
        world,
        text(step.effectDone, pointer),
        { ok: true, result: toJson(object(step.with ?? {}, `${pointer}/with`)) },
        step,
        pointer,
      );
    case 'effectFailed':
      return foretell(
        world,
        text(step.effectFailed, pointer),
        { ok: false, error: String(step.reason ?? 'failed') },
        step,
        pointer,
      );
  }
}

/** Answers an effect that is under way, or else says beforehand how the step's next one will end. */
function foretell(world: World, reference: string, said: Foretold, step: Step, pointer: string): void {
  const found = stepOf(world.plan, reference);
  if (!found) throw invalid(pointer, `There is no step "${reference}"`);
  const run = world.state.stages[found.stage.id]?.steps[found.step.id];
  const child = Object.entries(run?.children ?? {}).find(
    ([, item]) => !item.done && item.index === (step.child ?? item.index),
  )?.[0];
  const { step: declared } = found;
  const isDetached = declared.kind === 'process' && declared.detached === true;
  const isListening = run?.status === 'open' || isDetached;
  const underWay = isListening ? (declared.kind === 'process' ? child : run?.effect) : null;
  if (underWay) {
    const { event, label: name } = answer(underWay, said, declared.kind === 'process');
    return dispatch(world, event, name);
  }
  world.foretold.set(found.step.id, [...(world.foretold.get(found.step.id) ?? []), said]);
}

function commandOf(world: World, action: Operation, step: Step, pointer: string): Command {
  return isTaskOperation(action)
    ? taskCommand(action, step, pointer)
    : caseCommand(world, action, step, pointer);
}

function taskCommand(action: (typeof TASK_OPERATIONS)[number], step: Step, pointer: string): Command {
  const value = step[action];
  const common = { ...(typeof value === 'string' ? { step: value } : {}), ...reasonIn(step) };
  const answers = () => toJson(object(step.with ?? {}, `${pointer}/with`));
  switch (action) {
    case 'complete':
      return {
        op: action,
        ...common,
        with: answers(),
        ...(typeof step.outcome === 'string' ? { outcome: step.outcome } : {}),
      };
    case 'approve':
    case 'reject':
      return { op: action, ...common, with: answers() };
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

function formFits(
  world: World,
  command: Extract<Command, { op: 'complete' }>,
  actor: Actor | null,
  check: FormCheck,
): boolean {
  const task = findTask(world.plan, world.state, command, actor?.id);
  const step = task && stepOf(world.plan, `${task.stage}/${task.step}`)?.step;
  const form = step?.kind === 'human' ? step.form : undefined;
  return form === undefined || check(form, command.with ?? {}).length === 0;
}

function actorOf(world: World, by: unknown): Actor | null {
  if (typeof by !== 'string') return null;
  return {
    id: by,
    name: world.directory.byId.get(by)?.name ?? by,
    holds: rolesHeld(world.plan, world.state, world.directory, by),
    queues: queuesOf(world.directory, by),
  };
}

function label(action: Action, step: Step): string {
  return [action, step[action], step.by && `by ${String(step.by)}`]
    .filter((part) => typeof part === 'string')
    .join(' ');
}

function isHappening(action: Action): action is (typeof HAPPENINGS)[number] {
  return HAPPENINGS.some((name) => name === action);
}

function object(value: unknown, pointer: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw invalid(pointer, 'An object is needed here');
  return Object.fromEntries(Object.entries(value));
}

function text(value: unknown, pointer: string): string {
  if (typeof value !== 'string' || value === '') throw invalid(pointer, 'A name is needed here');
  return value;
}
