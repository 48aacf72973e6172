import { TASK_OPERATIONS } from '../commands';
import type { Command } from '../commands';
import { queuesOf, rolesHeld } from '../directory';
import { stepOf } from '../plan';
import { refuse } from '../refuse';
import { isGiving, refuseTaker } from '../taker';
import { findTask } from '../tasks';
import type { Actor, ProcessState } from '../types';
import { invalid, object, text } from './invalid';
import { CASE_OPERATIONS, commandOf } from './operations';
import { changeCalendar } from './calendars';
import { valuesIn } from './record';
import { answer, dispatch, toJson, type Foretold, type World } from './world';

/** Checks the answers of a form; a list of messages, empty when they fit. */
export type FormCheck = (form: unknown, answers: unknown) => string[];

type Step = Record<string, unknown>;

const HAPPENINGS = ['fact', 'effectDone', 'effectFailed', 'event', 'calendar'] as const;
export const ACTIONS = [...TASK_OPERATIONS, ...CASE_OPERATIONS, ...HAPPENINGS];
type Action = (typeof ACTIONS)[number];

/** What may stand beside an action. */
export const FIELDS = [
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
  'due',
  'priority',
  'set',
];

/** Steps that only let time pass. */
export const CLOCK_STEPS = ['advance', 'until', 'offline'];

/** Which action a step of a scenario takes; undefined for a step of the clock or a bare expectation. */
export function actionOf(step: Step): Action | undefined {
  return ACTIONS.find((action) => action in step);
}

export function unknownFields(step: Step, action: Action): string[] {
  return Object.keys(step).filter((key) => key !== action && !FIELDS.includes(key));
}

export function isClockStep(step: Step): boolean {
  return CLOCK_STEPS.some((name) => name in step);
}

export function unknownOfClock(step: Step): string[] {
  return Object.keys(step).filter((key) => ![...CLOCK_STEPS, 'clock', ...FIELDS].includes(key));
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
  const refusal =
    refuse(world.plan, world.state, command, actor, world.now) ?? refuseGiving(world, command, actor);
  if (refusal) return refusal.code;
  if (!answersFit(world, command, actor, checkForm)) return 'VALIDATION_FAILED';
  const acting = actor ?? assigneeActing(world, command);
  dispatch(world, { type: 'command', command, actor: acting }, label(action, step));
  return null;
}

function refuseGiving(world: World, command: Command, actor: Actor | null): { code: string } | null {
  const { plan, state, directory, now, workload } = world;
  if (!isGiving(command)) return null;
  return refuseTaker(plan, state, command, directory, { by: actor?.id, now, open: workload.open });
}

/** Without `by` whoever has the task acts. */
function assigneeActing(world: World, command: Command): Actor | null {
  if (!('step' in command) || command.op === 'skip' || command.op === 'open') return null;
  return actorOf(world, findTask(world.plan, world.state, command, undefined)?.assignee);
}

function happen(world: World, action: (typeof HAPPENINGS)[number], step: Step, pointer: string): void {
  switch (action) {
    case 'fact': {
      const { entity, id, set } = object(step.fact, `${pointer}/fact`);
      if (typeof entity !== 'string') throw invalid(`${pointer}/fact/entity`, 'A fact names its entity');
      const values = toJson(object(set ?? {}, `${pointer}/fact/set`));
      return dispatch(
        world,
        {
          type: 'fact',
          entity,
          id: idMeant(world, entity, id),
          set: valuesIn(world.documents, entity, values),
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
    case 'calendar': {
      const key = text(step.calendar, `${pointer}/calendar`);
      return dispatch(world, changeCalendar(world, key, step.set, pointer), `calendar ${key}`);
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

/** How many steps, at the head of a scenario, say how an auto step will end: the case starts after them. */
export function countForetold({ plan }: World, steps: Step[]): number {
  const isForetold = ({ effectDone, effectFailed = effectDone, refused }: Step) =>
    typeof effectFailed === 'string' &&
    stepOf(plan, effectFailed)?.step.kind === 'auto' &&
    refused === undefined;
  const others = steps.findIndex((step) => !isForetold(step));
  const asked = steps.findIndex((step) => step.expect !== undefined);
  return Math.min(others < 0 ? steps.length : others, asked < 0 ? steps.length : asked + 1);
}

/** Answers an effect that is under way, or else says beforehand how the step's next one will end. */
function foretell(world: World, reference: string, said: Foretold, step: Step, pointer: string): void {
  const found = stepOf(world.plan, reference);
  if (!found) throw invalid(pointer, `There is no step "${reference}"`);
  // There is no state before the case starts.
  const run = (world.state as ProcessState | undefined)?.stages[found.stage.id]?.steps[found.step.id];
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

/** A record that was given without an id has any; one that a step waits for is another record. */
function idMeant({ plan, state, anyId }: World, entity: string, id: unknown): string {
  if (typeof id !== 'string') return '';
  const runs = Object.values(state.stages).flatMap(({ steps }) => Object.values(steps));
  const isWatched = runs.some(({ watching }) => watching === `${entity}:${id}`);
  return anyId && !isWatched && entity === plan.definition.entity ? '' : id;
}

/** What a person answers, by the form, and one of the outcomes that the task offers. */
function answersFit(world: World, command: Command, actor: Actor | null, check: FormCheck): boolean {
  if (command.op !== 'complete' && command.op !== 'approve' && command.op !== 'reject') return true;
  const task = findTask(world.plan, world.state, command, actor?.id);
  const step = task && stepOf(world.plan, `${task.stage}/${task.step}`)?.step;
  if (step?.kind !== 'human' && step?.kind !== 'approval') return true;
  const isAsked = command.op === 'complete' || Object.keys(command.with ?? {}).length > 0;
  if (isAsked && step.form !== undefined && check(step.form, command.with ?? {}).length > 0) return false;
  if (command.op !== 'complete' || step.kind !== 'human') return true;
  const offered = (step.outcomes ?? []).map(({ id }) => id);
  return command.outcome === undefined ? offered.length === 0 : offered.includes(command.outcome);
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
