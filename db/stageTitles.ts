import type { Label } from '../domain/generated/process';
import { run, type Db } from './connect';

export interface StageTitle {
  entity: string;
  stage: string;
  title: Label;
}

/**
 * What the stages of the published processes about each kind of record are called: a record holds the id only. Where
 * several processes share an id (the shorter ones of sales), the longest process names it.
 */
export function stagesOfProcesses(db: Db): Promise<StageTitle[]> {
  return run<StageTitle>(db, {
    text: `with newest as (
        select distinct on (key) key, body from definition where kind = 'process' and status = 'published' order by key, version desc)
      select distinct on (1, 2) body->>'entity' as entity, s->>'id' as stage, s->'title' as title
      from newest cross join jsonb_array_elements(body->'stages') s where body->>'entity' is not null
      order by 1, 2, jsonb_array_length(body->'stages') desc, key`,
    values: [],
  });
}
