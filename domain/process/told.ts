import { transition } from './transition';
import type { Effect } from './effectTypes';
import type { Instant, Plan, ProcessEvent, ProcessState } from './types';

/** A wake-up as the events that made it, instead of all that follows from them, with a mark of what followed. */
export interface Told {
  events: ProcessEvent[];
  mark: string;
}

/** What events lead to; the workflow and the commit ask here, each from its own copy of the state. */
export interface Outcome {
  state: ProcessState;
  effects: Effect[];
}

/**
 * Null where a wake-up has to be handed over whole: a migration and a new calendar bring a plan of their own, which the
 * commit does not have. Without an outcome there is no mark, for a workflow that replays: nobody reads its commit again.
 */
export function tell(events: ProcessEvent[], outcome: Outcome | null): Told | null {
  return events.every(isPlain) ? { events, mark: outcome ? markOf(outcome) : '' } : null;
}

/** What the events lead to from this state, or null when that is not, to the letter, what was meant. */
export function derive(
  plan: Plan,
  before: ProcessState | null,
  { events, mark }: Told,
  now: Instant,
): Outcome | null {
  let state = before;
  const effects: Effect[] = [];
  for (const event of events) {
    const next = transition(plan, state, event, now);
    state = next.state;
    effects.push(...next.effects);
  }
  const outcome = state && { state, effects };
  return outcome && markOf(outcome) === mark ? outcome : null;
}

function isPlain(event: ProcessEvent): boolean {
  return event.type !== 'calendar' && !(event.type === 'command' && event.command.op === 'migrate');
}

/** Of the text, so that the order of members counts: what is done for each of them is done in this order. */
function markOf({ state, effects }: Outcome): string {
  return `${state.seq}.${fingerprint(JSON.stringify([state, effects]))}`;
}

/** In a workflow's context each look-up of a global takes a microsecond, and this is one for each character. */
const { imul } = Math;

/** Finds accidents, not forgeries: FNV-1a (Fowler, Noll, Vo) and the polynomial of base 31 over the characters, 32 bits of each. */
function fingerprint(text: string): string {
  let fnv = 0x811c9dc5;
  let polynomial = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    fnv = imul(fnv ^ code, 0x01000193);
    polynomial = (imul(polynomial, 31) + code) | 0;
  }
  return `${(fnv >>> 0).toString(36)}-${(polynomial >>> 0).toString(36)}`;
}
