import type { Label } from '../../domain/generated/process';
import { visibleInstance } from '../api-visibility';
import { run, type Db } from '../connect';
import type { RecordContext } from '../context';
import { Params } from '../sql';

export interface StageTimes {
  definition: string;
  stage: string;
  /** As the newest version calls them. */
  definitionTitle: Label | null;
  stageTitle: Label | null;
  cases: number;
  visits: number;
  /** Of the visits that are over; null = none is. */
  medianSeconds: number | null;
  averageSeconds: number | null;
  /** Tasks that were done in time, and those that were or are late. */
  kept: number;
  missed: number;
  /** Visits that were left within the target of the stage, and those that were not. */
  targetKept: number;
  targetMissed: number;
  /** Cases that came to the stage more than once. */
  reworked: number;
}

/** Time in each stage, its SLAs and its rework, over the processes that the person may see. */
export function processTimes(
  db: Db,
  context: RecordContext,
  definition: string | null = null,
): Promise<StageTimes[]> {
  const params = new Params();
  const where = [visibleInstance('i', context, params)];
  if (definition !== null) where.push(`i.definition_key = ${params.bind(definition)}`);
  const text = `
    with mine as materialized (select i.id from process_instance i where ${where.join(' and ')}),
    stages as (
      select definition_key, stage, count(distinct instance_id)::int as cases, count(*)::int as visits,
        round(percentile_cont(0.5) within group (order by seconds))::int as median, round(avg(seconds))::int as average,
        (count(distinct instance_id) filter (where is_rework))::int as reworked
      from stage_time where instance_id in (select id from mine) group by definition_key, stage
    ),
    tasks as (
      select definition_key, stage, (count(*) filter (where sla = 'kept'))::int as kept, (count(*) filter (where sla = 'missed'))::int as missed
      from task_time where instance_id in (select id from mine) group by definition_key, stage
    ),
    targets as (
      select i.definition_key, p.stage, (count(*) filter (where p.at <= (p.data->>'due')::timestamptz))::int as kept,
        (count(*) filter (where p.at > (p.data->>'due')::timestamptz))::int as missed
      from process_event p join process_instance i on i.id = p.instance_id
      where p.event = 'stageLeft' and p.data->>'due' is not null and p.instance_id in (select id from mine) group by i.definition_key, p.stage
    )
    select s.definition_key as definition, s.stage, d.body->'title' as "definitionTitle", p.title as "stageTitle", s.cases, s.visits,
      s.median as "medianSeconds", s.average as "averageSeconds", coalesce(t.kept, 0) as kept, coalesce(t.missed, 0) as missed,
      coalesce(g.kept, 0) as "targetKept", coalesce(g.missed, 0) as "targetMissed", s.reworked
    from stages s left join tasks t on t.definition_key = s.definition_key and t.stage = s.stage
      left join targets g on g.definition_key = s.definition_key and g.stage = s.stage
      left join lateral (select body from definition where kind = 'process' and key = s.definition_key order by version desc limit 1) d on true
      left join lateral (
        select e.value->'title' as title, e.place from jsonb_array_elements(d.body->'stages') with ordinality e(value, place) where e.value->>'id' = s.stage
      ) p on true
    order by s.definition_key, p.place, s.stage`;
  return run(db, { text, values: params.values });
}
