import { date, dateTime, instantOf, listed, localOf, money, percent } from './format';

test('an amount keeps every digit', () => {
  expect(money('9007199254740993.01', 'CNY', 'zh-CN')).toBe('¥9,007,199,254,740,993.01');
  expect(money('1200.00', 'USD', 'en')).toBe('$1,200.00');
  expect(money(null, 'CNY', 'en')).toBe('');
});

test('an instant is shown as clocks in Shanghai show it, wherever the browser is', () => {
  expect(dateTime('2026-11-23T16:30:00Z', 'zh-CN')).toBe('2026/11/24 00:30');
  expect(dateTime('2026-11-23T16:30:00Z', 'en')).toBe('24/11/2026, 00:30');
});

test('a day has no time zone', () => {
  expect(date('2026-01-01', 'zh-CN')).toBe('2026/01/01');
});

test('what is typed as local time is Shanghai time', () => {
  expect(instantOf('2026-11-24T00:30')).toBe('2026-11-23T16:30:00.000Z');
  expect(localOf('2026-11-23T16:30:00.000Z')).toBe('2026-11-24T00:30');
});

test('a share is shown as percent', () => {
  expect(percent('0.070000', 'en')).toBe('7%');
});

test('lists are those of the language', () => {
  expect([listed(['a', 2], 'en'), listed(['a', 2], 'zh-CN')]).toEqual(['a, 2', 'a、2']);
});
