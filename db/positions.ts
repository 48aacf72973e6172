import { run, type Db } from './connect';

/** How many live instances stand in a stage, or have a step of it open. */
export interface Position {
  version: number;
  stage: string;
  /** Null for the stage itself. */
  step: string | null;
  running: number;
}

/** Where the live instances of a process are, by version: what a migration's map is about. */
export function positionsOf(db: Db, key: string): Promise<Position[]> {
  const text = `with live as (
      select i.definition_version as version, i.stage, i.state->'stages'->i.stage->'steps' as steps
      from process_instance i
      where i.definition_key = $1 and i.status in ('active', 'held') and i.stage is not null)
    select version, stage, null as step, count(*)::int as running from live group by version, stage
    union all
    select version, stage, step.key, count(*)::int
    from live, json_each(coalesce(live.steps, '{}')) step
    where step.value->>'status' = 'open' group by version, stage, step.key
    order by 1, 2, 3 nulls first`;
  return run(db, { text, values: [key] });
}

/** The map that people gave along when cases of a process last went from one version to another; null where they gave none. */
export async function mapGiven(
  db: Db,
  key: string,
  from: number,
  to: number,
): Promise<Record<string, string> | null> {
  const text = `select j.params->'map' as map from bulk_job j
    where j.operation = 'migrate' and not j.dry_run and j.params->>'version' = $3::text
      and exists (select from bulk_item b
        join process_instance i on i.id = b.instance_id
        join process_event e on e.instance_id = i.id and e.event = 'migrated'
        where b.job_id = j.id and b.status = 'done' and i.definition_key = $1
          and e.data->>'from' = $2::text and e.data->>'to' = $3::text)
    order by j.created_at desc limit 1`;
  const values = [key, String(from), String(to)];
  const [last] = await run<{ map: Record<string, string> | null }>(db, { text, values });
  return last?.map ?? null;
}
