import fc from 'fast-check';
import { compareMoney, sumMoney } from '../money';
import { allocateInOrder } from './allocate';
import { dueDate, instalmentsOf, PAYMENT_TERMS } from './terms';
import { entityOf } from '../entity/catalogue';

it.each([
  ['2026-01-31', { days: 30 }, '2026-03-02'],
  ['2026-01-15', { endOfMonth: 0 }, '2026-01-31'],
  ['2028-02-10', { endOfMonth: 0 }, '2028-02-29'],
  ['2026-02-10', { endOfMonth: 30 }, '2026-03-30'],
  ['2026-01-10', { dayOfNextMonth: 31 }, '2026-02-28'],
  ['2026-12-10', { dayOfNextMonth: 15 }, '2027-01-15'],
] as const)('an invoice of %s is due %p on %s', (issued, rule, due) => {
  expect(dueDate(issued, rule)).toBe(due);
});

it('makes the instalments of the terms, the last with the remainder', () => {
  expect(instalmentsOf('100.01', 'split-30-60-10', '2026-03-01', 'CNY')).toEqual([
    { dueDate: '2026-03-01', amount: '30.00' },
    { dueDate: '2026-03-31', amount: '60.00' },
    { dueDate: '2026-05-30', amount: '10.01' },
  ]);
});

it('has terms for every choice of the entities, and shares that add up', () => {
  const offered = entityOf('customer').fields.paymentTerms?.options?.map((option) => option.code);
  expect(Object.keys(PAYMENT_TERMS).sort()).toEqual(offered?.sort());
  for (const parts of Object.values(PAYMENT_TERMS))
    expect(sumMoney(parts.map((part) => part.share))).toBe('1.00');
});

it('allocates in order, never more than an item lacks or the payment has', () => {
  const cents = fc.integer({ min: 0, max: 100_000 }).map((value) => (value / 100).toFixed(2));
  fc.assert(
    fc.property(cents, fc.array(cents, { maxLength: 6 }), (amount, balances) => {
      const items = balances.map((balance, index) => ({
        instalmentId: String(index),
        invoiceId: 'i',
        balance,
      }));
      const allocations = allocateInOrder(amount, items);
      const open = sumMoney(balances);
      expect(sumMoney(allocations.map((allocation) => allocation.amount))).toBe(
        compareMoney(amount, open) < 0 ? amount : open,
      );
      for (const { instalmentId, amount: part } of allocations)
        expect(compareMoney(part, balances[Number(instalmentId)] ?? 0)).toBeLessThanOrEqual(0);
    }),
    { seed: 4 },
  );
});
