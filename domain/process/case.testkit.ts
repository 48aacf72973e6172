import type { Calendar } from '../calendar/types';
import type { ProcessDefinition } from '../generated/process';
import { colleague } from './colleague.testkit';
import { directoryOf, type Colleague } from './directory';
import type { Found } from './finding';
import { withCalendars } from './calendars';
import { createPlan } from './plan';
import { isEmpty, settle } from './settle';
import { transition } from './transition';
import type { Effect } from './effectTypes';
import type { Instant, JsonObject, Plan, ProcessEvent, ProcessState } from './types';

export const OFFICE: Calendar = {
  kind: 'calendar',
  key: 'office',
  version: 1,
  title: { 'zh-CN': '办公', en: 'Office' },
  timezone: 'Asia/Shanghai',
  week: Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, [['09:00', '18:00']]])),
};

/** Monday 2026-03-02, or another day of that month, at this time in Shanghai. */
export function at(time: string, day = 2): Instant {
  return Date.parse(`2026-03-${String(day).padStart(2, '0')}T${time}:00+08:00`);
}

/** For tests that look at single transitions: a case whose events they choose, settled as the commit would. */
export interface TestCase {
  plan: Plan;
  state: ProcessState;
  /** All effects so far, and who was found for those of tasks. */
  effects: Effect[];
  found: Map<string, Found>;
  /** One event and what is settled for it; the effects of both. */
  feed(event: ProcessEvent, now: Instant): Effect[];
}

interface Body {
  stages: Record<string, { steps: unknown[]; [more: string]: unknown }>;
  [more: string]: unknown;
}

const STAFF = [colleague('rep', 'boss'), colleague('boss', null)];

export function openCase(
  body: Body,
  {
    people = STAFF,
    semantics,
    input = {},
    calendars,
  }: {
    people?: Colleague[];
    semantics?: number;
    input?: JsonObject;
    calendars?: Record<string, Calendar>;
  } = {},
): TestCase {
  const definition = definitionOf(body);
  const workload = { open: {}, cursors: {}, last: {} };
  const test: TestCase = {
    plan: createPlan(definition, OFFICE, '', [[0, 480]], undefined, calendars),
    state: undefined as unknown as ProcessState, // set by the start event just below
    effects: [],
    found: new Map(),
    feed(event, now) {
      const all: Effect[] = [];
      for (let next: ProcessEvent | null = event; next;) {
        const { state, effects } = transition(test.plan, test.state ?? null, next, now);
        if (next.type === 'calendar') test.plan = withCalendars(test.plan, next);
        test.state = state;
        all.push(...effects);
        test.effects.push(...effects);
        const settlement = settle({
          plan: test.plan,
          state,
          effects,
          directory: directoryOf(people),
          workload,
          now,
          tell: (effectId, found) => void test.found.set(effectId, found),
        });
        next = isEmpty(settlement) ? null : { type: 'settled', settlement };
      }
      return all;
    },
  };
  test.feed(
    { type: 'start', input, actor: null, ...(semantics === undefined ? {} : { semantics }) },
    at('09:00'),
  );
  return test;
}

/** As an author writes it, with what no test is about. */
function definitionOf(body: Body): ProcessDefinition {
  const text = (name: string) => ({ 'zh-CN': name, en: name });
  return {
    kind: 'process',
    key: 'test.case',
    version: 1,
    category: 'general',
    title: text('test'),
    roles: { owner: { by: 'employee', code: 'rep' } },
    ...body,
    stages: Object.entries(body.stages).map(([id, stage]) => ({ id, title: text(id), ...stage })),
  } as unknown as ProcessDefinition; // as an author writes it
}
