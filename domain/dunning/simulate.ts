import type { Calendar } from '../calendar/types';
import { DomainError } from '../errors';
import type { DunningDefinition } from '../generated/dunning';
import type { Scenario } from '../generated/scenario';
import { actionOf, addInvoice, applyAction, type ActionName } from './actions';
import { checkExpectations, createMarks, type Check, type Marks } from './expectations';
import { invoiceFacts } from './ledger';
import { advance, EVERY_DAY, parseInstant } from './time';
import { itemsNow, log, runUntil, settleChanges, stayOffline, type TimelineEntry, type World } from './world';

export interface SimulationReport {
  ok: boolean;
  scenario: string;
  timeline: TimelineEntry[];
  checks: Check[];
  final: Record<string, unknown>;
}

/** Plays a scenario on the pure rules with a virtual clock. Throws DomainError SCENARIO_INVALID when it makes no sense. */
export function simulateDunning(
  definition: DunningDefinition,
  scenario: Scenario,
  documents: readonly unknown[] = [],
): SimulationReport {
  const world = createWorld(definition, scenario, documents);
  const marks = createMarks();
  const checks = scenario.steps.flatMap((step, n) => playStep(world, step, n, marks));
  settleChanges(world);
  return {
    ok: checks.every(({ ok }) => ok),
    scenario: scenario.name,
    timeline: world.timeline,
    checks,
    final: finalOf(world),
  };
}

function createWorld(policy: DunningDefinition, scenario: Scenario, documents: readonly unknown[]): World {
  const calendar = calendarOf(policy, [...(scenario.given?.documents ?? []), ...documents]);
  const now = instant(calendar, scenario.start, 'start');
  const { tags, ...customer } = scenario.given?.customer ?? {};
  const nothing = {
    today: '',
    items: [],
    state: 'clear',
    skippedStates: [],
    notices: [],
    settled: true,
    clear: [],
    nextAt: null,
    problems: [],
  };
  const world: World = {
    policy,
    calendar,
    now,
    customer: {
      id: 'customer',
      locale: 'zh-CN',
      category: null,
      ...customer,
      tags: Array.isArray(tags) ? tags.map(String) : [],
    },
    ledger: { invoices: [], credits: [] },
    notices: [],
    messages: [],
    tasks: [],
    creditHold: customer.creditHold === true,
    delivery: 'sent',
    lastCase: null,
    cleared: [],
    last: nothing,
    changed: 'start',
    timeline: [],
  };
  for (const [n, invoice] of (scenario.given?.invoices ?? []).entries()) {
    const refused = addInvoice(world, invoice);
    if (refused) throw invalid(`given/invoices/${n}`, refused);
  }
  return world;
}

function calendarOf(policy: DunningDefinition, documents: readonly unknown[]): Calendar {
  if (policy.calendar === undefined) return EVERY_DAY;
  const found = documents.find(
    (document): document is Calendar => isCalendar(document) && document.key === policy.calendar,
  );
  if (!found) throw invalid('calendar', `There is no calendar "${policy.calendar}"`);
  return found;
}

function isCalendar(document: unknown): document is Calendar {
  return (
    typeof document === 'object' && document !== null && 'kind' in document && document.kind === 'calendar'
  );
}

function playStep(world: World, step: Record<string, unknown>, n: number, marks: Marks): Check[] {
  // An action's own fields may be called like a clock step: a promise has `until`.
  const action = actionOf(step);
  const checks = action === undefined ? playClock(world, step, n) : playAction(world, action, step, n);
  if (step.expect === undefined) return checks;
  if (!isObject(step.expect)) throw invalid(`steps/${n}/expect`, 'An expectation is an object');
  settleChanges(world);
  return [...checks, ...checkExpectations(world, n, step.expect, marks)];
}

function playAction(world: World, action: ActionName, step: Record<string, unknown>, n: number): Check[] {
  const refused = applyAction(world, action, step);
  if (refused) log(world, action, [{ refused }]);
  const expected = step.refused;
  if (expected === undefined && refused === null) return [];
  const ok = expected === true ? refused !== null : refused === (expected ?? null);
  return [{ step: n, field: 'refused', expected: expected ?? null, actual: refused, ok }];
}

function playClock(world: World, step: Record<string, unknown>, n: number): Check[] {
  const pointer = `steps/${n}`;
  if (typeof step.advance === 'string') runUntil(world, forward(world, advanced(world, step, pointer), n));
  else if (step.until !== undefined) {
    runUntil(world, forward(world, instant(world.calendar, step.until, `${pointer}/until`), n));
  } else if (step.offline !== undefined) {
    stayOffline(world, forward(world, instant(world.calendar, step.offline, `${pointer}/offline`), n));
  } else if (step.expect === undefined) {
    throw invalid(pointer, `Not an action of a dunning scenario: ${Object.keys(step).join(', ')}`);
  }
  return [];
}

function advanced(world: World, step: Record<string, unknown>, pointer: string): number {
  const clock = step.clock === 'business' ? 'business' : 'calendar';
  try {
    return advance(world.calendar, world.now, String(step.advance), clock);
  } catch (error) {
    throw invalid(`${pointer}/advance`, error instanceof Error ? error.message : String(error));
  }
}

function forward(world: World, to: number, n: number): number {
  if (to < world.now) throw invalid(`steps/${n}`, 'Time does not run backwards');
  return to;
}

function instant(calendar: Calendar, value: unknown, pointer: string): number {
  const at = typeof value === 'string' ? parseInstant(calendar, value) : null;
  if (at === null) throw invalid(pointer, 'Not an instant');
  return at;
}

function finalOf(world: World): Record<string, unknown> {
  const { last, ledger, tasks, lastCase, creditHold } = world;
  return {
    status: lastCase === null ? 'ended' : 'active',
    stage: last.state,
    outcome: lastCase === null ? 'clear' : null,
    open: tasks.map(({ id }) => id),
    vars: {},
    state: last.state,
    creditHold,
    nextAt: last.nextAt === null ? null : new Date(last.nextAt).toISOString(),
    items: itemsNow(world),
    invoices: invoiceFacts(ledger).map(({ id, balance, currency }) => ({ id, balance, currency })),
  };
}

function invalid(pointer: string, reason: string): DomainError {
  return new DomainError('SCENARIO_INVALID', { pointer: `/${pointer}`, reason });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
