import { entityOf } from '../../domain/entity/catalogue';
import { formatNumber } from '../../domain/entity/number';
import { instalmentsOf } from '../../domain/finance/terms';
import { lineAmount } from '../../domain/money';
import type { DemoDeal } from './deals';
import type { Row } from './load';
import type { Random } from './random';
import { addDays, isoDay } from './time';

export interface DemoLedger {
  orders: Row[];
  orderLines: Row[];
  invoices: Row[];
  instalments: Row[];
  payments: Row[];
  allocations: Row[];
}

/** Orders, invoices and payments of the won deals. Some instalments are late, a few customers owe for long. */
export function makeLedger(random: Random, deals: DemoDeal[], finance: string, now: Date): DemoLedger {
  const ledger: DemoLedger = {
    orders: [],
    orderLines: [],
    invoices: [],
    instalments: [],
    payments: [],
    allocations: [],
  };
  // the last ones are ordered when the demo starts to run, see live.ts
  const won = deals.filter((deal) => deal.status === 'won').slice(0, -4);
  for (const [index, deal] of won.entries()) addSale(random, ledger, deal, index, finance, now);
  return ledger;
}

function addSale(
  random: Random,
  ledger: DemoLedger,
  deal: DemoDeal,
  index: number,
  finance: string,
  now: Date,
): void {
  // the first two, of the known customers, are long due; the others fell due as their deal closed
  const known = index < 2;
  const orderDate = known ? addDays(isoDay(now), index === 0 ? -150 : -95) : String(deal.closedOn);
  const paymentTerms = known ? 'net30' : deal.customer.paymentTerms;
  const sale = {
    deal,
    index,
    orderDate,
    paymentTerms,
    total: lineAmount(1, deal.amount, deal.discount),
    at: new Date(`${orderDate}T02:00:00Z`),
  };
  const orderId = addOrder(random, ledger, sale);
  for (const instalment of addInvoice(random, ledger, sale, orderId)) {
    if (!known)
      addPayment(
        random,
        ledger,
        { ...instalment, customerId: deal.customerId, currency: deal.currency },
        finance,
        now,
      );
  }
}

interface Sale {
  deal: DemoDeal;
  index: number;
  orderDate: string;
  paymentTerms: string;
  total: string;
  at: Date;
}

function addOrder(
  random: Random,
  ledger: DemoLedger,
  { deal, index, orderDate, paymentTerms, total, at }: Sale,
): string {
  const id = random.uuid(at);
  ledger.orders.push({
    id,
    number: formatNumber(entityOf('order'), index + 1),
    customerId: deal.customerId,
    ownerId: deal.ownerId,
    currency: deal.currency,
    paymentTerms,
    opportunityId: deal.id,
    category: 'sales',
    status: 'completed',
    orderDate,
    deliveredOn: addDays(orderDate, random.between(5, 25)),
    discount: deal.discount,
    total,
    sourceKey: `demo:${deal.id}`,
    createdAt: at,
  });
  ledger.orderLines.push(
    ...deal.lines.map((line, position) => ({ ...line, id: random.uuid(at), salesOrderId: id, position })),
  );
  return id;
}

function addInvoice(
  random: Random,
  ledger: DemoLedger,
  { deal, index, orderDate, paymentTerms, total, at }: Sale,
  orderId: string,
) {
  const id = random.uuid(at);
  const issueDate = addDays(orderDate, 3);
  ledger.invoices.push({
    id,
    number: formatNumber(entityOf('invoice'), index + 1),
    customerId: deal.customerId,
    currency: deal.currency,
    paymentTerms,
    orderId,
    issueDate,
    total,
    sourceKey: `demo:${orderId}`,
    createdAt: at,
  });
  const parts = instalmentsOf(total, paymentTerms, issueDate, String(deal.currency));
  const instalments = parts.map((part, position) => ({
    id: random.uuid(at),
    invoiceId: id,
    position,
    ...part,
  }));
  ledger.instalments.push(...instalments);
  return instalments;
}

// Nine of ten pay around the due date, one of twenty only a part; what would be paid in the future is not yet.
function addPayment(
  random: Random,
  ledger: DemoLedger,
  instalment: Row & { dueDate: string; amount: string },
  finance: string,
  now: Date,
): void {
  const paidOn = addDays(instalment.dueDate, random.between(-12, 15));
  const recent = addDays(instalment.dueDate, 100) > isoDay(now);
  if (paidOn > isoDay(now) || (recent && random.chance(0.3))) return;
  const amount = recent && random.chance(0.1) ? lineAmount(1, instalment.amount, 0.5) : instalment.amount;
  const createdAt = new Date(`${paidOn}T03:00:00Z`);
  const payment = {
    id: random.uuid(createdAt),
    number: formatNumber(entityOf('payment'), ledger.payments.length + 1),
    customerId: instalment.customerId,
    currency: instalment.currency,
    receivedOn: paidOn,
    amount,
    allocated: amount,
    method: random.weighted([
      ['transfer', 80],
      ['acceptance', 15],
      ['cheque', 5],
    ]),
    createdBy: finance,
    createdAt,
  };
  ledger.payments.push(payment);
  ledger.allocations.push({
    id: random.uuid(createdAt),
    paymentId: payment.id,
    position: 0,
    instalmentId: instalment.id,
    invoiceId: instalment.invoiceId,
    amount,
  });
}
