import { matches } from '../../dunning/compare';
import { clockRunOf } from '../clock';
import { openTasks } from '../tasks';
import type { Instant, StepState, TaskState } from '../types';
import { iso, openReferences, type World } from './world';

export interface Check {
  step: number;
  field: string;
  expected: unknown;
  actual: unknown;
  ok: boolean;
}

type Reader = (world: World, expected: unknown) => unknown;

const READERS: Record<string, Reader> = {
  stage: ({ state }) => state.stage,
  status: ({ state }) => state.status,
  outcome: ({ state }) => state.outcome,
  open: ({ state }) => openReferences(state),
  assigned: (world, expected) => byReference(world, expected, (task) => task.assignee),
  onBehalfOf: (world, expected) => byReference(world, expected, (task) => task.onBehalfOf),
  due: (world, expected) => dues(world, expected),
  clocks: ({ state }) =>
    Object.fromEntries(Object.entries(state.caseClocks ?? {}).map(([id, clock]) => [id, clock.status])),
  priority: (world, expected) => byReference(world, expected, (task) => task.priority),
  vars: ({ state }) => state.vars,
  entity: ({ state }) => state.entity,
  fired: (world) => world.fired.splice(0),
  sent: (world, expected) => messages(world, expected),
  messages: (world, expected) => messages(world, expected),
  incidents: ({ state }, expected) =>
    namedOr(expected, Object.values(state.incidents), (incident) => incident.code),
  visits: ({ plan, state }) =>
    Object.fromEntries(plan.definition.stages.map(({ id }) => [id, state.stages[id]?.visit ?? 0])),
  children: (world, expected) => childrenOf(world, expected),
  milestones: ({ state }, expected) =>
    Array.isArray(expected)
      ? Object.keys(state.milestones)
      : Object.fromEntries(Object.entries(state.milestones).map(([id, at]) => [id, iso(at)])),
};

export const EXPECTATIONS = Object.keys(READERS);

/** One check a field that the scenario names; nothing else is compared. */
export function checkExpectations(world: World, step: number, expect: Record<string, unknown>): Check[] {
  return Object.entries(expect).map(([field, expected]) => {
    const actual = READERS[field]?.(world, expected);
    return { step, field, expected, actual, ok: matches(expected, actual) };
  });
}

/** Of the tasks that are named, and of clocks of the case as `clock:<id>`. */
function dues(world: World, expected: unknown): Record<string, unknown> {
  const at = (due: Instant | null | undefined) => (due == null ? null : iso(due));
  const tasks = byReference(world, expected, (task) => at(task.due));
  return Object.fromEntries(
    Object.entries(tasks).map(([name, due]) => {
      const clock = clockRunOf(world.state, name);
      return [name, clock ? at(clock.due) : due];
    }),
  );
}

/** The value of each task that is named, latest run first; a list where several are open in one step. */
function byReference(
  world: World,
  expected: unknown,
  read: (task: TaskState) => string | null,
): Record<string, unknown> {
  const names = typeof expected === 'object' && expected !== null ? Object.keys(expected) : [];
  return Object.fromEntries(names.map((name) => [name, valueFor(world, name, read)]));
}

function valueFor(world: World, name: string, read: (task: TaskState) => string | null): unknown {
  const all = Object.values(world.state.tasks).filter(
    (task) => `${task.stage}/${task.step}` === name || task.step === name,
  );
  const open = openTasks(world.state.tasks).filter((task) => all.includes(task));
  if (open.length > 1) return open.map(read);
  const task = open[0] ?? all.at(-1);
  return task ? read(task) : null;
}

/** For each step that is named how many processes it started, and how these stand. */
export function childrenOf({ state }: Pick<World, 'state'>, expected: unknown): Record<string, unknown> {
  const names = typeof expected === 'object' && expected !== null ? Object.keys(expected) : [];
  return Object.fromEntries(
    names.map((name) => {
      const [stage = '', step = ''] = name.split('/');
      return [name, countChildren(state.stages[stage]?.steps[step])];
    }),
  );
}

function countChildren(run: StepState | undefined) {
  const children = Object.values(run?.children ?? {});
  const cancelled = children.filter((child) => child.cancelled).length;
  const done = children.filter((child) => child.done).length - cancelled;
  return { total: run?.total ?? 0, started: run?.started ?? 0, done, cancelled };
}

function messages(world: World, expected: unknown): unknown[] {
  return namedOr(expected, world.sent.splice(0), (message) => message.template);
}

/** Objects where the scenario compares objects, else their names. */
function namedOr<T extends object>(expected: unknown, items: T[], name: (item: T) => string): unknown[] {
  const wantsObjects = Array.isArray(expected) && typeof expected[0] === 'object';
  return wantsObjects ? items : items.map(name);
}
