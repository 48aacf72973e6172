import { invoiceFromOrder } from '../../db/finance/orders';
import type { Action } from './action';

export const invoiceIssue: Action = async ({ db, key, instance, params, context }) => {
  const issueDate = typeof params.issueDate === 'string' ? params.issueDate : undefined;
  const invoice = await invoiceFromOrder(db, instance.entityId, key, { issueDate }, context);
  return { invoiceId: invoice.id, number: invoice.number, total: Number(invoice.total) };
};
