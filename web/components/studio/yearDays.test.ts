import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { calendarIn, halveDay, toggleDay, yearOf } from './yearDays';

const text = readFileSync(join(__dirname, '../../../definitions/calendars/cn-office.json'), 'utf8');

function day(date: string, of = text) {
  const calendar = calendarIn(of);
  return calendar && yearOf(calendar, 2026).find((one) => one.date === date);
}

test('a year has all its days, with hours and the reason', () => {
  const calendar = calendarIn(text);
  expect(calendar && yearOf(calendar, 2026)).toHaveLength(365);
  expect(day('2026-01-01')).toMatchObject({ isOpen: false, reason: 'closed' });
  expect(day('2026-03-02')).toEqual({
    date: '2026-03-02',
    isOpen: true,
    reason: 'week',
    windows: ['09:00–12:00', '13:00–18:00'],
  });
  expect(day('2026-03-01')).toMatchObject({ isOpen: false, reason: 'week' });
});

test.each(['2026-03-02', '2026-03-01', '2026-01-01'])('%s is turned over and back', (date) => {
  const before = day(date);
  const once = toggleDay(text, date);
  expect(day(date, once)?.isOpen).toBe(!before?.isOpen);
  const twice = toggleDay(once, date);
  expect(day(date, twice)?.isOpen).toBe(before?.isOpen);
  expect(() => JSON.parse(twice) as unknown).not.toThrow();
});

test.each(['2026-03-02', '2026-03-01', '2026-01-01'])('%s gets half of its hours, and loses them', (date) => {
  const half = halveDay(text, date);
  expect(day(date, half)).toMatchObject({ isOpen: true, windows: ['09:00–12:00'] });
  expect(day(date, halveDay(half, date))).toEqual(day(date));
  expect(day('2026-03-02', halveDay(text, '2026-03-02'))?.reason).toBe('hours');
  expect(day('2026-03-02', toggleDay(halveDay(text, '2026-03-02'), '2026-03-02'))?.isOpen).toBe(false);
});

test('half of a day that is worked in one piece ends in its middle', () => {
  const plain = JSON.stringify({ week: { mon: [['09:00', '17:00']] } });
  expect(day('2026-03-02', halveDay(plain, '2026-03-02'))?.windows).toEqual(['09:00–13:00']);
});

test('a day out of several that are worked in exchange is made free, and the others stay', () => {
  const range = JSON.stringify({
    week: { mon: [['09:00', '17:00']] },
    open: [{ from: '2026-03-06', to: '2026-03-08' }],
  });
  const once = toggleDay(range, '2026-03-07');
  expect(['06', '07', '08'].map((at) => day(`2026-03-${at}`, once)?.isOpen)).toEqual([true, false, true]);
});

test('a text without a week cannot be drawn', () => {
  expect(calendarIn('{')).toBeNull();
});
