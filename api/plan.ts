import { getDefinition, newest } from '../db/definitions';
import type { Db } from '../db/connect';
import { zoneOffsets } from '../domain/calendar/days';
import type { Calendar } from '../domain/calendar/types';
import type { ProcessDefinition } from '../domain/generated/process';
import { createPlan } from '../domain/process/plan';
import { zoneOf } from '../domain/process/settle';
import type { Plan } from '../domain/process/types';

const YEARS_AHEAD = 10;
const YEAR = 366 * 86_400_000;

/** What a new instance carries: the pinned definition, its calendar, and the zone's offsets for years ahead. */
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
  // As above.
  const calendar = found?.body as unknown as Calendar | undefined;
  const zone = zoneOffsets(zoneOf({ calendar: calendar ?? null }), now, now + YEARS_AHEAD * YEAR);
  return createPlan(body, calendar ?? null, row.sha256, zone);
}
