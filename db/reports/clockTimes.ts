import type { Label } from '../../domain/generated/process';
import { visibleInstance } from '../api-visibility';
import { run, type Db } from '../connect';
import type { RecordContext } from '../context';
import { Params } from '../sql';

export interface ClockTimes {
  definition: string;
  clock: string;
  /** As the newest version calls them. */
  definitionTitle: Label | null;
  clockTitle: Label | null;
  kept: number;
  missed: number;
  /** Of those that were missed: still running. */
  late: number;
  running: number;
  withdrawn: number;
  /** From the beginning to the end, of those that were kept or missed; null = none is over. */
  medianSeconds: number | null;
}

/** Clocks of cases: kept, missed and still running, over the processes that the person may see. */
export function clockTimes(
  db: Db,
  context: RecordContext,
  definition: string | null = null,
): Promise<ClockTimes[]> {
  const params = new Params();
  const where = [visibleInstance('i', context, params)];
  if (definition !== null) where.push(`i.definition_key = ${params.bind(definition)}`);
  const text = `
    with mine as materialized (select i.id from process_instance i where ${where.join(' and ')}),
    clocks as (
      select definition_key, clock, (count(*) filter (where sla = 'kept'))::int as kept, (count(*) filter (where sla = 'missed'))::int as missed,
        (count(*) filter (where sla = 'missed' and status = 'running'))::int as late, (count(*) filter (where status = 'running'))::int as running,
        (count(*) filter (where status = 'withdrawn'))::int as withdrawn,
        round((percentile_cont(0.5) within group (order by seconds) filter (where status in ('met', 'missed')))::numeric)::int as median
      from clock_time where instance_id in (select id from mine) group by definition_key, clock
    )
    select c.definition_key as definition, c.clock, d.body->'title' as "definitionTitle", p.title as "clockTitle",
      c.kept, c.missed, c.late, c.running, c.withdrawn, c.median as "medianSeconds"
    from clocks c
      left join lateral (select body from definition where kind = 'process' and key = c.definition_key order by version desc limit 1) d on true
      left join lateral (
        select e.value->'title' as title, e.place from jsonb_array_elements(d.body->'clocks') with ordinality e(value, place) where e.value->>'id' = c.clock
      ) p on true
    order by c.definition_key, p.place, c.clock`;
  return run(db, { text, values: params.values });
}
