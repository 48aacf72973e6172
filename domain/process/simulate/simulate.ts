import { addDuration } from '../../calendar/business';
import type { ProcessDefinition } from '../../generated/process';
import type { Scenario } from '../../generated/scenario';
import { zoneOf } from '../settle';
import { instant, invalid } from './invalid';
import {
  actionOf,
  countForetold,
  isClockStep,
  take,
  unknownFields,
  unknownOfClock,
  type FormCheck,
} from './actions';
import { checkExpectations, EXPECTATIONS, type Check } from './expectations';
import { isDocument } from './versions';
import {
  createWorld,
  openReferences,
  runUntil,
  startCase,
  stayOffline,
  type TimelineEntry,
  type World,
} from './world';

export interface SimulationReport {
  ok: boolean;
  scenario: string;
  timeline: TimelineEntry[];
  checks: Check[];
  final: { status: string; stage: string | null; outcome: string | null; open: string[]; vars: unknown };
}

/**
 * Plays a scenario on the core that also runs in production, with a virtual clock. `documents` are the definitions at
 * hand (the scenario's own come first). Throws DomainError SCENARIO_INVALID when the scenario makes no sense.
 */
export function simulateProcess(
  definition: ProcessDefinition,
  scenario: Scenario,
  documents: readonly unknown[],
  checkForm: FormCheck,
): SimulationReport {
  const all = [...(scenario.given?.documents ?? []), ...documents];
  const world = createWorld(definition, scenario, instant(scenario.start, '/start'), [...all, definition]);
  const said = countForetold(world, scenario.steps);
  scenario.steps.slice(0, said).forEach((step, n) => act(world, step, n, checkForm));
  startCase(world, scenario);
  return playSteps(world, scenario, checkForm, said);
}

/** What follows when a scenario's steps are taken in a world that stands already; of the first `taken` only what they expect. */
export function playSteps(
  world: World,
  scenario: Pick<Scenario, 'name' | 'steps'>,
  checkForm: FormCheck,
  taken = 0,
): SimulationReport {
  const check: FormCheck = (form, answers) =>
    checkForm(typeof form === 'string' ? formOf(world.documents, form) : form, answers);
  const checks = scenario.steps.flatMap((step, n) => [
    ...(n < taken ? [] : act(world, step, n, check)),
    ...(step.expect === undefined ? [] : expectations(world, step.expect, n)),
  ]);
  return reportOf(world, scenario.name, checks);
}

export function reportOf(world: World, scenario: string, checks: Check[]): SimulationReport {
  const { status, stage, outcome, vars } = world.state;
  const final = { status, stage, outcome, open: openReferences(world.state), vars };
  return { ok: checks.every((c) => c.ok), scenario, timeline: world.timeline, checks, final };
}

/** Lets happen what the step says; a check where something was refused, or should have been. */
function act(world: World, step: Record<string, unknown>, n: number, checkForm: FormCheck): Check[] {
  const pointer = `/steps/${n}`;
  const action = actionOf(step);
  if (action) {
    const unknown = unknownFields(step, action);
    if (unknown.length > 0)
      throw invalid(`${pointer}/${unknown[0]}`, `"${unknown[0]}" does not go with "${action}"`);
    return refusalCheck(step, n, take(world, action, step, pointer, checkForm));
  }
  const [unknown] = unknownOfClock(step);
  const isKnown = isClockStep(step) || step.expect !== undefined;
  if (isKnown && unknown !== undefined)
    throw invalid(
      `${pointer}/${unknown}`,
      `"${unknown}" goes neither with the clock nor with an expectation`,
    );
  if (!playClock(world, step, pointer) && step.expect === undefined)
    throw invalid(pointer, `Not an action of a process scenario: ${Object.keys(step).join(', ')}`);
  return [];
}

function refusalCheck(step: Record<string, unknown>, n: number, refused: string | null): Check[] {
  const expected = step.refused ?? null;
  if (expected === null && refused === null) return [];
  const ok = expected === true ? refused !== null : refused === expected;
  return [{ step: n, field: 'refused', expected, actual: refused, ok }];
}

function playClock(world: World, step: Record<string, unknown>, pointer: string): boolean {
  if (typeof step.advance === 'string')
    runUntil(world, later(world, advanced(world, step, pointer), pointer));
  else if (step.until !== undefined)
    runUntil(world, later(world, instant(step.until, `${pointer}/until`), pointer));
  else if (step.offline !== undefined)
    stayOffline(world, later(world, instant(step.offline, `${pointer}/offline`), pointer));
  else return false;
  return true;
}

function advanced(world: World, step: Record<string, unknown>, pointer: string): number {
  const { calendar } = world.plan;
  const { clock = 'calendar' } = step;
  if (clock !== 'calendar' && clock !== 'business')
    throw invalid(`${pointer}/clock`, 'A clock is "calendar" or "business"');
  try {
    return addDuration(calendar, zoneOf(world.plan), world.now, String(step.advance), clock);
  } catch (error) {
    throw invalid(`${pointer}/advance`, error instanceof Error ? error.message : String(error));
  }
}

function later(world: World, to: number, pointer: string): number {
  if (to < world.now) throw invalid(pointer, 'Time does not run backwards');
  return to;
}

function expectations(world: World, expect: unknown, n: number): Check[] {
  if (typeof expect !== 'object' || expect === null || Array.isArray(expect))
    throw invalid(`/steps/${n}/expect`, 'An expectation is an object');
  const fields = Object.fromEntries(Object.entries(expect));
  const unknown = Object.keys(fields).find((field) => !EXPECTATIONS.includes(field));
  if (unknown !== undefined)
    throw invalid(`/steps/${n}/expect/${unknown}`, `A process has no "${unknown}" to expect`);
  return checkExpectations(world, n, fields);
}

function formOf(documents: readonly unknown[], key: string): unknown {
  const found = documents.find((d): d is { schema: unknown } => isDocument(d, 'form', key));
  return found?.schema ?? {};
}
