import { DomainError } from '../../domain/errors';
import type { LogLine } from '../../domain/process/xes';
import { visibleInstance } from '../api-visibility';
import { run, type Db } from '../connect';
import type { RecordContext } from '../context';
import { Params } from '../sql';

export interface LogQuery {
  definition?: string;
  from?: string;
  to?: string;
}

const MOST = 50_000;

/** The timelines of the processes that the person may see; LOG_TOO_LARGE above `most` lines. */
export async function processLog(
  db: Db,
  context: RecordContext,
  { definition, from, to }: LogQuery,
  most = MOST,
): Promise<LogLine[]> {
  const params = new Params();
  const where = [visibleInstance('i', context, params)];
  if (definition !== undefined) where.push(`i.definition_key = ${params.bind(definition)}`);
  if (from !== undefined) where.push(`i.started_at >= ${params.bind(from)}::timestamptz`);
  if (to !== undefined) where.push(`i.started_at < ${params.bind(to)}::timestamptz`);
  const text = `select i.id as "instanceId", i.definition_key as definition, i.definition_version as version, i.status, i.outcome,
      p.at, p.event, p.stage, p.step, e.name as person
    from process_instance i join process_event p on p.instance_id = i.id left join employee e on e.id = p.actor_id
    where ${where.join(' and ')} order by i.started_at, i.id, p.seq, p.idx limit ${params.bind(most + 1)}`;
  const lines = await run<LogLine>(db, { text, values: params.values });
  if (lines.length > most) throw new DomainError('LOG_TOO_LARGE');
  return lines;
}
