import fc from 'fast-check';
import {
  compareMoney,
  lineAmount,
  parseMoney,
  roundMoney,
  splitMoney,
  subtractMoney,
  sumMoney,
} from './money';

const cents = fc.integer({ min: 0, max: 1_000_000_000 }).map((value) => (value / 100).toFixed(2));

it('rounds half up, once, also where binary fractions do not', () => {
  expect(roundMoney('1.005')).toBe('1.01');
  expect(roundMoney('-1.005')).toBe('-1.01');
  expect(lineAmount(3, '0.35', 0.1)).toBe('0.95');
  expect(lineAmount('1.5', '100.01', 0)).toBe('150.02');
  expect(lineAmount(1, '1000', '0.5', 'JPY')).toBe('500.00');
  expect(roundMoney('10.5', 'JPY')).toBe('11.00');
  expect(sumMoney(['0.1', '0.2'])).toBe('0.30');
});

it.each([
  ['1200', '1200.00'],
  ['1200.5', '1200.50'],
  [0.1, '0.10'],
  [-3, '-3.00'],
  ['9999999999999999.99', '9999999999999999.99'],
  ['1.005', null],
  [1.005, null],
  ['', null],
  ['1e3', null],
  [NaN, null],
  [Infinity, null],
  [1e30, null],
  [' 1', null],
  ['1,000', null],
  [null, null],
  [{}, null],
  ['99999999999999999', null],
])('reads %p as %p', (value, expected) => {
  expect(parseMoney(value)).toBe(expected);
});

it('splits without losing a cent', () => {
  expect(splitMoney('100.00', ['0.3', '0.6', '0.1'])).toEqual(['30.00', '60.00', '10.00']);
  expect(splitMoney('0.05', ['0.3', '0.6', '0.1'])).toEqual(['0.01', '0.03', '0.01']);
  fc.assert(
    fc.property(
      cents,
      fc.constantFrom(['1'], ['0.3', '0.6', '0.1'], ['0.333', '0.333', '0.334']),
      (total, shares) => {
        const parts = splitMoney(total, [...shares]);
        expect(sumMoney(parts)).toBe(total);
        expect(parts.every((part) => compareMoney(part, 0) >= 0)).toBe(true);
      },
    ),
    { seed: 1 },
  );
});

it('subtracts what it added', () => {
  fc.assert(
    fc.property(cents, cents, (a, b) => expect(subtractMoney(sumMoney([a, b]), b)).toBe(a)),
    { seed: 2 },
  );
});
