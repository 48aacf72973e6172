import { run, type Db } from './connect';
import { OPEN_STATUSES } from './instances';

/** Whether a process runs that leads the record's status: one of its stages names a status. See docs/statuses.md. */
export async function isLed(db: Db, entity: string, id: string): Promise<boolean> {
  const text = `select 1 from process_instance i
    join definition d on d.kind = 'process' and d.key = i.definition_key and d.version = i.definition_version
    where i.entity = $1 and i.entity_id = $2 and i.status = any($3) and jsonb_path_exists(d.body, '$.stages[*].status') limit 1`;
  return (await run(db, { text, values: [entity, id, OPEN_STATUSES] })).length > 0;
}
