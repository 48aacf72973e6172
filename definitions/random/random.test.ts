import fc from 'fast-check';
import { transition } from '../../domain/process/transition';
import type { ProcessDefinition } from '../../domain/generated/process';
import type { Effect } from '../../domain/process/effectTypes';
import type { Incident, ProcessState } from '../../domain/process/types';
import { clockFaults } from './clocks.testkit';
import { thrown } from './dice.testkit';
import { lostSteps, waitsForNothing } from './invariants.testkit';
import { randomProcess } from './process.testkit';
import { findings, repaired, warnedOf } from './repair.testkit';
import { planAfter, randomCase, replayed, type Case } from './run.testkit';
import { shrunk } from './shrink.testkit';
import { asAtFirst } from './versions.testkit';

// Whole processes that the checker has nothing to say about, and what may happen to a case of them. The same ones each
// time, so that a failure is due to a change; `RANDOM_RUNS=20000 RANDOM_SEED=$RANDOM` looks at others, and longer.
const numRuns = Number(process.env.RANDOM_RUNS ?? 150);
/** fast-check would shrink the throws of the dice; what is broken is shrunk event by event instead. */
const options = {
  numRuns,
  endOnFailure: true,
  seed: Number(process.env.RANDOM_SEED ?? 20261128),
};

/** What only values bring to light, see docs/expressions.md. */
const OF_VALUES = /Division by zero|out of range|too much work|out of bounds|Not a date|conversion/i;
/** Where people went around the definition, the outputs of steps may not be there. */
const OF_HANDS = /No such key[^]*steps\./;

/** A case of a definition without errors; null in the few cases where taking things out did not make it one. */
const cases = (byHand: boolean) =>
  thrown((dice): Case | null => {
    const definition = repaired(randomProcess(dice));
    if (!definition) return null;
    const world = randomCase(definition, dice, byHand);
    // What a failure prints; the whole case would take minutes.
    return Object.assign(world, { [fc.toStringMethod]: () => told(world) });
  });

function told({ plan, log }: Case): string {
  return JSON.stringify({ stages: plan.definition.stages, log }).slice(0, 20_000);
}

function expressionErrors({ incidents, first }: Case): string[] {
  const { sources, paths } = warnedOf(first.definition);
  const isWarned = ({ message }: Incident) =>
    [...sources].some((source) => message.endsWith(`: ${source}`)) ||
    // `vars.?x` reads what `vars.x` is.
    paths.some((path) => message.replaceAll('.?', '.').includes(path));
  return incidents
    .map((incident) => ({ ...incident, message: asAtFirst(incident.message) }))
    .filter((incident) => !isWarned(incident))
    .filter(({ code }) => code === 'EXPRESSION_FAILED' || code === 'FOR_EACH_NOT_A_LIST')
    .filter(({ message }) => !OF_VALUES.test(message))
    .map(({ id, message }) => `${id}: ${message}`);
}

function expectSound({ first, state, effects, log }: Case): void {
  let plan = first;
  const unique = (ids: string[]) => expect(new Set(ids).size).toBe(ids.length);
  unique(effects.map(({ id }) => id));
  unique(effects.flatMap((effect) => (effect.type === 'openTask' ? [effect.task.id] : [])));
  unique(effects.flatMap(rungOf));
  unique(effects.flatMap((effect) => actionOf(effect, log)));
  let again: ProcessState | null = null;
  const replayed: Effect[] = [];
  for (const { event, now } of log) {
    const next = transition(plan, again, event, now);
    plan = planAfter(plan, event);
    again = JSON.parse(JSON.stringify(next.state)) as ProcessState; // a state is JSON
    replayed.push(...next.effects);
  }
  // Comparing them with `expect` would print the difference of two very long lines.
  expect(JSON.stringify(again) === JSON.stringify(state)).toBe(true);
  expect(JSON.stringify(replayed) === JSON.stringify(effects)).toBe(true);
}

/** Done once under its key, and again only where it failed; what undoes it has a key of its own. */
function actionOf(effect: Effect, log: Case['log']): string[] {
  if (effect.type !== 'runAction') return [];
  const failed = log.some(({ event }) => event.type === 'effectFailed' && event.effect === effect.id);
  return failed ? [] : [String(effect.key)];
}

function rungOf(effect: Effect): string[] {
  return effect.type === 'log' && effect.event === 'rungFired' && effect.step
    ? [JSON.stringify([effect.data?.task, effect.data?.dueVersion, effect.data?.rung])]
    : [];
}

function expectHealthy(world: Case | null, excused?: RegExp): void {
  if (!world) return;
  try {
    look(world, excused);
  } catch {
    look(
      shrunk(world, (smaller) => isBroken(smaller, excused)),
      excused,
    );
  }
}

function isBroken(world: Case, excused?: RegExp): boolean {
  try {
    look(world, excused);
    return false;
  } catch {
    return true;
  }
}

function look(world: Case, excused?: RegExp): void {
  expect(expressionErrors(world).filter((error) => !excused?.test(error))).toEqual([]);
  expect(world.twice).toEqual([]);
  expect(clockFaults(world)).toEqual([]);
  expect(lostSteps(world)).toEqual([]);
  expect(waitsForNothing(world)).toBe(false);
  expectSound(world);
}

describe('a definition that the checker accepts', () => {
  it('meets no unknown name, no missing value and no wrong type, whatever valid things happen', () => {
    fc.assert(
      fc.property(cases(false), (world) => expectHealthy(world)),
      options,
    );
  });

  it('fails only for what people went around, when they do', () => {
    fc.assert(
      fc.property(cases(true), (world) => expectHealthy(world, OF_HANDS)),
      options,
    );
  });

  it('has clocks that stand still, fire rungs, are kept and are missed, so that the above says something', () => {
    const seen = { stood: 0, rungs: 0, met: 0, missed: 0, ended: 0 };
    const count = (one: Case | null) => {
      const clocks = one?.trace.flatMap(({ state }) => Object.values(state.clocks ?? {})) ?? [];
      const runs = Object.values(one?.state.caseClocks ?? {}).map(({ status }) => status);
      if (clocks.some(({ stood }) => stood.length > 0)) seen.stood++;
      if (one?.effects.some((effect) => effect.type === 'log' && effect.data?.clock && effect.data.rung))
        seen.rungs++;
      if (runs.includes('met')) seen.met++;
      if (runs.includes('missed')) seen.missed++;
      if (one?.log.some(({ event }) => event.type === 'due' && event.deadline === 'resume')) seen.ended++;
    };
    fc.assert(fc.property(cases(false), count), { ...options, numRuns: 150 });
    for (const [name, times] of Object.entries(seen)) expect([name, times > 3]).toEqual([name, true]);
  });

  it('often reads records, variables, answers and events, so that the above says something', () => {
    const counts = {
      all: 0,
      written: 0,
      clean: 0,
      entity: 0,
      vars: 0,
      steps: 0,
      form: 0,
      event: 0,
      now: 0,
      asks: 0,
    };
    fc.assert(
      fc.property(thrown(randomProcess), (random) => {
        const definition = repaired(random);
        counts.all++;
        if (findings(random).length === 0) counts.written++;
        if (!definition) return;
        counts.clean++;
        for (const [name, pattern] of Object.entries(PATTERNS))
          if (pattern.test(expressionsOf(definition))) counts[name as keyof typeof counts]++; // its keys
      }),
      { ...options, numRuns: Math.min(numRuns, 300) },
    );
    // Most are written without a mistake; the others are what the checker finds, taken out.
    expect(counts.written / counts.all).toBeGreaterThan(0.6);
    expect(counts.clean / counts.all).toBeGreaterThan(0.9);
    for (const name of Object.keys(PATTERNS))
      expect([name, counts[name as keyof typeof counts] / counts.clean > 0.05]).toEqual([name, true]); // as above
  });
});

describe('a case that shows a fault', () => {
  it('is told with no event that the fault does not need', () => {
    const isFault = ({ effects }: Case) =>
      effects.some((effect) => effect.type === 'closeTask' && effect.status === 'complete');
    fc.assert(
      fc.property(cases(true), (world) => {
        if (!world || !isFault(world)) return;
        const small = shrunk(world, isFault);
        const events = small.log.filter(({ event }) => event.type !== 'settled');
        expect(isFault(small)).toBe(true);
        for (let n = 1; n < events.length; n++)
          expect(isFault(replayed(world, events.toSpliced(n, 1)))).toBe(false);
      }),
      { ...options, numRuns: Math.min(numRuns, 20) },
    );
  });
});

const PATTERNS = {
  entity: /entity\.(?:need|source|expectedClose)/,
  vars: /vars\.\w+(?:Unset|Empty)/,
  steps: /steps\.x\d+\.out\.\w/,
  form: /form\.\w/,
  event: /event\.n/,
  now: /today|now/,
  asks: /has\(|!= null/,
};

function expressionsOf({ stages }: ProcessDefinition): string {
  return JSON.stringify(stages);
}
