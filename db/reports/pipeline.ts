import { entityOf } from '../../domain/entity/catalogue';
import { DomainError } from '../../domain/errors';
import { can } from '../../domain/permissions';
import { run, type Db } from '../connect';
import type { RecordContext } from '../context';
import { reachable } from '../ownership';
import { Params } from '../sql';

export interface PipelineStage {
  /** Null = not in a stage yet. */
  stage: string | null;
  currency: string;
  count: number;
  amount: string;
  weighted: string;
}

export interface Pipeline {
  stages: PipelineStage[];
  totals: Omit<PipelineStage, 'stage'>[];
}

/**
 * Q1: Σ (amount × probability) row by row over open deals, exact, rounded once at the end; one line for each stage and
 * currency, because currencies do not add up. Won and lost deals are out. Only what the person may see counts.
 */
export async function pipeline(
  db: Db,
  context: RecordContext,
  ownerId: string | null = null,
): Promise<Pipeline> {
  const entity = entityOf('opportunity');
  if (can(context, 'read', entity) === 'none') throw new DomainError('FORBIDDEN');
  const params = new Params();
  const where = [reachable(entity, 't', 'read', context, params), OPEN_DEALS];
  if (ownerId) where.push(`t.owner_id = ${params.bind(ownerId)}::uuid`);
  // grouping(stage) tells a total from deals that are in no stage
  const text = `select grouping(stage) as total, stage, currency, count(*) as count, round(sum(amount), 2)::text as amount, round(sum(amount * probability), 2)::text as weighted
    from opportunity t where ${where.join(' and ')} group by grouping sets ((stage, currency), (currency)) order by grouping(stage), min(probability), stage, currency`;
  const rows = await run<PipelineStage & { total: number }>(db, { text, values: params.values });
  return {
    stages: rows.filter((row) => row.total === 0).map(({ total: _, ...row }) => row),
    totals: rows.filter((row) => row.total === 1).map(({ total: _, stage: __, ...row }) => row),
  };
}

/** Open = not won and not lost, by what the published list says of each status; without the list, by its shipped codes. */
export const OPEN_DEALS = `t.status not in (
  select item->>'code' from definition d, jsonb_array_elements(d.body->'items') item
  where d.kind = 'list' and d.key = 'sales-status' and d.status = 'published' and item->>'semantic' in ('won', 'lost')
  union select 'won' union select 'lost')`;
