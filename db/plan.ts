import { zoneOffsets } from '../domain/calendar/days';
import type { Calendar } from '../domain/calendar/types';
import type { ListDefinition } from '../domain/generated/list';
import type { ProcessDefinition } from '../domain/generated/process';
import { createPlan } from '../domain/process/plan';
import { planStatus, statusListOf } from '../domain/process/statusList';
import { zoneOf } from '../domain/process/settle';
import type { Plan } from '../domain/process/types';
import { getDefinition, newest, type DefinitionRow } from './definitions';
import type { Db } from './connect';

const YEARS_AHEAD = 10;
const YEAR = 366 * 86_400_000;
const MOST_CACHED = 200;
const plans = new Map<string, Plan>();

/** What an instance runs on: the pinned definition, its calendar as it is now, and the zone's offsets for years ahead. */
export async function loadPlan(
  db: Db,
  definition: { key: string; version: number },
  now: number,
): Promise<Plan | null> {
  const row = await getDefinition(db, 'process', definition.key, definition.version);
  if (!row) return null;
  // Published definitions were checked against their schema.
  const body = row.body as unknown as ProcessDefinition;
  const found = body.calendar ? await newest(db, 'calendar', body.calendar) : null;
  const list = await statusList(db, body.entity);
  const key = `${row.sha256}:${found?.sha256 ?? ''}:${list?.sha256 ?? ''}:${Math.floor(now / YEAR)}`;
  const known = plans.get(key);
  if (known) return known;
  // As above.
  const calendar = (found?.body as unknown as Calendar | undefined) ?? null;
  const plan = createPlan(
    body,
    calendar,
    row.sha256,
    zoneOffsets(zoneOf({ calendar }), now, now + YEARS_AHEAD * YEAR),
    // As above.
    planStatus(body.entity, list?.body as unknown as ListDefinition | undefined),
  );
  if (plans.size >= MOST_CACHED) plans.clear();
  plans.set(key, plan);
  return plan;
}

async function statusList(db: Db, entity: string | undefined): Promise<DefinitionRow | null> {
  const found = statusListOf(entity);
  return found && newest(db, 'list', found.list);
}
