import { DomainError } from '../../domain/errors';
import type { JsonObject } from '../../domain/process/types';
import {
  createJob,
  getJob,
  listItems,
  type BulkItem,
  MOST_ITEMS,
  type ItemStatus,
  type JobProgress,
  type Selection,
} from '../../db/bulk';
import { BULK_OPERATIONS } from '../bulkCommand';
import { BULK_ITEM, BULK_JOB, BULK_PARAMS, SELECTION } from '../http/bulkSchema';
import { found, pageAnswer } from '../http/answers';
import { jobCommands, jobOf } from '../jobs';
import { sentenceOf } from '../sentence';
import { route } from '../http/route';
import { choice, FLAG, list, object, PAGE_QUERY, page, query, REASON, UUID } from '../http/schemas';

interface NewJob {
  operation: string;
  params?: JsonObject;
  reason: string;
  ids?: string[];
  filter?: Selection;
  dryRun?: boolean;
}

const NEW_JOB = {
  ...object(
    {
      operation: choice(...Object.keys(BULK_OPERATIONS)),
      params: BULK_PARAMS,
      reason: REASON,
      ids: { ...list(UUID), minItems: 1, maxItems: MOST_ITEMS },
      filter: { ...SELECTION, minProperties: 1 },
      dryRun: FLAG,
    },
    ['operation', 'reason'],
  ),
  oneOf: [{ required: ['ids'] }, { required: ['filter'] }],
};
// Each item is refused or done by the rights that the person has in that instance.
const common = { tag: 'processes', permission: 'process.read' } as const;
const PLACE = { ...common, path: '/api/bulk', response: BULK_JOB };

/** One operation for many instances: with a dry run, progress, and a result for each. */
export const bulkRoutes = [
  route<NewJob>({
    ...common,
    method: 'post',
    path: '/api/bulk',
    summary:
      'Does one operation to many processes, by ids or by what they are; `dryRun` only tells which could be.',
    body: NEW_JOB,
    response: BULK_JOB,
    status: 201,
    handle: ({ body, context, write }) =>
      write(async (trx) => {
        const { operation, params = {}, reason, ids, filter, dryRun = false } = body;
        mustSay(operation, params);
        const job = { operation, params, reason, dryRun };
        const id = await createJob(trx, job, ids ? { ids } : { ...filter }, context);
        return { headers: { Location: `/api/bulk/${id}` }, body: viewOf(found(await getJob(trx, id))) };
      }),
  }),
  route({
    ...common,
    method: 'get',
    path: '/api/bulk/{id}',
    summary: 'How far a bulk operation of yours is.',
    response: BULK_JOB,
    handle: async (call) => ({ body: viewOf(await jobOf(call)) }),
  }),
  route<undefined, { status?: ItemStatus; limit?: number; cursor?: string }>({
    ...common,
    method: 'get',
    path: '/api/bulk/{id}/items',
    summary: 'The processes of a bulk operation, each with its result.',
    query: query({ status: choice('pending', 'possible', 'done', 'refused', 'failed'), ...PAGE_QUERY }),
    response: page(BULK_ITEM),
    async handle(call) {
      const { id } = await jobOf(call);
      const { items, next } = await listItems(call.deps.db, id, call.query);
      return pageAnswer(`/api/bulk/${id}/items`, call.query, items.map(told), next);
    },
  }),
  ...jobCommands(PLACE, viewOf, {
    start: 'Does for real what a dry run has looked at.',
    cancellation: 'Stops a bulk operation; what is done stays done.',
    retry: 'Tries again what was refused or failed, and goes on with what a stop left over.',
  }),
];

/** VALIDATION_FAILED when the operation lacks what it needs. */
function mustSay(operation: string, params: JsonObject): void {
  const missing = BULK_OPERATIONS[operation]?.find((name) => params[name] === undefined);
  if (missing === undefined) return;
  const message = { 'zh-CN': '此操作需要该字段', en: 'this operation needs it' };
  throw new DomainError('VALIDATION_FAILED', {}, [
    { pointer: `/params/${missing}`, code: 'required', message },
  ]);
}

const told = (item: BulkItem) => ({ ...item, message: sentenceOf(item) });

function viewOf({ counts, round: _, createdById: __, ...job }: JobProgress) {
  return { ...job, ...counts };
}
