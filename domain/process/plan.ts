import type { Calendar } from '../calendar/types';
import type {
  ProcessDefinition,
  Resolver,
  Rung,
  Sla,
  Stage,
  Step,
  Clock,
  PoolResolver,
} from '../generated/process';
import type { WorkdayRule } from '../expression/workdays';
import type { Instant, Json, JsonObject, Plan } from './types';

/** A resolver in its one canonical spelling; see docs/decisions/0002. */
export type CanonicalResolver =
  | { by: 'field'; path: string; else?: string }
  | { by: 'completerOf'; step: string; else?: string }
  | { by: 'managerOf'; role: string; else?: string }
  | { by: 'employee'; code: string; else?: string }
  | { by: 'team'; role: string; else?: string }
  | {
      by: 'pool';
      group: string;
      strategy: NonNullable<PoolResolver['strategy']>;
      if?: string;
      else?: string;
    };

export interface ResolvedSla {
  due: string | { cel: string } | null;
  clock: Clock;
  /** Where it is another one than the process's. */
  calendar?: string;
  pauseWhile: ('onHold' | 'waiting')[];
  ladder: Rung[];
}

interface Index {
  stages: Map<string, { stage: Stage; position: number }>;
  steps: Map<string, { stage: Stage; step: Step }>;
  workdays: WorkdayRule | undefined;
}

const indexes = new WeakMap<Plan, Index>();

export function createPlan(
  definition: ProcessDefinition,
  calendar: Calendar | null,
  sha256: string,
  zone: [Instant, number][],
  status?: Plan['status'],
  calendars?: Plan['calendars'],
): Plan {
  return { definition, calendar, sha256, zone, ...(status && { status }), ...(calendars && { calendars }) };
}

export function stageOf(plan: Plan, id: string): Stage | undefined {
  return indexOf(plan).stages.get(id)?.stage;
}

export function positionOf(plan: Plan, stageId: string): number {
  return indexOf(plan).stages.get(stageId)?.position ?? -1;
}

/** Finds a step by `step` or `stage/step`; without a stage, the first in the definition's order. */
export function stepOf(plan: Plan, reference: string): { stage: Stage; step: Step } | undefined {
  return indexOf(plan).steps.get(reference);
}

/** What the timeline and the diagrams call an exit of the process. */
export const nameOfExit = ({ id, end }: { id?: string; end: string }): string => id ?? end;

export function workdaysOf(plan: Plan): WorkdayRule | undefined {
  return indexOf(plan).workdays;
}

/** The date in the calendar's zone, by the table of offsets that travels with the plan. */
export function localDate(zone: Plan['zone'], at: Instant): string {
  let minutes = zone[0]?.[1] ?? 0;
  for (const [from, offset] of zone) if (from <= at) minutes = offset;
  return new Date(at + minutes * 60_000).toISOString().slice(0, 10);
}

/** What variables are before anybody sets them. */
export function variableDefaults(plan: Plan): JsonObject {
  // A JSON Schema is JSON.
  const properties = (plan.definition.vars?.properties ?? {}) as Record<string, { default?: Json }>;
  return Object.fromEntries(
    Object.entries(properties).flatMap(([name, schema]) =>
      schema?.default === undefined ? [] : [[name, schema.default]],
    ),
  );
}

export function resolversOf(role: Resolver | Resolver[]): CanonicalResolver[] {
  return (Array.isArray(role) ? role : [role]).map(canonicalResolver);
}

export function slaOf(plan: Pick<Plan, 'definition'>, sla: string | Sla | undefined): ResolvedSla | null {
  const chain = slaChain(plan, sla, 0);
  if (chain.length === 0) return null;
  const first = <K extends keyof Sla>(key: K) => chain.find((item) => item[key] !== undefined)?.[key];
  const calendar = first('calendar');
  return {
    due: first('due') ?? null,
    clock: first('clock') ?? 'calendar',
    ...(calendar !== undefined && { calendar }),
    pauseWhile: first('pauseWhile') ?? [],
    ladder: first('ladder') ?? [],
  };
}

function slaChain(plan: Pick<Plan, 'definition'>, sla: string | Sla | undefined, depth: number): Sla[] {
  const found = typeof sla === 'string' ? plan.definition.slas?.[sla] : sla;
  if (!found || depth > 10) return [];
  return [found, ...slaChain(plan, found.extends, depth + 1)];
}

function canonicalResolver(resolver: Resolver): CanonicalResolver {
  if ('by' in resolver) return withDefaults(resolver);
  if ('field' in resolver) return { by: 'field', path: resolver.field };
  if ('completerOf' in resolver) return { by: 'completerOf', step: resolver.completerOf };
  if ('managerOf' in resolver) return { by: 'managerOf', role: resolver.managerOf };
  if ('employee' in resolver) return { by: 'employee', code: resolver.employee };
  if ('team' in resolver) return { by: 'team', role: resolver.team };
  return { by: 'pool', group: resolver.pool, strategy: resolver.strategy ?? 'roundRobin', if: resolver.if };
}

function withDefaults(resolver: Extract<Resolver, { by: string }>): CanonicalResolver {
  if (resolver.by === 'managerOf') {
    return { by: 'managerOf', role: resolver.role ?? resolver.of ?? '', else: resolver.else };
  }
  if (resolver.by === 'pool') return { ...resolver, strategy: resolver.strategy ?? 'roundRobin' };
  return resolver;
}

function indexOf(plan: Plan): Index {
  const known = indexes.get(plan);
  if (known) return known;
  const index: Index = { stages: new Map(), steps: new Map(), workdays: workdayRule(plan.calendar) };
  plan.definition.stages.forEach((stage, position) => {
    index.stages.set(stage.id, { stage, position });
    for (const step of stage.steps) {
      index.steps.set(`${stage.id}/${step.id}`, { stage, step });
      if (!index.steps.has(step.id)) index.steps.set(step.id, { stage, step });
    }
  });
  indexes.set(plan, index);
  return index;
}

/** Working days need no time zone: only the week and the dates that are closed or open. */
function workdayRule(calendar: Calendar | null): WorkdayRule | undefined {
  if (!calendar) return undefined;
  const { sun, mon, tue, wed, thu, fri, sat } = calendar.week;
  const range = (entry: string | { date?: string; from?: string; to?: string }) =>
    typeof entry === 'string'
      ? { from: entry, to: entry }
      : { from: entry.date ?? entry.from ?? '', to: entry.date ?? entry.to ?? '' };
  return {
    week: [sun, mon, tue, wed, thu, fri, sat].map((windows) => (windows?.length ?? 0) > 0),
    closed: (calendar.closed ?? []).map(range),
    open: (calendar.open ?? []).map(range),
  };
}
