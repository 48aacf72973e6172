import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { calendarIn, toggleDay, yearOf } from './yearDays';

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

test('a text without a week cannot be drawn', () => {
  expect(calendarIn('{')).toBeNull();
});
