import { parseDuration } from '../calendar/duration';
import { isObjectType } from '../expression/types';
import type { ProcessDefinition } from '../generated/process';
import type { Scenario } from '../generated/scenario';
import {
  actionOf,
  ACTIONS,
  CLOCK_STEPS,
  isClockStep,
  unknownFields,
  unknownOfClock,
} from '../process/simulate/actions';
import { EXPECTATIONS } from '../process/simulate/expectations';
import { isInstantWithOffset } from '../process/simulate/invalid';
import type { Catalogue } from './catalogue';
import { lookUp } from './lookup';
import { finding, pointer, type Finding } from './problem';
import { entityType } from './recordTypes';
import { variablesOf } from './variables';

type Step = Scenario['steps'][number];

/**
 * A scenario of a process: what its player would refuse is an error; a name that the process does not have is a warning,
 * because it may be meant (a refusal is expected), but more often nothing is compared there.
 */
export function lintScenario(
  scenario: Pick<Scenario, 'start' | 'given' | 'steps'>,
  definition: ProcessDefinition,
  catalogue: Catalogue,
): Finding[] {
  // A case that is moved has the names of another version.
  const isMoved = scenario.steps.some((step) => 'migrate' in step);
  return [
    ...instantOf(scenario.start, '/start'),
    ...scenario.steps.flatMap((step, n) => {
      const at = pointer('steps', n);
      const wrong = fieldsOf(step, at);
      return wrong.length > 0 || isMoved ? wrong : namesOf(step, at, definition);
    }),
    ...givenOf(scenario.given ?? {}, definition, catalogue),
  ];
}

function fieldsOf(step: Step, at: string): Finding[] {
  const action = actionOf(step);
  if (!action && !isClockStep(step) && step['expect'] === undefined) {
    const [name = ''] = Object.keys(step);
    return lookUp('unknown-property', name, at + pointer(name), [...ACTIONS, ...CLOCK_STEPS, 'expect']);
  }
  const unknown = action ? unknownFields(step, action) : unknownOfClock(step);
  const { expect } = step;
  return [
    ...timesOf(step, at),
    ...unknown.map((name) => finding('unknown-property', at + pointer(name), { name })),
    ...(isObject(expect)
      ? Object.keys(expect).flatMap((name) =>
          lookUp('unknown-property', name, at + pointer('expect', name), EXPECTATIONS),
        )
      : []),
  ];
}

/** As the clock reads them. */
function timesOf({ advance, until, offline }: Step, at: string): Finding[] {
  return [
    ...(typeof advance === 'string' && !parsesAsDuration(advance)
      ? [finding('bad-format', `${at}/advance`, { example: 'P1D' })]
      : []),
    ...(until === undefined ? [] : instantOf(until, `${at}/until`)),
    ...(offline === undefined ? [] : instantOf(offline, `${at}/offline`)),
  ];
}

function instantOf(value: unknown, at: string): Finding[] {
  return isInstantWithOffset(value)
    ? []
    : [finding('bad-format', at, { example: '2026-03-02T09:00:00+08:00' })];
}

function parsesAsDuration(text: string): boolean {
  try {
    parseDuration(text);
    return true;
  } catch {
    return false;
  }
}

function namesOf(step: Step, at: string, definition: ProcessDefinition): Finding[] {
  const { stages, clocks = [] } = definition;
  const stageIds = stages.map(({ id }) => id);
  const full = stages.flatMap((stage) => stage.steps.map(({ id }) => `${stage.id}/${id}`));
  const short = stages.flatMap((stage) => stage.steps.map(({ id }) => id));
  const named = (name: unknown, place: string, known: string[]) =>
    typeof name === 'string' ? lookUp('not-in-process', name, place, known) : [];
  const action = actionOf(step);
  const steps = [...full, ...short];
  const known = action && { jump: stageIds, reopen: stageIds, ...stepsOf(steps) }[String(action)];
  const expect = isObject(step['expect']) ? step['expect'] : {};
  const within = (field: string, list: string[]) =>
    namesIn(expect[field]).flatMap(([name, key]) => named(name, at + pointer('expect', field, key), list));
  return [
    ...(known && step['refused'] === undefined ? named(step[action], at + pointer(action), known) : []),
    ...named(expect['stage'], at + pointer('expect', 'stage'), stageIds),
    ...within('visits', stageIds),
    ...within('open', full),
    ...within('due', [...steps, ...clocks.map(({ id }) => `clock:${id}`)]),
    ...['assigned', 'onBehalfOf', 'priority', 'children', 'milestones'].flatMap((field) =>
      within(field, steps),
    ),
    ...within(
      'clocks',
      clocks.map(({ id }) => id),
    ),
    ...within('vars', Object.keys(variablesOf(definition.vars))),
  ];
}

/** The actions whose value is a step. */
function stepsOf(steps: string[]): Record<string, string[]> {
  const others = [
    'hold',
    'resume',
    'jump',
    'reopen',
    'cancel',
    'retry',
    'migrate',
    'fact',
    'event',
    'calendar',
  ];
  return Object.fromEntries(ACTIONS.filter((name) => !others.includes(name)).map((name) => [name, steps]));
}

function givenOf(
  { entity = {}, vars = {} }: NonNullable<Scenario['given']>,
  definition: ProcessDefinition,
  catalogue: Catalogue,
): Finding[] {
  const type = entityType(definition.entity, catalogue);
  const all = (names: string[], place: string, known: string[]) =>
    names.flatMap((name) => lookUp('not-in-process', name, place + pointer(name), known));
  return [
    ...(isObjectType(type) ? all(Object.keys(entity), '/given/entity', Object.keys(type)) : []),
    ...all(Object.keys(vars), '/given/vars', Object.keys(variablesOf(definition.vars))),
  ];
}

/** Each name of a list, or each key of an object, with the rest of its pointer. */
function namesIn(value: unknown): [name: unknown, key: string | number][] {
  if (Array.isArray(value)) return value.map((item, n): [unknown, number] => [item, n]);
  return isObject(value) ? Object.keys(value).map((name): [string, string] => [name, name]) : [];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
