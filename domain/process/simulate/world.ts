import type { ProcessDefinition } from '../../generated/process';
import type { Person, Scenario } from '../../generated/scenario';
import type { Workload } from '../assign';
import { subjectOfClock } from '../clock';
import { directoryOf, type Colleague, type Directory } from '../directory';
import { isEmpty, settle } from '../settle';
import { openTasks } from '../tasks';
import { planAtHand, versionOf } from './versions';
import { nextDeadline, transition } from '../transition';
import type { Effect } from '../effectTypes';
import type { Instant, JsonObject, Plan, ProcessEvent, ProcessState } from '../types';

export interface TimelineEntry {
  at: string;
  event: string;
  stage: string | null;
  /** `stage/step` of each task that is open afterwards. */
  open: string[];
  effects: Effect[];
}

/** What a scenario says beforehand of an auto step's next result. */
export type Foretold = { ok: true; result: JsonObject } | { ok: false; error: string };

/** A case with a virtual clock: the same core as in production, and people from the scenario. */
export interface World {
  plan: Plan;
  state: ProcessState;
  now: Instant;
  directory: Directory;
  workload: Workload;
  /** Definitions at hand, the scenario's own first: the versions that a case may be moved to. */
  documents: readonly unknown[];
  foretold: Map<string, Foretold[]>;
  timeline: TimelineEntry[];
  /** What happened since the last expectation that asked for it. */
  fired: string[];
  sent: { template: string; channels: string[]; to: string[] }[];
}

const SUBJECT = 'subject';

export function createWorld(
  definition: ProcessDefinition,
  scenario: Scenario,
  start: Instant,
  documents: readonly unknown[] = [],
): World {
  const entity = toJson(scenario.given?.entity ?? {});
  const entityId = typeof entity.id === 'string' ? entity.id : SUBJECT;
  const world: World = {
    plan: planAtHand(definition, documents, start),
    // Replaced by the start event just below.
    state: undefined as unknown as ProcessState,
    now: start,
    directory: directoryOf((scenario.given?.people ?? []).map(toColleague)),
    workload: { open: {}, cursors: {}, last: {} },
    documents,
    foretold: new Map(),
    timeline: [],
    fired: [],
    sent: [],
  };
  dispatch(
    world,
    { type: 'start', actor: null, input: { entityId, entity, vars: toJson(scenario.given?.vars ?? {}) } },
    'start',
  );
  return world;
}

/** One event, and everything that follows from it at this instant. */
export function dispatch(world: World, event: ProcessEvent, label: string): void {
  const queue: { event: ProcessEvent; label: string }[] = [{ event, label }];
  for (let next = queue.shift(); next; next = queue.shift()) {
    const { state, effects } = transition(world.plan, world.state ?? null, next.event, world.now);
    world.state = state;
    const open = openReferences(state);
    world.timeline.push({ at: iso(world.now), event: next.label, stage: state.stage, open, effects });
    for (const effect of effects) observe(world, effect);
    addStrangers(world, effects);
    const settlement = settle({
      plan: world.plan,
      state,
      effects,
      directory: world.directory,
      workload: world.workload,
      now: world.now,
    });
    if (!isEmpty(settlement)) queue.push({ event: { type: 'settled', settlement }, label: 'settled' });
    queue.push(...results(world, effects));
    if (queue.length === 0) queue.push(...more(world));
  }
}

/** The next window of what is started at once, in a commit of its own. */
function more({ state, now }: World): { event: ProcessEvent; label: string }[] {
  const next = nextDeadline(state);
  return next?.kind === 'more' && next.at <= now
    ? [{ event: { type: 'due', deadline: next.id }, label: `due ${next.id}` }]
    : [];
}

export function openReferences(state: ProcessState): string[] {
  const references = openTasks(state.tasks).map((task) => `${task.stage}/${task.step}`);
  return [...new Set(references)];
}

export function runUntil(world: World, to: Instant): void {
  for (let next = nextDeadline(world.state); next && next.at <= to; next = nextDeadline(world.state)) {
    world.now = Math.max(world.now, next.at);
    dispatch(world, { type: 'due', deadline: next.id }, `due ${next.id}`);
  }
  world.now = to;
}

/** Nothing of ours runs before `to`; then what was missed is caught up with, in order. */
export function stayOffline(world: World, to: Instant): void {
  world.now = to;
  runUntil(world, to);
}

/** What an action would answer: `{}` unless the scenario said otherwise beforehand. */
function results(world: World, effects: Effect[]): { event: ProcessEvent; label: string }[] {
  return effects.flatMap((effect) => {
    if (effect.type === 'startProcess' && !effect.detached) {
      const said = world.foretold.get(effect.step ?? '')?.shift();
      return said ? [answer(effect.id, said, true)] : [];
    }
    if (effect.type !== 'runAction' || effect.compensation) return [];
    return [answer(effect.id, world.foretold.get(effect.step)?.shift() ?? { ok: true, result: {} })];
  });
}

/** Another process always says how it ended, also where the scenario does not. */
export function answer(
  effect: string,
  said: Foretold,
  isProcess = false,
): { event: ProcessEvent; label: string } {
  const ended: JsonObject = isProcess ? { outcome: 'completed', status: 'ended' } : {};
  if (said.ok)
    return {
      event: { type: 'effectDone', effect, result: { ...ended, ...said.result } },
      label: `done ${effect}`,
    };
  return { event: { type: 'effectFailed', effect, error: said.error }, label: `failed ${effect}` };
}

function observe(world: World, effect: Effect): void {
  if (effect.type === 'log' && effect.event === 'rungFired') {
    const clock = effect.data?.clock;
    const about = typeof clock === 'string' ? subjectOfClock(clock) : effect.stage;
    world.fired.push(`${about}${effect.step ? `/${effect.step}` : ''}#${String(effect.data?.rung)}`);
  }
  if (effect.type === 'migrated') world.plan = versionOf(world, effect.to) ?? world.plan;
  if (effect.type === 'send') {
    world.sent.push({
      template: effect.template,
      channels: effect.channels,
      to: effect.recipients.map((r) => r.role),
    });
  }
  if (effect.type === 'closeTask') {
    const assignee = world.state.tasks[effect.taskId]?.assignee;
    if (assignee) world.workload.open[assignee] = Math.max(0, (world.workload.open[assignee] ?? 1) - 1);
  }
}

/** Somebody whom the scenario does not describe is an active person without a manager. */
function addStrangers(world: World, effects: Effect[]): void {
  const named = effects
    .flatMap((effect) => ('seekers' in effect ? effect.seekers : []))
    .flatMap((s) => (s.by === 'person' ? [s.id] : []));
  for (const id of named) {
    if (world.directory.byId.has(id)) continue;
    const stranger = toColleague({ id });
    world.directory.people.push(stranger);
    world.directory.byId.set(id, stranger);
  }
}

function toColleague(person: Person): Colleague {
  return {
    ...(person.data ? { data: person.data } : {}),
    id: person.id,
    code: person.id,
    name: person.name ?? person.id,
    roles: person.roles ?? [],
    groups: person.groups ?? [],
    managerId: person.managerId ?? null,
    deputyId: person.deputyId ?? null,
    active: person.active ?? true,
    absences: person.absent ?? [],
    capacity: person.capacity ?? null,
    weight: person.weight ?? 1,
  };
}

export function toJson(value: Record<string, unknown>): JsonObject {
  // A scenario is a JSON document.
  return JSON.parse(JSON.stringify(value)) as JsonObject;
}

export function iso(at: Instant): string {
  return new Date(at).toISOString();
}
