import type { Calendar } from '../../calendar/types';
import type { ProcessEvent } from '../types';
import { invalid, object } from './invalid';
import { calendarAtHand, planAtHand } from './versions';
import type { World } from './world';

/** What another version of a calendar may say otherwise. */
const FIELDS = ['timezone', 'week', 'closed', 'open'];

/** `{"calendar": "office", "set": {"closed": ["2026-03-03"]}}`: another version of it is published; the case goes by it from now on. */
export function changeCalendar(
  world: World,
  key: string,
  set: unknown,
  pointer: string,
): Extract<ProcessEvent, { type: 'calendar' }> {
  const before = calendarAtHand(key, world.documents);
  // Its author's own words, as those of the scenario's documents are.
  const changes = object(set, `${pointer}/set`) as Partial<Calendar>;
  const unknown = Object.keys(changes).find((field) => !FIELDS.includes(field));
  if (unknown !== undefined)
    throw invalid(`${pointer}/set/${unknown}`, `A calendar has ${FIELDS.join(', ')} to change`);
  const calendar = { ...before, ...changes, version: before.version + 1 };
  world.documents = [calendar, ...world.documents];
  const plan = planAtHand(world.plan.definition, world.documents, world.now);
  return {
    type: 'calendar',
    changed: key,
    calendar: plan.calendar,
    ...(plan.calendars && { calendars: plan.calendars }),
    zone: plan.zone,
  };
}
