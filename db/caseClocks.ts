import type { ClockView } from '../domain/process/clockView';
import type { Label } from '../domain/generated/process';
import type { Db } from './connect';
import type { Write } from './pipeline';

/** A clock that runs and when it is up, for a list of processes. */
export interface ClockItem {
  id: string;
  title: Label | null;
  dueAt: string;
  late: boolean;
  paused: boolean;
}

/** Writes how the clocks of a case stand; those that have not begun have no row. */
export function saveClocks(trx: Db, instanceId: string, clocks: ClockView[]): Write | null {
  const rows = clocks.flatMap(({ id, run, status, startedAt, due, stoppedAt, pausedAt, seconds }) =>
    startedAt === null
      ? []
      : [
          {
            instance_id: instanceId,
            clock: id,
            run,
            status,
            started_at: new Date(startedAt),
            due_at: date(due),
            stopped_at: date(stoppedAt),
            paused_at: date(pausedAt),
            seconds_left: stoppedAt === null ? null : seconds,
          },
        ],
  );
  if (rows.length === 0) return null;
  return trx('case_clock').insert(rows).onConflict(['instance_id', 'clock', 'run']).merge();
}

/** SQL that is true for a clock `k` that runs and whose due has passed; one that stands still is as it was then. */
const LATE = `k.status = 'running' and k.due_at < coalesce(k.paused_at, now())`;

/** SQL that is true for the instance `i` where one of its clocks is late. */
export const CLOCK_IS_LATE = `exists (select 1 from case_clock k where k.instance_id = i.id and ${LATE})`;

/** SQL of the clock of the instance `i`, with its definition `d`, that is up first. */
export const FIRST_CLOCK = `(select json_build_object('id', k.clock, 'title', (select o->'title' from jsonb_array_elements(d.body->'clocks') o where o->>'id' = k.clock),
    'dueAt', k.due_at, 'late', ${LATE}, 'paused', k.paused_at is not null)
  from case_clock k where k.instance_id = i.id and k.status = 'running' and k.due_at is not null order by k.due_at, k.clock limit 1)`;

function date(at: number | null): Date | null {
  return at === null ? null : new Date(at);
}
