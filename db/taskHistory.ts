import type { Label } from '../domain/generated/process';
import type { LogLine } from '../domain/process/explainTask';
import { run, type Db } from './connect';
import { only } from './rows';

/** What is written down about how a task came about and whose it was, without any check of who asks. */
export async function taskHistory(
  db: Db,
  instanceId: string,
  taskKey: string,
): Promise<{ lines: LogLine[]; start: { byTrigger: boolean; parent: Label | null; by: string | null } }> {
  const [lines, starts] = await Promise.all([
    run<LogLine>(db, { name: 'task-history', text: LINES, values: [instanceId, taskKey] }),
    run<{ byTrigger: boolean; parent: Label | null; by: string | null }>(db, {
      name: 'process-start',
      text: START,
      values: [instanceId],
    }),
  ]);
  return { lines, start: only(starts) };
}

const LINES = `select at, event, stage, step, actor_id as "actorId", data from process_event
  where instance_id = $1::uuid and (event in ('started', 'stageEntered', 'migrated') or data->>'task' = $2)
  order by seq, idx`;

const START = `select i.trigger_key is not null as "byTrigger", i.created_by as by,
  case when i.parent_id is null then null else coalesce(d.body->'title', jsonb_build_object('en', p.title)) end as parent
  from process_instance i left join process_instance p on p.id = i.parent_id
  left join definition d on d.kind = 'process' and d.key = p.definition_key and d.version = p.definition_version
  where i.id = $1::uuid`;
