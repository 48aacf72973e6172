import { evaluateBoolean } from '../domain/expression/expression';
import { localDate, workdaysOf } from '../domain/process/plan';
import type { JsonObject } from '../domain/process/types';
import type { Db } from './connect';
import { loadPlan } from './plan';

/** What only the process's calendar can answer. */
const OF_TIME = /\b(?:now|today|businessDays)\b/;

/**
 * Whether a trigger's condition holds at an instant, by the calendar of its process; null when it cannot be evaluated,
 * as when it reads what an event lacks. No condition holds always.
 */
export async function conditionHolds(
  db: Db,
  process: { key: string; version: number },
  condition: string | undefined,
  names: { entity?: JsonObject; event?: JsonObject },
  at: Date = new Date(),
): Promise<boolean | null> {
  if (condition === undefined) return true;
  const plan = OF_TIME.test(condition) ? await loadPlan(db, process, at.getTime()) : null;
  const times = plan && { now: at.toISOString(), today: localDate(plan.zone, at.getTime()) };
  const result = evaluateBoolean(condition, { ...names, ...times }, plan ? workdaysOf(plan) : undefined);
  return result.ok ? result.value : null;
}
