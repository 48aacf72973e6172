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
import { ON_STEPS } from '../process/simulate/words';
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
  const names = namesIn(definition);
  const found = [
    ...instantOf(scenario.start, '/start'),
    ...givenOf(scenario.given ?? {}, definition, catalogue),
  ];
  for (const [n, step] of scenario.steps.entries()) {
    const at = pointer('steps', n);
    const wrong = fieldsOf(step, at);
    found.push(...(wrong.length > 0 || isMoved ? wrong : namesOf(step, at, names)));
    if (found.length > MOST) break;
  }
  return found;
}

/** Of one scenario; looking for what may have been meant takes time, and nobody reads more. */
const MOST = 20;

/** What the steps of a scenario may name. */
interface ProcessNames {
  stages: string[];
  /** As `stage/step`. */
  places: string[];
  /** As `stage/step` and as `step`. */
  steps: string[];
  clocks: string[];
  vars: string[];
}

function namesIn({ stages, clocks = [], vars }: ProcessDefinition): ProcessNames {
  const places = stages.flatMap((stage) => stage.steps.map(({ id }) => `${stage.id}/${id}`));
  return {
    stages: stages.map(({ id }) => id),
    places,
    steps: [...places, ...stages.flatMap((stage) => stage.steps.map(({ id }) => id))],
    clocks: clocks.map(({ id }) => id),
    vars: Object.keys(variablesOf(vars)),
  };
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
export function timesOf({ advance, until, offline }: Step, at: string): Finding[] {
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

function namesOf(step: Step, at: string, names: ProcessNames): Finding[] {
  const named = (name: unknown, place: string, known: string[]) =>
    typeof name === 'string' ? lookUp('not-in-process', name, place, known) : [];
  const action = actionOf(step);
  const meant = action && step['refused'] === undefined ? namedBy(action, names) : undefined;
  const expect = isObject(step['expect']) ? step['expect'] : {};
  const within = (field: string, known: string[]) =>
    entriesOf(expect[field]).flatMap(([name, key]) => named(name, at + pointer('expect', field, key), known));
  return [
    ...(action && meant ? named(step[action], at + pointer(action), meant) : []),
    ...named(expect['stage'], at + pointer('expect', 'stage'), names.stages),
    ...within('visits', names.stages),
    ...within('open', names.places),
    ...within('due', [...names.steps, ...names.clocks.map((id) => `clock:${id}`)]),
    ...BY_STEP.flatMap((field) => within(field, names.steps)),
    ...within('clocks', names.clocks),
    ...within('vars', names.vars),
  ];
}

const BY_STEP = ['assigned', 'onBehalfOf', 'priority', 'children', 'milestones'];

/** What the value of an action is the name of, if of anything. */
function namedBy(action: string, { stages, steps }: ProcessNames): string[] | undefined {
  if (action === 'jump' || action === 'reopen') return stages;
  return ON_STEPS.includes(action) ? steps : undefined;
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
function entriesOf(value: unknown): [name: unknown, key: string | number][] {
  if (Array.isArray(value)) return value.map((item, n): [unknown, number] => [item, n]);
  return isObject(value) ? Object.keys(value).map((name): [string, string] => [name, name]) : [];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
