import { exposure } from '../../db/finance/balances';
import { recordContext } from '../../db/records/read';
import { DomainError } from '../../domain/errors';
import type { Action } from './action';

/**
 * Q12: would this document take the customer over the limit, or is the credit stopped? A deal counts with its amount, an
 * open order counts already. A limit says nothing of another currency: CURRENCY_MISMATCH, for a person to decide.
 */
export const creditCheck: Action = async ({ db, instance, params }) => {
  const record = await recordContext(db, instance.entity ?? '', instance.entityId);
  const customerId = record?.customerId;
  if (typeof customerId !== 'string') throw new DomainError('NOT_FOUND', { entity: 'customer' });
  const own = instance.entity === 'opportunity' ? record?.amount : 0;
  const found = await exposure(db, customerId, String(params.amount ?? own ?? 0));
  const { currency } = record ?? {};
  if (found.limit !== null && !found.stopped && currency !== found.currency)
    throw new DomainError('CURRENCY_MISMATCH', { currency, limit: found.currency });
  return {
    ok: found.ok && !found.stopped,
    exposure: Number(found.exposure),
    limit: found.limit === null ? null : Number(found.limit),
  };
};
