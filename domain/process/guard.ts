import { evaluate, evaluateBoolean } from '../expression/expression';
import { references } from '../expression/references';
import { contextOf, type Scope } from './context';
import { workdaysOf } from './plan';
import type { Instant, Json, JsonObject, Plan, ProcessState } from './types';
import type { Reading } from './wording';

/** A condition as it stands, with what it reads. `value` is null where it cannot be evaluated. */
export interface Guard {
  when: string;
  value: boolean | null;
  values: JsonObject;
  /** The same in words, for people. */
  reads?: Reading[];
}

/** Reads only; the same state gives the same answer. */
export function guardOf(
  plan: Plan,
  state: ProcessState,
  when: string,
  now: Instant,
  scope: { user?: JsonObject | null } & Scope = {},
): Guard {
  const { user = null, ...rest } = scope;
  const context = contextOf(plan, state, now, user, rest, when);
  const result = evaluateBoolean(when, context, workdaysOf(plan));
  const values = references(when).map((path): [string, Json] => {
    const read = evaluate(path.join('.'), context);
    return [path.join('.'), read.ok ? (read.value as Json) : null]; // evaluation gives plain JSON
  });
  return { when, value: result.ok ? result.value : null, values: Object.fromEntries(values) };
}

const LONGEST = 200;

/** To be written down: a whole list or text would make the line longer than what it explains. */
export function noted(guard: Guard): Guard {
  const values = Object.entries(guard.values).map(([name, value]): [string, Json] => {
    const text = JSON.stringify(value);
    return [name, text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : value];
  });
  return { ...guard, values: Object.fromEntries(values) };
}

/** Without the values that somebody may not see; the condition itself is part of the definition. */
export function without(guard: Guard, isHidden: (path: string) => boolean): Guard {
  const values = Object.entries(guard.values).filter(([path]) => !isHidden(path));
  return { ...guard, values: Object.fromEntries(values) };
}
