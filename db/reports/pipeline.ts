import { entityOf } from '../../domain/entity/catalogue';
import { DomainError } from '../../domain/errors';
import { can } from '../../domain/permissions';
import { run, type Db } from '../connect';
import type { RecordContext } from '../context';
import { reachable } from '../ownership';
import { hasStatus } from '../statuses';
import { Params } from '../sql';

export interface PipelineStage {
  /** Null = not in a stage yet. */
  stage: string | null;
  currency: string;
  count: number;
  amount: string;
  weighted: string;
}

type Sums = Omit<PipelineStage, 'stage'>;

export interface Pipeline {
  /** Deals that are worked on. */
  stages: PipelineStage[];
  totals: Sums[];
  /** Deals that stand still. */
  held: Sums[];
  /** Deals that are over, by what their status means. */
  closed: (Sums & { semantic: 'won' | 'lost' | 'stop' })[];
}

/**
 * Q1: Σ (amount × probability) row by row, exact, rounded once at the end; one line for each currency, because currencies
 * do not add up, and for each stage of the deals that are worked on. What a status means is for the published list to
 * say, whatever it is called there. Only what the person may see counts.
 */
export async function pipeline(
  db: Db,
  context: RecordContext,
  ownerId: string | null = null,
): Promise<Pipeline> {
  const entity = entityOf('opportunity');
  if (can(context, 'read', entity) === 'none') throw new DomainError('FORBIDDEN');
  const params = new Params();
  const where = [reachable(entity, 't', 'read', context, params)];
  if (ownerId) where.push(`t.owner_id = ${params.bind(ownerId)}::uuid`);
  // grouping(stage) tells a total from deals that are in no stage
  const text = `
    with deal as (select t.stage, t.currency, t.amount, t.probability, ${MEANING} as meaning from opportunity t where ${where.join(' and ')})
    select grouping(stage) as total, meaning, stage, currency, count(*) as count, round(sum(amount), 2)::text as amount, round(sum(amount * probability), 2)::text as weighted
    from deal group by grouping sets ((meaning, stage, currency), (meaning, currency)) order by grouping(stage), meaning, min(probability), stage, currency`;
  const rows = await run<Line>(db, { text, values: params.values });
  const totals = rows.filter(({ total }) => total === 1);
  return {
    stages: rows.filter(isOpenStage).map(({ total: _, meaning: __, ...row }) => row),
    totals: totals.filter(({ meaning }) => meaning === 'open').map(sumsOf),
    held: totals.filter(({ meaning }) => meaning === 'held').map(sumsOf),
    closed: totals.flatMap((row) =>
      row.meaning === 'open' || row.meaning === 'held' ? [] : [{ ...sumsOf(row), semantic: row.meaning }],
    ),
  };
}

/** Open = neither won nor lost nor stopped; a status that the list does not know is open. */
export const OPEN_DEALS = `not ${hasStatus('opportunity', 't.status', ['won', 'lost', 'stop'])}`;

const MEANING = `case when ${hasStatus('opportunity', 't.status', ['hold', 'pause'])} then 'held'
  when ${hasStatus('opportunity', 't.status', ['won'])} then 'won' when ${hasStatus('opportunity', 't.status', ['lost'])} then 'lost'
  when ${hasStatus('opportunity', 't.status', ['stop'])} then 'stop' else 'open' end`;

interface Line extends PipelineStage {
  total: number;
  meaning: 'open' | 'held' | 'won' | 'lost' | 'stop';
}

function isOpenStage({ total, meaning }: Line): boolean {
  return total === 0 && meaning === 'open';
}

function sumsOf({ currency, count, amount, weighted }: Line): Sums {
  return { currency, count, amount, weighted };
}
