import { forgetClocks, rememberClock } from './clock';
import type { Effect } from './effectTypes';
import type {
  Actor,
  Incident,
  Instant,
  Json,
  JsonObject,
  Plan,
  ProcessState,
  StageState,
  StepState,
} from './types';
import type { Stage, Step } from '../generated/process';

/** A transition in the making: a private copy of the state and the effects so far. */
export interface Draft {
  plan: Plan;
  /** The state as it was, which nothing changes. */
  before: ProcessState;
  state: ProcessState;
  effects: Effect[];
  now: Instant;
  actor: Actor | null;
  /** Stops authors' loops: every firing of a rule counts. */
  firings: number;
  /** Bytes of the state as JSON, as it was and with what was set since; null until something is set. */
  size: number | null;
  /** The record's status as this transition found it. */
  statusBefore: Json;
}

/** The same effect without its id, for each variant of the union. */
export type Asked = Effect extends infer E ? (E extends Effect ? Omit<E, 'id'> : never) : never;

export function emit(draft: Draft, asked: Asked): string {
  const id = `${draft.state.seq}.${draft.effects.length}`;
  // The union is rebuilt by adding the id that `Omit` took away.
  draft.effects.push({ ...asked, id });
  rememberClock(draft.state, asked);
  return id;
}

export function log(
  draft: Draft,
  event: string,
  where: { stage?: string; step?: string },
  data: JsonObject = {},
): void {
  emit(draft, {
    type: 'log',
    event,
    ...where,
    by: draft.actor?.id ?? null,
    onBehalfOf: draft.actor?.onBehalfOf ?? null,
    data,
  });
}

export function stageState({ state }: Draft, { id }: Stage): StageState {
  // An old definition may name a stage like a member that every object has.
  const known = Object.hasOwn(state.stages, id) ? state.stages[id] : undefined;
  return (state.stages[id] = known ?? {
    status: 'available',
    visit: 0,
    enteredAt: null,
    leftAt: null,
    steps: {},
  });
}

export function stepState(draft: Draft, stage: Stage, step: Step): StepState {
  return (stageState(draft, stage).steps[step.id] ??= newStep());
}

export function newStep(): StepState {
  return { status: 'pending', run: 0, out: null, by: null, at: null };
}

/** The step in another visit of its stage: of those before it is known only who completed it last. */
export function stepAgain(before: StepState | undefined): StepState {
  return { ...newStep(), ...(before?.last !== undefined && { last: before.last }) };
}

/** Opens an incident, once: the same fault met again does not open a second one. */
export function raise(draft: Draft, incident: Omit<Incident, 'at'>): void {
  if (draft.state.incidents[incident.id]) return;
  const opened = { ...incident, at: draft.now };
  draft.state.incidents[incident.id] = opened;
  emit(draft, { type: 'incident', incident: opened });
}

/** An incident whose cause is gone closes by itself. */
export function clearIncident(draft: Draft, id: string): void {
  if (!draft.state.incidents[id]) return;
  delete draft.state.incidents[id];
  emit(draft, { type: 'incidentResolved', incidentId: id, by: draft.actor?.id ?? null });
}

export function dropDeadlines(draft: Draft, matches: (subject: string) => boolean): void {
  for (const [id, deadline] of Object.entries(draft.state.deadlines)) {
    if (matches(deadline.subject)) delete draft.state.deadlines[id];
  }
  forgetClocks(draft.state, matches);
}
