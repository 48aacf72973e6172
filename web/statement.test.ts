import { statementsOf } from './statement';

const invoice = (number: string, issueDate: string, total: string, more = {}) => ({
  id: number,
  version: 1,
  number,
  issueDate,
  total,
  balance: total,
  currency: 'CNY',
  ...more,
});
const payment = (number: string, receivedOn: string, amount: string, more = {}) => ({
  id: number,
  version: 1,
  number,
  receivedOn,
  amount,
  currency: 'CNY',
  refunded: '0.00',
  status: 'received',
  ...more,
});

test('goes by day, with the balance after each', () => {
  const [statement] = statementsOf(
    [invoice('I2', '2026-03-01', '50.10'), invoice('I1', '2026-01-01', '100.20')],
    [payment('R1', '2026-02-01', '100.00')],
  );
  expect(statement?.rows.map(({ number, balance }) => [number, balance])).toEqual([
    ['I1', '100.20'],
    ['R1', '0.20'],
    ['I2', '50.30'],
  ]);
});

test('each currency has its own', () => {
  const statements = statementsOf(
    [invoice('I1', '2026-01-01', '1.00'), invoice('I2', '2026-01-02', '2.00', { currency: 'USD' })],
    [],
  );
  expect(statements.map(({ currency, rows }) => [currency, rows.at(-1)?.balance])).toEqual([
    ['CNY', '1.00'],
    ['USD', '2.00'],
  ]);
});

test('drafts, reversed payments, refunds and write-offs count as the books have them', () => {
  const [statement] = statementsOf(
    [
      invoice('I1', '2026-01-01', '100.00', { draft: true }),
      invoice('I2', '2026-01-02', '80.00', { writtenOff: true }),
    ],
    [
      payment('R1', '2026-01-03', '30.00', { status: 'reversed' }),
      payment('R2', '2026-01-04', '40.00', { refunded: '40.00' }),
    ],
  );
  expect(statement?.rows.map(({ number, note, balance }) => [number, note, balance])).toEqual([
    ['I2', 'writtenOff', '0.00'],
    ['R1', 'reversed', '0.00'],
    ['R2', 'refunded', '0.00'],
  ]);
});
