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
 * commit does not have.
 */
export function tell(events: ProcessEvent[], outcome: Outcome): Told | null {
  return events.every(isPlain) ? { events, mark: markOf(outcome) } : null;
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

/** Finds accidents, not forgeries. Source: cyrb53 by bryc (public domain), here with all 64 bits. */
function fingerprint(text: string): string {
  let [a, b] = [0xdeadbeef, 0x41c6ce57];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    a = imul(a ^ code, 2654435761);
    b = imul(b ^ code, 1597334677);
  }
  const left = imul(a ^ (a >>> 16), 2246822507) ^ imul(b ^ (b >>> 13), 3266489909);
  const right = imul(b ^ (b >>> 16), 2246822507) ^ imul(a ^ (a >>> 13), 3266489909);
  return (left >>> 0).toString(36) + '-' + (right >>> 0).toString(36);
}
