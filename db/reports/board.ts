import { entityOf } from '../../domain/entity/catalogue';
import { DomainError } from '../../domain/errors';
import { can } from '../../domain/permissions';
import { run, type Db } from '../connect';
import type { RecordContext } from '../context';
import { reachable } from '../ownership';
import { Params } from '../sql';
import { OPEN_DEALS } from './pipeline';

export interface BoardCard {
  id: string;
  name: string;
  stage: string;
  amount: string;
  currency: string;
  customerLabel: string;
  ownerLabel: string | null;
  /** Null = no sales process runs for it, so it cannot be moved. */
  processId: string | null;
}

/** The largest open deals of each stage that the person may see. */
export function boardCards(
  db: Db,
  context: RecordContext,
  processes: readonly string[],
  perStage: number,
): Promise<BoardCard[]> {
  const entity = entityOf('opportunity');
  if (can(context, 'read', entity) === 'none') throw new DomainError('FORBIDDEN');
  const params = new Params();
  const mine = reachable(entity, 't', 'read', context, params);
  // only the processes of the cards that are shown are looked for
  const text = `
    with ranked as (
      select t.id, t.name, t.stage, t.amount, t.currency, t.customer_id, t.owner_id,
        row_number() over (partition by t.stage order by t.amount desc, t.id) as place
      from opportunity t where ${mine} and ${OPEN_DEALS} and t.stage is not null
    )
    select d.id, d.name, d.stage, d.amount::text, d.currency, c.name as "customerLabel", o.name as "ownerLabel", p.id as "processId"
    from ranked d join customer c on c.id = d.customer_id left join employee o on o.id = d.owner_id
      left join lateral (
        select i.id from process_instance i where i.entity = 'opportunity' and i.entity_id = d.id
          and i.definition_key = any(${params.bind(processes)}) and i.status in ('starting', 'active', 'held')
        order by i.started_at desc limit 1
      ) p on true
    where d.place <= ${params.bind(perStage)} order by d.stage, d.place`;
  return run(db, { text, values: params.values });
}
