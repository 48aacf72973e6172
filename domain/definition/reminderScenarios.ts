import { ACTION_NAMES, actionOf, unreadOf } from '../dunning/actions';
import { EXPECTATIONS } from '../dunning/expectations';
import type { Scenario } from '../generated/scenario';
import { CLOCK_STEPS } from '../process/simulate/actions';
import { lookUp } from './lookup';
import { pointer, type Finding } from './problem';
import { timesOf } from './scenarios';

type Step = Scenario['steps'][number];

const BESIDE_CLOCK = [...CLOCK_STEPS, 'clock', 'expect'];

/** The words of a scenario of payment reminders: one that its player does not know would be passed over in silence. */
export function lintReminderScenario({ steps }: Pick<Scenario, 'steps'>): Finding[] {
  return steps.flatMap((step, n) => {
    const at = pointer('steps', n);
    return [...wordsOf(step, at), ...expectedIn(step, at)];
  });
}

function wordsOf(step: Step, at: string): Finding[] {
  const action = actionOf(step);
  if (action) return unreadOf(step, action).flatMap(({ path, known }) => unknown(path, at, known));
  const isOfClock = Object.keys(step).some((name) => BESIDE_CLOCK.includes(name));
  const known = isOfClock ? BESIDE_CLOCK : [...ACTION_NAMES, ...BESIDE_CLOCK];
  const { advance } = step;
  return [
    ...Object.keys(step).flatMap((name) => unknown([name], at, known)),
    ...timesOf(advance === undefined ? {} : { advance }, at),
  ];
}

function expectedIn({ expect }: Step, at: string): Finding[] {
  const names = typeof expect === 'object' && expect !== null ? Object.keys(expect) : [];
  return names.flatMap((name) => unknown(['expect', name], at, EXPECTATIONS));
}

function unknown(path: string[], at: string, known: readonly string[]): Finding[] {
  return lookUp('unknown-property', path.at(-1) ?? '', at + pointer(...path), [...known]);
}
