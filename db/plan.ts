import { zoneOffsets } from '../domain/calendar/days';
import type { Calendar } from '../domain/calendar/types';
import type { ListDefinition } from '../domain/generated/list';
import type { ProcessDefinition } from '../domain/generated/process';
import { createPlan } from '../domain/process/plan';
import { planStatus, statusListOf } from '../domain/process/statusList';
import { zoneOf } from '../domain/process/settle';
import type { Plan } from '../domain/process/types';
import { getDefinition, newest, type DefinitionRow } from './definitions';
import { run, type Db } from './connect';

const YEARS_AHEAD = 10;
const YEAR = 366 * 86_400_000;
const MOST_CACHED = 200;
const plans = new Map<string, Plan>();

/** What a plan is made of, by its contents: asking for these is cheap, and mostly the plan is known. */
const PARTS = `select d.sha256,
    (select c.sha256 from definition c where c.kind = 'calendar' and c.key = d.body->>'calendar'
      and c.status = 'published' order by c.version desc limit 1) as calendar,
    (select l.sha256 from definition l where l.kind = 'list' and l.key = $3
      and l.status = 'published' order by l.version desc limit 1) as list
  from definition d where d.kind = 'process' and d.key = $1 and d.version = $2`;

/** The list of statuses that a version goes by; a published version never changes. */
const lists = new Map<string, string | null>();

/** What an instance runs on: the pinned definition, its calendar as it is now, and the zone's offsets for years ahead. */
export async function loadPlan(
  db: Db,
  definition: { key: string; version: number },
  now: number,
): Promise<Plan | null> {
  return (await knownPlan(db, definition, now)) ?? (await readPlan(db, definition, now));
}

async function knownPlan(
  db: Db,
  { key, version }: { key: string; version: number },
  now: number,
): Promise<Plan | undefined> {
  const list = lists.get(`${key}@${version}`);
  if (list === undefined) return undefined;
  const rows = await run<Parts>(db, { name: 'plan-parts', text: PARTS, values: [key, version, list] });
  return rows[0] && plans.get(nameOf(rows[0], now));
}

async function readPlan(
  db: Db,
  { key, version }: { key: string; version: number },
  now: number,
): Promise<Plan | null> {
  const row = await getDefinition(db, 'process', key, version);
  if (!row) return null;
  // Published definitions were checked against their schema.
  const body = row.body as unknown as ProcessDefinition;
  const found = body.calendar ? await newest(db, 'calendar', body.calendar) : null;
  const list = await statusList(db, body.entity);
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
  if (lists.size >= MOST_CACHED) lists.clear();
  const parts = { sha256: row.sha256, calendar: found?.sha256 ?? null, list: list?.sha256 ?? null };
  plans.set(nameOf(parts, now), plan);
  lists.set(`${key}@${version}`, statusListOf(body.entity)?.list ?? null);
  return plan;
}

interface Parts {
  sha256: string;
  calendar: string | null;
  list: string | null;
}

function nameOf({ sha256, calendar, list }: Parts, now: number): string {
  return `${sha256}:${calendar ?? ''}:${list ?? ''}:${Math.floor(now / YEAR)}`;
}

async function statusList(db: Db, entity: string | undefined): Promise<DefinitionRow | null> {
  const found = statusListOf(entity);
  return found && newest(db, 'list', found.list);
}
