import {
  allocatePayment,
  refundPayment,
  reinstatePayment,
  reversePayment,
  type AllocationRequest,
} from '../../db/finance/payments';
import type { Db } from '../../db/connect';
import type { RecordContext } from '../../db/context';
import { getRecord, type RecordJson } from '../../db/records/read';
import { etag, expectedVersion, found } from '../http/answers';
import { route, type Call, type Route, type Schema } from '../http/route';
import { object, partial, REASON, UUID } from '../http/schemas';

interface Given {
  reason?: string;
  amount?: string;
  allocations?: AllocationRequest[];
}

interface Target {
  trx: Db;
  id: string;
  /** The version that If-Match names; null without it. */
  version: number | null;
  context: RecordContext;
}

type Change = (target: Target, given: Given) => Promise<RecordJson>;

const AMOUNT: Schema = { type: 'string', pattern: '^\\d{1,16}(\\.\\d{1,2})?$' };

const SHARES: Schema = {
  type: 'array',
  maxItems: 500,
  items: object({ instalmentId: UUID, amount: AMOUNT }),
};

/** What happens to money after it was recorded. Each is told to the reminders at once. */
export const paymentRoutes: Route[] = [
  change(
    'post',
    'reversal',
    'The money did not come after all: what it paid is open again.',
    object({ reason: REASON }),
    ({ trx, id, version, context }, { reason = '' }) => reversePayment(trx, id, reason, version, context),
  ),
  change(
    'delete',
    'reversal',
    'It came after all: it counts again, as an advance first.',
    partial({ reason: REASON }),
    ({ trx, id, version, context }, { reason }) =>
      reinstatePayment(trx, id, version, reason === undefined ? context : { ...context, reason }),
  ),
  change(
    'post',
    'refund',
    'Gives back what is not allocated.',
    object({ amount: AMOUNT, reason: REASON }),
    ({ trx, id, version, context }, { amount = '', reason = '' }) =>
      refundPayment(trx, id, amount, reason, version, context),
  ),
  change(
    'post',
    'allocation',
    'Gives what is left to open instalments: those named, or else the oldest due first.',
    partial({ allocations: SHARES }),
    ({ trx, id, version, context }, { allocations }) =>
      allocatePayment(trx, id, allocations ?? null, version, context),
  ),
];

function change(
  method: 'post' | 'delete',
  name: string,
  summary: string,
  body: Schema,
  apply: Change,
): Route {
  return route<Given>({
    method,
    path: `/api/payments/{id}/${name}`,
    tag: 'dunning',
    summary,
    permission: 'payment.change',
    body,
    response: { $ref: '#/components/schemas/payment' },
    handle: ({ params, body: given, context, header, write }: Call<Given>) =>
      write(async (trx) => {
        const ifMatch = header('if-match');
        const version = ifMatch === undefined ? null : expectedVersion(ifMatch);
        const { id } = await apply({ trx, id: params['id'] ?? '', version, context }, given);
        const record = found(await getRecord(trx, 'payment', id, context));
        return { headers: { ETag: etag(record.version) }, body: record };
      }),
  });
}
