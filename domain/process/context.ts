import { evaluate, evaluateBoolean } from '../expression/expression';
import { clearIncident, raise, type Draft } from './draft';
import { localDate, workdaysOf } from './plan';
import { shown } from './room';
import type { Actor, Json, JsonObject, Plan, ProcessState } from './types';

/** What an expression sees besides the record, the variables and the steps. */
export interface Scope {
  form?: JsonObject;
  event?: JsonObject;
  target?: JsonObject;
  item?: { name: string; value: Json };
}

/** Where an expression stands, for incidents. */
export interface Place {
  id: string;
  stage: string | null;
  step: string | null;
  pointer: string;
}

/** With a `source`, what is made for the occasion is left out where its name does not stand in it. */
export function contextOf(
  plan: Plan,
  state: ProcessState,
  now: number,
  user: JsonObject | null,
  scope: Scope = {},
  source?: string,
) {
  const isRead = (name: string) => source === undefined || source.includes(name);
  return {
    entity: state.entity,
    vars: state.vars,
    ...(isRead('steps') && { steps: stepsContext(plan, state) }),
    ...(isRead('now') && { now: new Date(now).toISOString() }),
    ...(isRead('today') && { today: localDate(plan.zone, now) }),
    user: user ?? { id: '', name: '', roles: [] },
    ...(scope.form ? { form: scope.form } : {}),
    ...(scope.event ? { event: scope.event } : {}),
    ...(scope.target ? { target: scope.target } : {}),
    ...(scope.item ? { [scope.item.name]: scope.item.value } : {}),
  };
}

/** A guard's answer; null when it failed, which is then an incident at that place and not a false. */
export function holds(draft: Draft, when: string, place: Place, scope?: Scope): boolean | null {
  const result = evaluateBoolean(when, draftContext(draft, when, scope), workdaysOf(draft.plan));
  if (result.ok) {
    clearIncident(draft, place.id);
    return result.value;
  }
  raiseExpression(draft, place, when, result.error.code, result.error.message);
  return null;
}

/** A question to what came from outside: where it cannot be answered the answer is no, and nobody is told. */
export function asks(draft: Draft, when: string, scope: Scope): boolean {
  const result = evaluateBoolean(when, draftContext(draft, when, scope), workdaysOf(draft.plan));
  return result.ok && result.value;
}

/** The value of `{"cel": …}`, or the literal itself with what is computed inside it; `ok: false` after an incident. */
export function valueOf(
  draft: Draft,
  value: unknown,
  place: Place,
  scope?: Scope,
): { ok: true; value: Json } | { ok: false } {
  const source = computed(value);
  if (source === null) return literal(draft, value, place, scope);
  const result = evaluate(source, draftContext(draft, source, scope), workdaysOf(draft.plan));
  if (result.ok) {
    clearIncident(draft, place.id);
    return { ok: true, value: result.value as Json }; // plain JSON, see `evaluate`
  }
  raiseExpression(draft, place, source, result.error.code, result.error.message);
  return { ok: false };
}

function literal(
  draft: Draft,
  value: unknown,
  place: Place,
  scope?: Scope,
): { ok: true; value: Json } | { ok: false } {
  // Definitions are JSON.
  if (typeof value !== 'object' || value === null) return { ok: true, value: value as Json };
  const values = valuesOf(draft, { ...value }, place, scope);
  if (values === null) return { ok: false };
  return { ok: true, value: Array.isArray(value) ? Object.values(values) : values };
}

/** Each value of a map of literals and computed values; null after an incident. */
export function valuesOf(
  draft: Draft,
  values: Record<string, unknown> | undefined,
  place: Place,
  scope?: Scope,
): JsonObject | null {
  const out: JsonObject = {};
  for (const [key, value] of Object.entries(values ?? {})) {
    const result = valueOf(
      draft,
      value,
      { ...place, id: `${place.id}/${key}`, pointer: `${place.pointer}/${escapePointer(key)}` },
      scope,
    );
    if (!result.ok) return null;
    out[key] = result.value;
  }
  return out;
}

const escapePointer = (key: string) => key.replace(/~/g, '~0').replace(/\//g, '~1');

export function computed(value: unknown): string | null {
  const isComputed = typeof value === 'object' && value !== null && !Array.isArray(value) && 'cel' in value;
  return isComputed && typeof value.cel === 'string' ? value.cel : null;
}

export function userOf(actor: Actor | null): JsonObject | null {
  return actor && { id: actor.id, name: actor.name ?? '', roles: actor.holds };
}

function draftContext(draft: Draft, source: string, scope?: Scope) {
  return contextOf(draft.plan, draft.state, draft.now, userOf(draft.actor), scope, source);
}

/** `steps.<id>`: `out` is there only once the step was completed, so that `has()` can ask for it. */
function stepsContext(plan: Plan, state: ProcessState): JsonObject {
  const steps: JsonObject = {};
  for (const stage of plan.definition.stages) {
    for (const step of stage.steps) {
      const run = state.stages[stage.id]?.steps[step.id];
      const done = run?.status === 'completed' || run?.status === 'failed';
      steps[step.id] = {
        status: run?.status ?? 'pending',
        run: run?.run ?? 0,
        by: run?.by ?? '',
        at: run?.at ? new Date(run.at).toISOString() : '',
        ...(done ? { out: run.out ?? {} } : { out: {} }),
      };
    }
  }
  return steps;
}

function raiseExpression(draft: Draft, place: Place, source: string, code: string, message: string): void {
  raise(draft, {
    id: place.id,
    code: 'EXPRESSION_FAILED',
    stage: place.stage,
    step: place.step,
    message: `${message} (${code}): ${source}`,
    pointer: place.pointer,
    values: shown(draft, { entity: draft.state.entity, vars: draft.state.vars }),
    retry: 'expression',
  });
}
