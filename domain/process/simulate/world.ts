import type { ProcessDefinition } from '../../generated/process';
import type { Person, Scenario } from '../../generated/scenario';
import type { Workload } from '../assign';
import { withCalendars } from '../calendars';
import { subjectOfClock } from '../clock';
import { directoryOf, type Colleague, type Directory } from '../directory';
import { resolversOf } from '../plan';
import { isEmpty, settle } from '../settle';
import { openTasks } from '../tasks';
import { nextDeadline, transition } from '../transition';
import type { Effect } from '../effectTypes';
import type { Instant, JsonObject, Plan, ProcessEvent, ProcessState } from '../types';
import { valuesIn } from './record';
import { planAtHand, versionOf } from './versions';

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
  /** The record was given without an id, so that a fact about it may name any. */
  anyId: boolean;
}

const SUBJECT = 'subject';

/** All that a scenario gives, before its case starts. */
export function createWorld(
  definition: ProcessDefinition,
  scenario: Scenario,
  start: Instant,
  documents: readonly unknown[] = [],
): World {
  const world: World = {
    plan: planAtHand(definition, documents, start),
    // `startCase` makes it.
    state: undefined as unknown as ProcessState,
    now: start,
    directory: directoryOf((scenario.given?.people ?? []).map(toColleague)),
    workload: { open: {}, cursors: {}, last: {} },
    documents,
    foretold: new Map(),
    timeline: [],
    fired: [],
    sent: [],
    anyId: typeof toJson(scenario.given?.entity ?? {}).id !== 'string',
  };
  addEmployees(world);
  return world;
}

export function startCase(world: World, { given }: Pick<Scenario, 'given'>): void {
  const entity = valuesIn(world.documents, world.plan.definition.entity, toJson(given?.entity ?? {}));
  const entityId = typeof entity.id === 'string' ? entity.id : SUBJECT;
  const input = { entityId, entity, vars: toJson(given?.vars ?? {}) };
  dispatch(world, { type: 'start', actor: null, input }, 'start');
}

/** One event, and everything that follows from it at this instant. */
export function dispatch(world: World, event: ProcessEvent, label: string): void {
  const queue: { event: ProcessEvent; label: string }[] = [{ event, label }];
  for (let next = queue.shift(); next; next = queue.shift()) {
    const { state, effects } = transition(world.plan, world.state ?? null, next.event, world.now);
    if (next.event.type === 'calendar') world.plan = withCalendars(world.plan, next.event);
    const workload = workloadOf(world, state);
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
      workload,
      now: world.now,
    });
    if (!isEmpty(settlement)) queue.push({ event: { type: 'settled', settlement }, label: 'settled' });
    queue.push(...published(world, effects), ...results(world, effects));
    if (queue.length === 0) queue.push(...dueNow(world));
  }
}

/** What is due already, as an instant that has passed or the next window of what is started at once. */
function dueNow({ state, now }: World): { event: ProcessEvent; label: string }[] {
  const next = nextDeadline(state);
  return next && next.at <= now
    ? [{ event: { type: 'due', deadline: next.id }, label: `due ${next.id}` }]
    : [];
}

/** A case hears the events that it publishes itself, where it waits for such ones. */
function published({ plan, state }: World, effects: Effect[]): { event: ProcessEvent; label: string }[] {
  const steps = plan.definition.stages.flatMap((stage) => stage.steps);
  const hears = (name: string) =>
    openTasks(state.tasks).some(({ waitEvent }) => waitEvent === name) ||
    steps.some((step) => step.kind === 'wait' && 'event' in step.for && step.for.event === name);
  return effects.flatMap((effect) => {
    if (effect.type !== 'publish' || state.outcome !== null || !hears(effect.name)) return [];
    const { name, data } = effect;
    return [{ event: { type: 'event', name, data }, label: `event ${name}` }];
  });
}

function workloadOf(world: World, state: ProcessState): Workload {
  const last: Workload['last'] = {};
  for (const { assignee } of Object.values(state.tasks))
    for (const group of world.directory.byId.get(assignee ?? '')?.groups ?? []) last[group] = assignee;
  return { cursors: world.workload.cursors, open: countLoad(world, state), last };
}

/** Open tasks by person: those of this case as they are now, and what a person has besides. */
function countLoad(world: World, state: ProcessState): Record<string, number> {
  const { open } = world.workload;
  const count = (tasks: ProcessState['tasks'], by: 1 | -1) => {
    for (const { assignee } of openTasks(tasks))
      if (assignee) open[assignee] = Math.max(0, (open[assignee] ?? 0) + by);
  };
  count(state.tasks, 1);
  count(world.state?.tasks ?? {}, -1);
  return { ...open };
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
}

/** Somebody whom the scenario does not describe is an active person without a manager. */
function addStrangers(world: World, effects: Effect[]): void {
  const seekers = effects.flatMap((effect) => ('seekers' in effect ? effect.seekers : []));
  for (const seeker of seekers) {
    if (seeker.by === 'person') addStranger(world, seeker.id);
    if (seeker.by === 'employee') addStranger(world, seeker.code);
  }
}

/** Those whom a role names by their code are known from the beginning, because they may hold a permission. */
function addEmployees(world: World): void {
  for (const role of Object.values(world.plan.definition.roles ?? {}))
    for (const resolver of resolversOf(role))
      if (resolver.by === 'employee') addStranger(world, resolver.code);
}

function addStranger(world: World, id: string): void {
  const { people, team } = world.directory;
  if (people.some((person) => person.id === id || person.code === id)) return;
  world.directory = directoryOf([...people, toColleague({ id })], team);
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
