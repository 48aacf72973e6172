import { zoneOffsets } from '../domain/calendar/days';
import type { Calendar } from '../domain/calendar/types';
import type { ListDefinition } from '../domain/generated/list';
import type { ProcessDefinition } from '../domain/generated/process';
import { calendarsNamed } from '../domain/process/calendars';
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
    (select string_agg(n.sha256, ' ' order by n.key collate "C") from (
      select distinct on (c.key) c.key, c.sha256 from definition c where c.kind = 'calendar'
        and c.key = any($4) and c.status = 'published' order by c.key, c.version desc) n) as calendars,
    (select l.sha256 from definition l where l.kind = 'list' and l.key = $3
      and l.status = 'published' order by l.version desc limit 1) as list
  from definition d where d.kind = 'process' and d.key = $1 and d.version = $2`;

/** The list of statuses and the calendars that a version goes by; a published version never changes. */
const needs = new Map<string, { list: string | null; calendars: string[] }>();

/** What an instance runs on: the pinned definition, its calendars as they are now, and the zone's offsets for years ahead. */
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
  const need = needs.get(`${key}@${version}`);
  if (need === undefined) return undefined;
  const values = [key, version, need.list, need.calendars];
  const rows = await run<Parts>(db, { name: 'plan-parts', text: PARTS, values });
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
  const calendars = await newestCalendars(db, calendarKeys(body));
  const list = await statusList(db, body.entity);
  const plan = planOf(row, body, calendars, list, now);
  if (plans.size >= MOST_CACHED) plans.clear();
  if (needs.size >= MOST_CACHED) needs.clear();
  const shas = calendars.map(({ sha256 }) => sha256).join(' ') || null;
  plans.set(nameOf({ sha256: row.sha256, calendars: shas, list: list?.sha256 ?? null }, now), plan);
  needs.set(`${key}@${version}`, {
    list: statusListOf(body.entity)?.list ?? null,
    calendars: calendarKeys(body),
  });
  return plan;
}

function planOf(
  row: DefinitionRow,
  body: ProcessDefinition,
  found: DefinitionRow[],
  list: DefinitionRow | null,
  now: number,
): Plan {
  // Published definitions were checked against their schemas.
  const calendars = found.map(({ body: calendar }) => calendar as unknown as Calendar);
  const calendar = calendars.find(({ key }) => key === body.calendar) ?? null;
  const others = calendars.filter((one) => one !== calendar);
  return createPlan(
    body,
    calendar,
    row.sha256,
    zoneOffsets(zoneOf({ calendar }), now, now + YEARS_AHEAD * YEAR),
    // As above.
    planStatus(body.entity, list?.body as unknown as ListDefinition | undefined),
    others.length > 0 ? Object.fromEntries(others.map((one) => [one.key, one])) : undefined,
  );
}

/** The process's own and those that single clocks name, in the order in which the database lists them. */
function calendarKeys(definition: ProcessDefinition): string[] {
  return [...(definition.calendar ? [definition.calendar] : []), ...calendarsNamed(definition)].sort();
}

async function newestCalendars(db: Db, keys: string[]): Promise<DefinitionRow[]> {
  const found = await Promise.all(keys.map((key) => newest(db, 'calendar', key)));
  return found.filter((row) => row !== null);
}

interface Parts {
  sha256: string;
  calendars: string | null;
  list: string | null;
}

function nameOf({ sha256, calendars, list }: Parts, now: number): string {
  return `${sha256}:${calendars ?? ''}:${list ?? ''}:${Math.floor(now / YEAR)}`;
}

async function statusList(db: Db, entity: string | undefined): Promise<DefinitionRow | null> {
  const found = statusListOf(entity);
  return found && newest(db, 'list', found.list);
}
