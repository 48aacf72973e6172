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
