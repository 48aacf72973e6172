import { DomainError } from '../domain/errors';
import { cancelJob, getJob, retryJob, startForReal, type JobProgress } from '../db/bulk';
import { found } from './http/answers';
import { route, type Call, type Route } from './http/route';
import { object } from './http/schemas';

type Place = Pick<Route, 'path' | 'tag' | 'permission' | 'response'>;

const CHANGES = { start: startForReal, cancellation: cancelJob, retry: retryJob };

/** `start`, `cancellation` and `retry` of a job that lies under `path`, answered as `viewOf` shows it; CONFLICT when it is too late. */
export function jobCommands(
  { path, ...place }: Place,
  viewOf: (job: JobProgress) => unknown,
  summaries: Record<keyof typeof CHANGES, string>,
): Route[] {
  return (['start', 'cancellation', 'retry'] as const).map((name) =>
    route({
      ...place,
      method: 'post',
      path: `${path}/{id}/${name}`,
      summary: summaries[name],
      body: object({}),
      async handle(call) {
        const { id } = await jobOf(call);
        return call.write(async (trx) => {
          if (!(await CHANGES[name](trx, id))) throw new DomainError('CONFLICT', { job: id });
          return { body: viewOf(found(await getJob(trx, id))) };
        });
      },
    }),
  );
}

/** One's own; the administrator's are anybody's. */
export async function jobOf({
  params,
  who,
  deps,
}: Pick<Call, 'params' | 'who' | 'deps'>): Promise<JobProgress> {
  const owner = who.roles.includes('admin') ? null : who.id;
  return found(await getJob(deps.db, params['id'] ?? '', owner));
}
