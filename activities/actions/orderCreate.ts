import { orderFromOpportunity } from '../../db/finance/orders';
import type { Action } from './action';

export const orderCreate: Action = async ({ db, key, instance, context }) => {
  const order = await orderFromOpportunity(db, instance.entityId, key, context);
  return { orderId: order.id, number: order.number, total: Number(order.total) };
};
