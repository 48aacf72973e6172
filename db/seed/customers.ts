import { entityOf } from '../../domain/entity/catalogue';
import { formatNumber } from '../../domain/entity/number';
import type { Row } from './load';
import { companyName, mobile, personName } from './names';
import type { Random } from './random';
import { daysAgo } from './time';

export interface DemoCustomer extends Row {
  id: string;
  name: string;
  ownerId: string;
  createdAt: Date;
  paymentTerms: string;
  locale: string;
  currency: string;
}

const COUNT = 320;
const TITLES = [
  '总经理',
  '采购经理',
  '实验室主任',
  '质量部经理',
  '设备科科长',
  '研发总监',
  '工程师',
  '财务经理',
] as const;
const CATEGORIES = [
  'fundingDecision',
  'purchaser',
  'technicalDecision',
  'evaluator',
  'user',
  'businessDecision',
  'user',
  'fundingDecision',
] as const;

/** Known customers that the tour and the reminders use. The first one has owed for long. */
export const LONG_OVERDUE = '上海恒远精密仪器有限公司';
export const ENGLISH_SPEAKING = 'Pacific Laboratory Supplies Ltd.';

const KNOWN: Record<string, unknown>[] = [
  {
    name: LONG_OVERDUE,
    shortName: '上海恒远',
    phone: '021-58886600',
    region: '华东',
    address: '上海市张江高科技园区科苑路88号',
    industry: 'machinery',
  },
  {
    name: ENGLISH_SPEAKING,
    shortName: 'Pacific Lab',
    phone: '+852 2345 6789',
    region: '海外',
    address: '18 Harbour Road, Hong Kong',
    industry: 'trade',
    locale: 'en',
    currency: 'USD',
  },
];

export function makeCustomers(random: Random, reps: string[], now: Date): DemoCustomer[] {
  const entity = entityOf('customer');
  const taken = new Set([LONG_OVERDUE]);
  return Array.from({ length: COUNT }, (_, index) => {
    const createdAt = daysAgo(now, 900 - Math.floor((index * 860) / COUNT));
    const company = companyName(random, taken);
    const known = KNOWN[index] ?? {};
    return {
      id: random.uuid(createdAt),
      number: formatNumber(entity, index + 1),
      ...company,
      category: random.weighted([
        ['regular', 50],
        ['key', 20],
        ['potential', 15],
        ['strategic', 8],
        ['channel', 7],
      ]),
      status: random.weighted([
        ['normal', 50],
        ['satisfied', 24],
        ['loyal', 14],
        ['cool', 7],
        ['dissatisfied', 4],
        ['crisis', 1],
      ]),
      ownerId: random.pick(reps),
      email: `contact${index + 1}@customer.example`,
      locale: 'zh-CN',
      currency: 'CNY',
      paymentTerms: random.weighted([
        ['net30', 50],
        ['net60', 15],
        ['split-30-60-10', 20],
        ['endOfMonth30', 10],
        ['prepaid', 5],
      ]),
      creditLimit: random.chance(0.6) ? String(random.between(2, 40) * 50_000) : null,
      tags: random.chance(0.1) ? ['重点培育'] : [],
      createdAt,
      ...known,
    };
  });
}

export function makeContacts(random: Random, customers: DemoCustomer[]): Row[] {
  const entity = entityOf('contact');
  return customers
    .flatMap((customer) => Array.from({ length: random.between(1, 3) }, (_, nth) => ({ customer, nth })))
    .map(({ customer, nth }, index) => {
      const job = random.between(0, TITLES.length - 1);
      return {
        id: random.uuid(customer.createdAt),
        number: formatNumber(entity, index + 1),
        name:
          customer.locale === 'en'
            ? random.pick(['Emma Clarke', 'James Turner', 'Olivia Reed'])
            : personName(random),
        customerId: customer.id,
        category: CATEGORIES[job],
        jobTitle: TITLES[job],
        phone: mobile(random),
        email: `person${index + 1}@customer.example`,
        main: nth === 0,
        createdAt: customer.createdAt,
      };
    });
}
