import { entityOf } from '../../domain/entity/catalogue';
import { formatNumber } from '../../domain/entity/number';
import { lineAmount, sumMoney } from '../../domain/money';
import type { DemoCustomer } from './customers';
import type { Row } from './load';
import { PRODUCTS } from './products';
import type { Random } from './random';
import { addDays, daysAgo, isoDay } from './time';

export interface DemoProduct {
  id: string;
  name: string;
  price: string;
}

export interface DemoDeal extends Row {
  id: string;
  customer: DemoCustomer;
  status: string;
  closedOn: string | null;
  amount: string;
  discount: number;
  lines: DemoLine[];
  createdAt: Date;
}

export interface DemoLine {
  productId: string;
  description: string;
  quantity: number;
  unitPrice: string;
  discount: number;
  amount: string;
}

const STAGES = [
  ['contact', 'new', 0.1],
  ['needs', 'following', 0.25],
  ['solution', 'proposed', 0.4],
  ['quote', 'quoted', 0.5],
  ['intent', 'quoted', 0.65],
  ['negotiate', 'negotiating', 0.8],
  ['contract', 'negotiating', 0.95],
] as const;
const MODES = [
  ['direct', 70],
  ['distribution', 15],
  ['agent', 8],
  ['channel', 5],
  ['oem', 2],
] as const;
const SOURCES = [
  'exhibition',
  'website',
  'referral',
  'telemarketing',
  'secondSale',
  'tender',
  'partner',
  'call',
] as const;
const DISCOUNTS = [
  [0, 5],
  [0.05, 3],
  [0.1, 2],
  [0.15, 1],
] as const;
const LOST = [
  '价格高于竞争对手',
  '客户预算取消',
  '交货期不满足要求',
  '技术指标不满足',
  '客户选择了原供应商',
] as const;

export function makeProducts(random: Random, now: Date): (Row & DemoProduct)[] {
  const createdAt = daysAgo(now, 1000);
  return PRODUCTS.map(([name, model, category, price, cost, unit], index) => ({
    id: random.uuid(createdAt),
    number: formatNumber(entityOf('product'), index + 1),
    name,
    model,
    category,
    unit,
    price: price.toFixed(2),
    cost: cost.toFixed(2),
    currency: 'CNY',
    createdAt,
  }));
}

/** History: 260 won, 150 lost, 30 open in every stage; newer ones more often open. */
export function makeDeals(
  random: Random,
  customers: DemoCustomer[],
  products: DemoProduct[],
  now: Date,
): DemoDeal[] {
  return Array.from({ length: 440 }, (_, index) => {
    const outcome = index < 260 ? 'won' : index < 410 ? 'lost' : 'open';
    const created = outcome === 'open' ? random.between(3, 90) : random.between(60, 720);
    const customer = index === 0 ? customers[0] : index === 1 ? customers[1] : random.pick(customers);
    // the first two customers exist: makeCustomers makes hundreds
    return makeDeal(
      random,
      { outcome, index, createdAt: daysAgo(now, created) },
      customer as DemoCustomer,
      products,
      now,
    );
  });
}

function makeDeal(
  random: Random,
  { outcome, index, createdAt }: { outcome: string; index: number; createdAt: Date },
  customer: DemoCustomer,
  products: DemoProduct[],
  now: Date,
): DemoDeal {
  const lines = makeLines(random, products);
  const [stage, status, probability] =
    outcome === 'open'
      ? random.pick(STAGES)
      : outcome === 'won'
        ? (['contract', 'won', 1] as const)
        : ([random.pick(STAGES)[0], 'lost', 0] as const);
  const closed = new Date(
    Math.min(createdAt.getTime() + random.between(20, 120) * 86_400_000, now.getTime() - 5 * 86_400_000),
  );
  return {
    customer,
    lines,
    id: random.uuid(createdAt),
    number: formatNumber(entityOf('opportunity'), index + 1),
    name: `${String(customer.shortName)}${lines[0]?.description ?? ''}采购`,
    customerId: customer.id,
    ownerId: customer.ownerId,
    mode: random.weighted(MODES),
    source: random.pick(SOURCES),
    stage,
    status,
    probability,
    amount: sumMoney(lines.map((line) => line.amount)),
    currency: customer.currency,
    expectedClose: outcome === 'open' ? addDays(isoDay(now), random.between(-25, 120)) : isoDay(closed),
    discount: outcome === 'won' ? random.weighted(DISCOUNTS) : 0,
    lostReason: outcome === 'lost' ? random.pick(LOST) : null,
    closedOn: outcome === 'open' ? null : isoDay(closed),
    createdAt,
  };
}

function makeLines(random: Random, products: DemoProduct[]): DemoLine[] {
  return Array.from({ length: random.between(1, 4) }, () => {
    const product = random.pick(products);
    const quantity = random.weighted([
      [1, 6],
      [2, 3],
      [3, 1],
      [5, 1],
    ]);
    const discount = random.weighted([
      [0, 6],
      [0.03, 2],
      [0.05, 2],
    ]);
    return {
      productId: product.id,
      description: product.name,
      quantity,
      unitPrice: product.price,
      discount,
      amount: lineAmount(quantity, product.price, discount),
    };
  });
}
