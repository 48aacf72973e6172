import shipped from '../../definitions/statuses/sales-status.json';
import fc from 'fast-check';
import Decimal from 'decimal.js';
import { systemContext } from '../../db/context';
import { writeOffInvoice } from '../../db/finance/invoices';
import { publish, type DefinitionDocument } from '../../db/definitions';
import { createRecord } from '../../db/records/create';
import { updateRecord } from '../../db/records/update';
import { aging } from '../../db/reports/aging';
import { boardCards } from '../../db/reports/board';
import { pipeline } from '../../db/reports/pipeline';
import { openCompany, type Company } from './company';

// an administrator's own names: the reports go by what each status means
const SALES_STATUS: DefinitionDocument = {
  ...shipped,
  ...{
    items: [
      ...shipped.items,
      { code: 'asleep', title: {}, semantic: 'hold' },
      { code: 'toRival', title: {}, semantic: 'lost' },
    ],
  },
};

let company: Company;
beforeEach(async () => {
  company = await openCompany();
  await publish(company.db, SALES_STATUS, null);
});
afterEach(() => company.close());

const newCustomer = (login: string, rest = {}) =>
  createRecord(company.db, 'customer', { name: '客户', ...rest }, company.as(login));

async function newDeal(login: string, customerId: string, amount: string, set = {}): Promise<void> {
  const deal = await createRecord(
    company.db,
    'opportunity',
    { name: '机会', customerId, amount },
    company.as(login),
  );
  await updateRecord(company.db, 'opportunity', deal.id, set, null, systemContext());
}

it('weighs the pipeline row by row, without lost deals, for each currency, within what the person may see', async () => {
  const { db, as } = company;
  const mine = await newCustomer('li');
  const other = await newCustomer('wu');
  // Odoo showed 148.50 for these two
  await newDeal('li', mine.id, '100', { stage: 'quote', probability: 0.99 });
  await newDeal('li', mine.id, '200', { stage: 'quote', probability: 0 });
  await newDeal('li', mine.id, '1000', { stage: 'quote', probability: 0.5, status: 'lost' });
  await newDeal('li', mine.id, '7', { stage: 'quote', status: 'toRival' });
  await newDeal('li', mine.id, '70', { stage: 'quote', probability: 0.5, status: 'asleep' });
  await newDeal('li', mine.id, '10', { stage: 'quote', probability: 0.5, currency: 'USD' });
  await newDeal('wu', other.id, '0.05', { stage: 'needs', probability: 0.1 });
  expect(await pipeline(db, as('li'))).toEqual({
    stages: [
      { stage: 'quote', currency: 'CNY', count: 2, amount: '300.00', weighted: '99.00' },
      { stage: 'quote', currency: 'USD', count: 1, amount: '10.00', weighted: '5.00' },
    ],
    totals: [
      { currency: 'CNY', count: 2, amount: '300.00', weighted: '99.00' },
      { currency: 'USD', count: 1, amount: '10.00', weighted: '5.00' },
    ],
    held: [{ currency: 'CNY', count: 1, amount: '70.00', weighted: '35.00' }],
    closed: [{ currency: 'CNY', count: 2, amount: '1007.00', weighted: '500.00', semantic: 'lost' }],
  });
  expect((await pipeline(db, as('zhao'))).totals).toMatchObject([
    { currency: 'CNY', count: 3, weighted: '99.01' },
    { currency: 'USD' },
  ]);
});

it('puts the largest open deals of each stage on the board, within what the person may see', async () => {
  const { db, as } = company;
  const mine = await newCustomer('li');
  const other = await newCustomer('wu');
  await newDeal('li', mine.id, '100', { stage: 'quote' });
  await newDeal('li', mine.id, '300', { stage: 'quote' });
  await newDeal('li', mine.id, '200', { stage: 'quote' });
  await newDeal('li', mine.id, '900', { stage: 'quote', status: 'lost' });
  await newDeal('wu', other.id, '5', { stage: 'needs' });
  const cards = async (login: string) =>
    (await boardCards(db, as(login), ['sales.project'], 2)).map(({ stage, amount, processId }) => [
      stage,
      amount,
      processId,
    ]);
  expect(await cards('li')).toEqual([
    ['quote', '300.00', null],
    ['quote', '200.00', null],
  ]);
  expect(await cards('zhao')).toContainEqual(['needs', '5.00', null]);
});

it('agrees with exact arithmetic on any deals', async () => {
  const { db, as } = company;
  const { id } = await newCustomer('li');
  const deal = fc.record({
    amount: fc.integer({ min: 0, max: 9_999_999 }).map((cents) => (cents / 100).toFixed(2)),
    probability: fc.integer({ min: 0, max: 100 }).map((percent) => percent / 100),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(deal, { minLength: 1, maxLength: 6 }), async (deals) => {
      await db('opportunity').delete();
      for (const { amount, probability } of deals)
        await newDeal('li', id, amount, { probability, stage: 'x' });
      const expected = deals.reduce(
        (sum, { amount, probability }) => sum.plus(new Decimal(amount).times(probability)),
        new Decimal(0),
      );
      expect((await pipeline(db, as('li'))).totals[0]?.weighted).toBe(
        expected.toDecimalPlaces(2, Decimal.ROUND_HALF_UP).toFixed(2),
      );
    }),
    { numRuns: 15, seed: 7 },
  );
});

it('ages instalments, not invoices, with the bounds included and advances apart', async () => {
  const { db, as } = company;
  const customer = await newCustomer('li');
  const invoice = (dueDate: string, amount: string) => ({ dueDate, amount });
  await createRecord(
    db,
    'invoice',
    {
      customerId: customer.id,
      issueDate: '2026-01-01',
      instalments: [
        invoice('2026-03-02', '1'),
        invoice('2026-03-01', '2'),
        invoice('2026-01-31', '4'),
        invoice('2026-01-01', '8'),
        invoice('2025-12-02', '16'),
        invoice('2025-12-01', '32'),
        invoice('2026-05-01', '64'),
      ],
    },
    as('zheng'),
  );
  const gone = await createRecord(
    db,
    'invoice',
    { customerId: customer.id, issueDate: '2025-01-01', total: '500' },
    as('zheng'),
  );
  await writeOffInvoice(db, gone.id, '坏账', as('zheng'));
  await createRecord(
    db,
    'invoice',
    { customerId: customer.id, issueDate: '2025-01-01', total: '900', draft: true },
    as('zheng'),
  );
  await createRecord(db, 'payment', { customerId: customer.id, amount: '3', allocations: [] }, as('zheng'));
  const report = await aging(db, '2026-04-01', as('li'));
  // 30, 31, 60, 90, 120 and 121 days; one not due
  expect(report.customers).toEqual([
    {
      customerId: customer.id,
      customerLabel: '客户',
      currency: 'CNY',
      outstanding: '127.00',
      notDue: '64.00',
      buckets: ['1.00', '6.00', '8.00', '16.00', '32.00'],
      advance: '3.00',
      total: '124.00',
      oldestDays: 121,
    },
  ]);
  expect(report.totals).toMatchObject([{ currency: 'CNY', total: '124.00' }]);
  expect((await aging(db, '2026-04-01', as('wu'))).customers).toEqual([]);
});
