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
  const orderDate = index < 2 ? addDays(isoDay(now), index === 0 ? -150 : -95) : String(deal.closedOn);
  const at = new Date(`${orderDate}T02:00:00Z`);
  const total = lineAmount(1, deal.amount, deal.discount);
  const order = {
    id: random.uuid(at),
    number: formatNumber(entityOf('order'), index + 1),
    total,
    createdAt: at,
  };
  const { customerId, ownerId, currency } = deal;
  const paymentTerms = index < 2 ? 'net30' : deal.customer.paymentTerms;
  const common = { customerId, currency, paymentTerms };
  ledger.orders.push({
    ...order,
    ...common,
    ownerId,
    opportunityId: deal.id,
    category: 'sales',
    status: 'completed',
    orderDate,
    deliveredOn: addDays(orderDate, random.between(5, 25)),
    discount: deal.discount,
    sourceKey: `demo:${deal.id}`,
  });
  ledger.orderLines.push(
    ...deal.lines.map((line, position) => ({
      ...line,
      id: random.uuid(at),
      salesOrderId: order.id,
      position,
    })),
  );
  const issueDate = addDays(orderDate, 3);
  const invoice = {
    id: random.uuid(at),
    number: formatNumber(entityOf('invoice'), index + 1),
    ...common,
    orderId: order.id,
    issueDate,
    total,
    createdAt: at,
    sourceKey: `demo:${order.id}`,
  };
  ledger.invoices.push(invoice);
  for (const [position, part] of instalmentsOf(total, paymentTerms, issueDate, String(currency)).entries()) {
    const instalment = { id: random.uuid(at), invoiceId: invoice.id, position, ...part };
    ledger.instalments.push(instalment);
    if (index >= 2) addPayment(random, ledger, { ...instalment, customerId, currency }, finance, now);
  }
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
