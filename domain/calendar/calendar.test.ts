import { addDuration, businessMillis } from './business';
import { dateAdd, endOfMonth, instantOf, isWorkingDay, windowsOf, zoneOffsets } from './days';
import { parseDuration } from './duration';
import type { Calendar } from './types';

const office: Calendar = {
  kind: 'calendar',
  key: 'office',
  version: 1,
  title: { 'zh-CN': '办公', en: 'Office' },
  timezone: 'Asia/Shanghai',
  week: Object.fromEntries(
    ['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [
      day,
      [
        ['09:00', '12:00'],
        ['13:00', '18:00'],
      ] as [string, string][],
    ]),
  ),
  closed: [{ from: '2026-05-01', to: '2026-05-05', title: '劳动节' }, '2026-10-01'],
  open: ['2026-05-09', { date: '2026-05-16', windows: [['10:00', '12:00']] }],
};
const night: Calendar = {
  ...office,
  week: { mon: [['00:00', '24:00']], tue: [['00:00', '06:00']] },
  closed: [],
  open: [],
};

const at = (text: string, zone = '+08:00') => Date.parse(`${text}${zone}`);
const due = (from: string, duration: string, calendar = office) =>
  new Date(addDuration(calendar, 'Asia/Shanghai', at(from), duration, 'business') + 8 * 3_600_000)
    .toISOString()
    .slice(0, 19);

describe('the business clock', () => {
  it.each([
    ['two working days, the same time of day', '2026-03-03T10:30:00', 'P2D', '2026-03-05T10:30:00'],
    ['over a weekend', '2026-03-06T10:30:00', 'P1D', '2026-03-09T10:30:00'],
    ['seconds are kept', '2026-03-06T10:30:17', 'P1D', '2026-03-09T10:30:17'],
    ['sixteen working hours', '2026-03-03T10:00:00', 'PT16H', '2026-03-05T10:00:00'],
    [
      'from the next opening when it begins in the night',
      '2026-03-03T20:00:00',
      'PT1H',
      '2026-03-04T10:00:00',
    ],
    ['from the next opening when it begins at noon', '2026-03-03T12:30:00', 'PT1H', '2026-03-03T14:00:00'],
    ['from Monday when it begins on a Sunday', '2026-03-08T15:00:00', 'P1D', '2026-03-10T09:00:00'],
    ['a holiday is passed over, its make-up day is not', '2026-04-30T17:00:00', 'P3D', '2026-05-08T17:00:00'],
    ['the make-up day counts', '2026-05-08T17:00:00', 'P1D', '2026-05-09T17:00:00'],
    ['clipped to the hours of a short day', '2026-05-15T17:00:00', 'P1D', '2026-05-16T12:00:00'],
    ['clipped up to its opening', '2026-05-15T09:30:00', 'P1D', '2026-05-16T10:00:00'],
    ['a working week', '2026-03-03T10:00:00', 'P1W', '2026-03-10T10:00:00'],
    ['days, then hours', '2026-03-05T17:00:00', 'P1DT2H', '2026-03-09T10:00:00'],
    ['back, for a warning', '2026-03-05T10:00:00', '-PT2H', '2026-03-04T17:00:00'],
    ['back a day over a weekend', '2026-03-09T10:00:00', '-P1D', '2026-03-06T10:00:00'],
    ['nothing, within working time', '2026-03-05T10:00:00', 'PT0S', '2026-03-05T10:00:00'],
    ['nothing, outside it', '2026-03-07T10:00:00', 'PT0S', '2026-03-09T09:00:00'],
  ])('%s', (_, from, duration, expected) => {
    expect(due(from, duration)).toBe(expected);
  });

  it('knows a closing at midnight', () => {
    expect(due('2026-03-02T23:00:00', 'PT2H', night)).toBe('2026-03-03T01:00:00');
    expect(due('2026-03-02T20:00:00', 'PT4H', night)).toBe('2026-03-03T00:00:00');
    expect(due('2026-03-02T12:00:00', 'P1D', night)).toBe('2026-03-03T06:00:00');
  });

  it('refuses months, and a calendar in which nobody ever works', () => {
    expect(() => due('2026-03-02T12:00:00', 'P1M')).toThrow(RangeError);
    expect(() => due('2026-03-02T12:00:00', 'P1D', { ...night, week: {} })).toThrow('no working time');
    expect(() => due('2026-03-02T12:00:00', 'PT1H', { ...night, week: { mon: [] } })).toThrow(
      'no working time',
    );
  });

  it('is the calendar clock where there is no calendar', () => {
    expect(addDuration(null, 'Asia/Shanghai', at('2026-03-06T10:00:00'), 'P1D', 'business')).toBe(
      at('2026-03-07T10:00:00'),
    );
  });

  it('measures working time', () => {
    expect(businessMillis(office, at('2026-03-06T17:00:00'), at('2026-03-09T10:00:00'))).toBe(2 * 3_600_000);
    expect(businessMillis(office, at('2026-03-09T10:00:00'), at('2026-03-06T17:00:00'))).toBe(-2 * 3_600_000);
  });
});

describe('the calendar clock', () => {
  const next = (from: string, duration: string, zone: string) =>
    new Date(addDuration(null, zone, Date.parse(from), duration, 'calendar')).toISOString();

  it('keeps the time of day when clocks change', () => {
    expect(next('2026-03-28T09:00:00+01:00', 'P1D', 'Europe/Berlin')).toBe('2026-03-29T07:00:00.000Z');
    expect(next('2026-03-28T09:00:00+01:00', 'PT24H', 'Europe/Berlin')).toBe('2026-03-29T08:00:00.000Z');
    expect(next('2026-10-24T09:00:00+02:00', 'P1D', 'Europe/Berlin')).toBe('2026-10-25T08:00:00.000Z');
  });

  it('clamps to the end of a month', () => {
    expect(next('2026-01-31T01:00:00Z', 'P1M', 'Asia/Shanghai')).toBe('2026-02-28T01:00:00.000Z');
    expect(next('2028-02-29T01:00:00Z', 'P1Y', 'Asia/Shanghai')).toBe('2029-02-28T01:00:00.000Z');
    expect(dateAdd('2026-01-31', 'P1M')).toBe('2026-02-28');
    expect(dateAdd('2026-03-31', '-P1M')).toBe('2026-02-28');
    expect(endOfMonth('2028-02-10')).toBe('2028-02-29');
  });
});

describe('dates and zones', () => {
  it('a local time that is left out is the moment after the gap, a doubled one is the first', () => {
    const berlin = (date: string, minutes: number) =>
      new Date(instantOf('Europe/Berlin', date, minutes)).toISOString();
    expect(berlin('2026-03-29', 150)).toBe('2026-03-29T01:00:00.000Z');
    expect(berlin('2026-10-25', 150)).toBe('2026-10-25T00:30:00.000Z');
    expect(berlin('2026-10-25', 1440)).toBe('2026-10-25T23:00:00.000Z');
  });

  it('a make-up day has its own hours, or those of the first working day', () => {
    expect(windowsOf(office, '2026-05-16')).toEqual([{ start: 600, end: 720 }]);
    expect(windowsOf(office, '2026-05-09')).toEqual([
      { start: 540, end: 720 },
      { start: 780, end: 1080 },
    ]);
    expect([isWorkingDay(office, '2026-05-04'), isWorkingDay(office, '2026-05-06')]).toEqual([false, true]);
    expect(isWorkingDay(office, '2026-10-01')).toBe(false);
  });

  it('the table of a zone has its changes to the second', () => {
    expect(
      zoneOffsets('Europe/Berlin', Date.parse('2026-01-01T00:00:00Z'), Date.parse('2026-12-31T00:00:00Z')),
    ).toEqual([
      [Date.parse('2026-01-01T00:00:00Z'), 60],
      [Date.parse('2026-03-29T01:00:00Z'), 120],
      [Date.parse('2026-10-25T01:00:00Z'), 60],
    ]);
    expect(zoneOffsets('Asia/Shanghai', 0, 1)).toHaveLength(1);
  });

  it.each(['P', 'PT', '3D', 'P1.5D', 'P-1D', '+P1D', 'P1DT', 'P1H', '', 'P1D ', 'PT1S1M'])(
    '%p is no duration',
    (text) => {
      expect(() => parseDuration(text)).toThrow(RangeError);
    },
  );
});
