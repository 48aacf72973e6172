import type { Label } from '../../domain/generated/process';
import { visibleInstance } from '../api-visibility';
import { run, type Db } from '../connect';
import type { RecordContext } from '../context';
import { Params } from '../sql';

export interface StepRework {
  definition: string;
  stage: string;
  step: string;
  /** As the newest version calls them; null for a title that is computed. */
  definitionTitle: Label | null;
  stepTitle: Label | null;
  cases: number;
  /** How often the step was done; the tasks of one approval are one. */
  runs: number;
  /** Cases that did it more than once. */
  reworked: number;
}

/** What had to be done again, over the processes that the person may see. A task's key holds its visit and run. */
export function stepRework(
  db: Db,
  context: RecordContext,
  definition: string | null = null,
): Promise<StepRework[]> {
  const params = new Params();
  const where = [visibleInstance('i', context, params)];
  if (definition !== null) where.push(`i.definition_key = ${params.bind(definition)}`);
  const text = `
    with mine as materialized (select i.id, i.definition_key from process_instance i where ${where.join(' and ')}),
    done as (
      select m.definition_key, t.instance_id, t.stage, t.step,
        count(distinct (split_part(t.key, '.', 3), split_part(t.key, '.', 4)))::int as runs
      from task t join mine m on m.id = t.instance_id group by m.definition_key, t.instance_id, t.stage, t.step
    )
    select s.definition_key as definition, s.stage, s.step, d.body->'title' as "definitionTitle", p.title as "stepTitle",
      count(*)::int as cases, sum(s.runs)::int as runs, (count(*) filter (where s.runs > 1))::int as reworked
    from done s
      left join lateral (select body from definition where kind = 'process' and key = s.definition_key order by version desc limit 1) d on true
      left join lateral (
        select case when e->'title'->>'cel' is null then e->'title' end as title
        from jsonb_array_elements(d.body->'stages') g, jsonb_array_elements(g->'steps') e where g->>'id' = s.stage and e->>'id' = s.step
      ) p on true
    group by s.definition_key, s.stage, s.step, d.body, p.title order by reworked desc, s.definition_key, s.stage, s.step`;
  return run(db, { text, values: params.values });
}
