import { zoneOffsets } from '../../calendar/days';
import type { Calendar } from '../../calendar/types';
import type { ListDefinition } from '../../generated/list';
import type { ProcessDefinition } from '../../generated/process';
import { calendarsNamed } from '../calendars';
import type { Command } from '../commands';
import { rulesIn } from '../migrationRules';
import { createPlan } from '../plan';
import { zoneOf } from '../settle';
import { planStatus, statusListOf } from '../statusList';
import type { Instant, Plan } from '../types';
import { invalid } from './invalid';
import type { World } from './world';

const YEAR = 366 * 86_400_000;

/** `{"migrate": 2}`, `{"migrate": "key@2"}`, or `true` with `to`; without a number the newest version at hand. */
export function migration(
  world: World,
  step: Record<string, unknown>,
  pointer: string,
): Extract<Command, { op: 'migrate' }> {
  const given = [step.migrate, step.to].map((value) => /(\d+)$/.exec(String(value ?? ''))?.[1]);
  const version = given.find((number) => number !== undefined);
  const plan = versionOf(world, version === undefined ? null : Number(version));
  if (!plan)
    throw invalid(`${pointer}/migrate`, 'There is no such version of this process in given.documents');
  const rules = rulesIn(step);
  return { op: 'migrate', plan, ...(rules ? { rules } : {}) };
}

/** Another version of the case's process, from the documents at hand; without a number the newest. */
export function versionOf(world: World, version: number | null): Plan | null {
  const { definition } = world.plan;
  const versions = world.documents.filter((document): document is ProcessDefinition =>
    isDocument(document, 'process', definition.key),
  );
  const newest = Math.max(...versions.map((found) => found.version));
  const found = versions.find((candidate) => candidate.version === (version ?? newest));
  return found ? planAtHand(found, world.documents, world.now) : null;
}

/** A plan of what is at hand, the first of each key; SCENARIO_INVALID where it names a calendar that is not. */
export function planAtHand(definition: ProcessDefinition, documents: readonly unknown[], now: Instant): Plan {
  const calendar = definition.calendar === undefined ? null : calendarAtHand(definition.calendar, documents);
  const others = calendarsNamed(definition).map((key) => [key, calendarAtHand(key, documents)] as const);
  return createPlan(
    definition,
    calendar,
    '',
    zoneOffsets(zoneOf({ calendar }), now, now + 5 * YEAR),
    statusAtHand(definition, documents),
    others.length > 0 ? Object.fromEntries(others) : undefined,
  );
}

export function calendarAtHand(key: string, documents: readonly unknown[]): Calendar {
  const found = documents.find((d): d is Calendar => isDocument(d, 'calendar', key));
  if (!found) throw invalid('/calendar', `There is no calendar "${key}"`);
  return found;
}

/** What the list of the record's statuses says, the scenario's own list first. */
function statusAtHand(definition: ProcessDefinition, documents: readonly unknown[]): Plan['status'] {
  const key = statusListOf(definition.entity)?.list;
  const list = documents.find((d): d is ListDefinition => isDocument(d, 'list', key));
  return planStatus(definition.entity, list);
}

/** Of this kind and key; documents of a scenario are whatever its author wrote. */
export function isDocument(document: unknown, kind: string, key: unknown): boolean {
  return (
    typeof document === 'object' &&
    document !== null &&
    'kind' in document &&
    document.kind === kind &&
    'key' in document &&
    document.key === key
  );
}
