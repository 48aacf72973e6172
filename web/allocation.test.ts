import { allocated, oldestFirst, payable, type Item } from './allocation';

const item = (id: string, dueDate: string, outstanding: string, more: Partial<Item> = {}): Item => ({
  instalmentId: id,
  invoiceId: id,
  number: id,
  currency: 'CNY',
  dueDate,
  outstanding,
  days: 1,
  level: null,
  holds: [],
  ...more,
});

const items = [
  item('late', '2026-03-01', '100.00'),
  item('disputed', '2026-01-01', '50.00', { holds: ['dispute'] }),
  item('early', '2026-02-01', '30.10'),
  item('dollars', '2026-01-01', '9.00', { currency: 'USD' }),
];

test('what is due first comes first, disputes last, other currencies not at all', () => {
  expect(payable(items, 'CNY').map(({ instalmentId }) => instalmentId)).toEqual([
    'early',
    'late',
    'disputed',
  ]);
});

test('money goes to the oldest until it is used up', () => {
  expect(oldestFirst('40', payable(items, 'CNY'))).toEqual({ early: '30.10', late: '9.90' });
  expect(oldestFirst('', payable(items, 'CNY'))).toEqual({});
});

test('what was written is what is sent; the rest is an advance', () => {
  expect(allocated('40', items, { late: '10', early: '' })).toEqual({
    allocations: [{ instalmentId: 'late', amount: '10.00' }],
    rest: '30.00',
    over: null,
  });
});

test('more than an item lacks, or than came, shows', () => {
  expect(allocated('40', items, { early: '30.11' })).toMatchObject({ over: { instalmentId: 'early' } });
  expect(allocated('40', items, { late: '41' })).toMatchObject({ rest: '-1.00', over: null });
});
