import Decimal from 'decimal.js';
import { systemContext } from '../../db/context';
import { createRecord } from '../../db/records/create';
import { listRecords } from '../../db/records/list';
import { updateRecord } from '../../db/records/update';
import { isReadable, runReport } from '../../db/reports/defined';
import type { ReportDefinition } from '../../domain/generated/report';
import { openCompany, type Company } from './company';

let company: Company;
let mine: string;
beforeAll(async () => {
  company = await openCompany();
  mine = await newCustomer('li', '甲');
  const other = await newCustomer('wu', '乙');
  await newDeal('li', mine, { amount: '0.10', expectedClose: '2026-03-31' });
  await newDeal('li', mine, { amount: '0.20', expectedClose: '2026-04-01', mode: 'direct' });
  await newDeal('li', mine, { amount: '7', currency: 'USD', expectedClose: '2026-12-31' });
  await newDeal('zhou', mine, { amount: '1000000000000.01' });
  await newDeal('wu', other, { amount: '5', discount: 0.25, expectedClose: '2026-04-30' });
});
afterAll(() => company.close());

async function newCustomer(login: string, name: string): Promise<string> {
  const { id } = await createRecord(company.db, 'customer', { name }, company.as(login));
  return id;
}

async function newDeal(login: string, customerId: string, values: object): Promise<void> {
  const context = { ...systemContext(), actorId: company.idOf(login) };
  const ownerId = company.idOf(login);
  await createRecord(company.db, 'opportunity', { name: '机会', customerId, ownerId, ...values }, context);
}

const title = { 'zh-CN': '数', en: 'Figure' };
const report = (more: Partial<ReportDefinition>): ReportDefinition => ({
  kind: 'report',
  key: 'test',
  version: 1,
  title,
  entity: 'opportunity',
  by: [{ id: 'owner', field: 'ownerId' }],
  measures: [{ id: 'deals', title, count: true }],
  ...more,
});

async function lines(definition: ReportDefinition, login: string, filter: string | null = null) {
  const result = await runReport(company.db, definition, company.as(login), filter);
  if (!result) throw new Error('not for them');
  return {
    rows: result.rows.map(({ currency, by, measures }) => [
      ...by.map(({ label, value }) => label ?? value),
      ...(currency === null ? [] : [currency]),
      ...measures,
    ]),
    totals: result.totals.map(({ currency, measures }) => [currency, ...measures]),
    hasMore: result.hasMore,
  };
}

it('counts and adds by person, exactly, each currency apart, within what whoever looks may see', async () => {
  const definition = report({
    measures: [
      { id: 'deals', title, count: true },
      { id: 'amount', title, sum: 'amount' },
      { id: 'large', title, count: true, when: 'entity.amount > 1' },
      { id: 'mean', title, average: 'amount' },
    ],
    sort: '-amount',
  });
  expect(await lines(definition, 'qian')).toEqual({
    rows: [
      ['周强', 'CNY', 1, '1000000000000.01', 1, '1000000000000.01'],
      ['李娜', 'USD', 1, '7.00', 1, '7.00'],
      ['李娜', 'CNY', 2, '0.30', 0, '0.15'],
    ],
    totals: [
      ['CNY', 3, '1000000000000.31', 1, '333333333333.44'],
      ['USD', 1, '7.00', 1, '7.00'],
    ],
    hasMore: false,
  });
  expect((await lines(definition, 'wu')).rows).toEqual([['吴芳', 'CNY', 1, '5.00', 1, '5.00']]);
  expect((await lines(definition, 'wu', 'entity.amount > 10')).rows).toEqual([]);
});

it('groups dates by what they fall into; what has none stands last', async () => {
  const by = (period: 'month' | 'quarter') => [{ id: 'when', field: 'expectedClose', period }] as const;
  expect((await lines(report({ by: [...by('month')] }), 'zhao')).rows).toEqual([
    ['2026-03-01', 1],
    ['2026-04-01', 2],
    ['2026-12-01', 1],
    [null, 1],
  ]);
  expect((await lines(report({ by: [...by('quarter')] }), 'zhao')).rows).toEqual([
    ['2026-01-01', 1],
    ['2026-04-01', 2],
    ['2026-10-01', 1],
    [null, 1],
  ]);
});

it('puts an instant into the day of the company, which begins eight hours before that of UTC', async () => {
  const { db } = company;
  const { id } = await createRecord(db, 'customer', { name: '丙' }, company.as('zhou'));
  await db('customer').where({ id }).update({ created_at: '2026-03-31T16:30:00Z' });
  const definition = report({
    entity: 'customer',
    by: [{ id: 'day', field: 'createdAt', period: 'month' }],
    when: `entity.name == '丙'`,
  });
  expect((await lines(definition, 'zhou')).rows).toEqual([['2026-04-01', 1]]);
});

it('shows no more groups than it says, and that there are more; the totals are of all', async () => {
  const first = await lines(report({ limit: 1, sort: '-deals' }), 'zhao');
  expect(first).toEqual({ rows: [['李娜', 3]], totals: [[null, 5]], hasMore: true });
  expect((await lines(report({ limit: 3 }), 'zhao')).hasMore).toBe(false);
});

it('without records has no groups', async () => {
  const none = report({ when: "entity.name == 'nobody'", measures: [{ id: 'sum', title, sum: 'amount' }] });
  expect(await lines(none, 'zhao')).toEqual({ rows: [], totals: [], hasMore: false });
});

it('says for each condition what a list with the same filter shows', async () => {
  const conditions = [
    "entity.mode != 'direct'",
    '!(entity.expectedClose > today)',
    `entity.customerId == '${mine}' || entity.discount > 0.2`,
    'entity.ownerId == user.id',
    'has(entity.expectedClose)',
  ];
  for (const when of conditions) {
    const { items } = await listRecords(company.db, 'opportunity', { filter: when }, company.as('qian'));
    const counted = await lines(
      report({
        when,
        measures: [
          { id: 'n', title, count: true },
          { id: 's', title, sum: 'amount' },
        ],
      }),
      'qian',
    );
    const sum = items.reduce((total, item) => total.plus(String(item['amount'])), new Decimal(0));
    expect(counted.totals.reduce((total, [, n]) => total + Number(n), 0)).toBe(items.length);
    expect(counted.totals.reduce((total, [, , s]) => total.plus(String(s)), new Decimal(0))).toEqual(sum);
  }
});

it('is not there for who may not read its records', async () => {
  const payments = report({
    entity: 'payment',
    by: [{ id: 'day', field: 'receivedOn', period: 'day' }],
  });
  const nobody = { actorId: company.idOf('li'), roles: [] };
  expect(isReadable(payments, nobody)).toBe(false);
  expect(await runReport(company.db, payments, nobody)).toBeNull();
  expect(await runReport(company.db, report({ when: 'entity.secret == 1' }), company.as('li'))).toBeNull();
});

it('counts what was changed since', async () => {
  const { db, as } = company;
  const { items } = await listRecords(db, 'opportunity', { filter: 'amount == 5' }, as('wu'));
  await updateRecord(db, 'opportunity', items[0]?.id ?? '', { amount: '6' }, null, as('wu'));
  const sum = report({ measures: [{ id: 'sum', title, sum: 'amount' }] });
  expect((await lines(sum, 'wu')).rows).toEqual([['吴芳', 'CNY', '6.00']]);
});
