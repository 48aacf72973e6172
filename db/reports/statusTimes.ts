import { allEntities } from '../../domain/entity/catalogue';
import type { Label } from '../../domain/generated/process';
import { can } from '../../domain/permissions';
import { statusListOf } from '../../domain/process/statusList';
import { run, type Db } from '../connect';
import type { RecordContext } from '../context';
import { reachable } from '../ownership';
import { Params } from '../sql';

export interface StatusTimes {
  entity: string;
  status: string;
  /** As the newest list calls it. */
  title: Label | null;
  semantic: string;
  /** Whose turn it is; null where the status does not stand still. */
  pauseSide: 'customer' | 'us' | 'unknown' | null;
  records: number;
  /** Records that are in it now. */
  now: number;
  averageSeconds: number;
  totalSeconds: number;
}

/** Time in each status by what it meant then, over the records that the person may see; one that lasts counts until now. */
export async function statusTimes(db: Db, context: RecordContext): Promise<StatusTimes[]> {
  const params = new Params();
  const kinds = allEntities().flatMap((entity) => {
    const found = statusListOf(entity.key);
    if (!found || can(context, 'read', entity) === 'none') return [];
    const mine = reachable(entity, 't', 'read', context, params);
    return [
      `select '${entity.key}' as entity, '${found.list}' as list, t.id from ${entity.table} t where ${mine}`,
    ];
  });
  if (kinds.length === 0) return [];
  const text = `
    with mine as (${kinds.join(' union all ')})
    select s.entity, s.to_status as status, l.title, s.to_semantic as semantic, s.pause_side as "pauseSide",
      count(distinct s.entity_id)::int as records, (count(*) filter (where s.until is null))::int as now,
      round(avg(${LASTED}))::float8 as "averageSeconds", round(sum(${LASTED}))::float8 as "totalSeconds"
    from status_change s join mine m on m.entity = s.entity and m.id = s.entity_id
      left join lateral (
        select item->'title' as title from jsonb_array_elements((select d.body->'items' from definition d
          where d.kind = 'list' and d.key = m.list and d.status = 'published' order by d.version desc limit 1)) item
        where item->>'code' = s.to_status
      ) l on true
    where s.to_semantic not in ('won', 'lost', 'stop')
    group by s.entity, s.to_status, l.title, s.to_semantic, s.pause_side
    order by s.entity, "totalSeconds" desc, s.to_status`;
  return run(db, { text, values: params.values });
}

const LASTED = 'coalesce(s.seconds, extract(epoch from now() - s.at))';
