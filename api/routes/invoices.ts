import {
  endPromise,
  makePromise,
  openDispute,
  resolveDispute,
  restoreInvoice,
  writeOffInvoice,
} from '../../db/finance/invoices';
import { today } from '../../db/today';
import { DomainError } from '../../domain/errors';
import type { RecordJson } from '../../db/records/read';
import { getRecord } from '../../db/records/read';
import type { Db } from '../../db/connect';
import type { RecordContext } from '../../db/context';
import { etag, found } from '../http/answers';
import { route, type Call, type Route, type Schema } from '../http/route';
import { DATE, object, partial, REASON } from '../http/schemas';
import type { Permission } from '../http/route';

interface Given {
  reason?: string;
  until: string;
  note?: string;
}

/** Why something ends may be told with it. */
const WHY = partial({ reason: REASON });

type Change = (trx: Db, id: string, context: RecordContext, body: Given) => Promise<RecordJson>;

/** What happens to an invoice besides payments. Each is told to the reminders at once. */
export const invoiceRoutes: Route[] = [
  change(
    'post',
    'dispute',
    'dunning.operate',
    'The customer contests it: no reminders until that is resolved.',
    object({ reason: REASON }),
    (trx, id, context, { reason = '' }) => openDispute(trx, id, reason, context),
  ),
  change('delete', 'dispute', 'dunning.operate', 'The dispute is resolved.', WHY, (trx, id, context, body) =>
    resolveDispute(trx, id, because(context, body)),
  ),
  change(
    'post',
    'promise',
    'dunning.operate',
    'The customer promised to pay by a day: no reminders until it has passed.',
    object({ until: DATE, note: { type: 'string', maxLength: 2000 } }, ['until']),
    (trx, id, context, { until, note }) => {
      if (until < today()) throw new DomainError('PROMISE_IN_PAST');
      return makePromise(trx, id, until, note ?? null, context);
    },
  ),
  change(
    'delete',
    'promise',
    'dunning.operate',
    'The promise holds no longer.',
    WHY,
    (trx, id, context, body) => endPromise(trx, id, because(context, body)),
  ),
  change(
    'post',
    'write-off',
    'invoice.writeOff',
    'Nobody expects this money any more.',
    object({ reason: REASON }),
    (trx, id, context, { reason = '' }) => writeOffInvoice(trx, id, reason, context),
  ),
  change(
    'delete',
    'write-off',
    'invoice.writeOff',
    'It is expected again after all.',
    WHY,
    (trx, id, context, body) => restoreInvoice(trx, id, because(context, body)),
  ),
];

function because(context: RecordContext, { reason }: Given): RecordContext {
  return reason === undefined ? context : { ...context, reason };
}

function change(
  method: 'post' | 'delete',
  name: string,
  permission: Permission,
  summary: string,
  body: Schema,
  apply: Change,
): Route {
  return route<Given>({
    method,
    path: `/api/invoices/{id}/${name}`,
    tag: 'dunning',
    summary,
    permission,
    body,
    response: { $ref: '#/components/schemas/invoice' },
    handle: ({ params, body: given, context, write }: Call<Given>) =>
      write(async (trx) => {
        const { id } = await apply(trx, params['id'] ?? '', context, given);
        const record = found(await getRecord(trx, 'invoice', id, context));
        return { headers: { ETag: etag(record.version) }, body: record };
      }),
  });
}
