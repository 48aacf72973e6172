import fc from 'fast-check';
import { addDuration, businessMillis, nextOpening } from './business';
import { addDays, dateAdd, instantOf, windowsOf, zoneOffsets } from './days';
import { localDate } from './offsets';
import { createOracle } from './oracle';
import type { Calendar } from './types';

const MINUTE = 60_000;
const clock = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/**
 * Up to three windows a day; their edges keep clear of the hours in which clocks change (Cairo goes back from midnight
 * to 23:00), but a whole day may be open.
 */
const windows = fc
  .uniqueArray(fc.integer({ min: 16, max: 92 }), { minLength: 0, maxLength: 6 })
  .map((marks) => marks.sort((a, b) => a - b).map((mark) => clock(mark * 15)))
  .map((marks) => marks.flatMap((from, n) => (n % 2 === 0 && marks[n + 1] ? [[from, marks[n + 1]]] : [])));
const day = fc.oneof(
  { weight: 5, arbitrary: windows },
  { weight: 1, arbitrary: fc.constant([['00:00', '24:00']]) },
);
const date = fc.integer({ min: 0, max: 60 }).map((n) => addDays('2026-03-01', n));

const calendars: fc.Arbitrary<Calendar> = fc.record({
  kind: fc.constant('calendar' as const),
  key: fc.constant('test'),
  version: fc.constant(1),
  title: fc.constant({ en: 'Test', 'zh-CN': '测试' }),
  timezone: fc.constantFrom(
    'Asia/Shanghai',
    'America/New_York',
    'Europe/Berlin',
    'Australia/Lord_Howe',
    'Africa/Cairo',
  ),
  // Monday always has hours, so that every walk ends.
  week: fc.record({
    mon: fc.constant([
      ['09:00', '12:00'],
      ['13:30', '18:00'],
    ]),
    tue: day,
    wed: day,
    thu: day,
    fri: day,
    sat: day,
    sun: day,
  }),
  closed: fc.array(date, { maxLength: 5 }),
  open: fc.array(date, { maxLength: 3 }),
}) as fc.Arbitrary<unknown> as fc.Arbitrary<Calendar>; // windows are pairs

/** March to April 2026: the clocks change in each of these zones but Shanghai; some starts lie in October too. */
const instants = fc
  .tuple(
    fc.constantFrom('2026-03-01T00:00:00Z', '2026-10-15T00:00:00Z'),
    fc.integer({ min: 0, max: 50 * 1440 }),
  )
  .map(([from, minutes]) => Date.parse(from) + minutes * MINUTE);
const sometimes = { numRuns: 20 };

describe('working time agrees with walking minute by minute', () => {
  it('forward and back', () => {
    fc.assert(
      fc.property(calendars, instants, fc.integer({ min: 1, max: 2_400 }), (calendar, at, minutes) => {
        const oracle = createOracle(calendar);
        const zone = calendar.timezone;
        expect(addDuration(calendar, zone, at, `PT${minutes}M`, 'business')).toBe(
          oracle.forward(at, minutes),
        );
        expect(addDuration(calendar, zone, at, `-PT${minutes}M`, 'business')).toBe(oracle.back(at, minutes));
      }),
      sometimes,
    );
  });

  it('the next opening and the time between', () => {
    fc.assert(
      fc.property(calendars, instants, fc.integer({ min: 0, max: 20_000 }), (calendar, at, minutes) => {
        const oracle = createOracle(calendar);
        expect(nextOpening(calendar, at)).toBe(oracle.opening(at));
        const to = at + minutes * MINUTE;
        expect(businessMillis(calendar, at, to)).toBe(oracle.count(at, to) * MINUTE);
        expect(businessMillis(calendar, to, at) + 0).toBe(-oracle.count(at, to) * MINUTE + 0);
      }),
      sometimes,
    );
  });

  it('so many working days on, at the same time of day or within that day’s hours', () => {
    fc.assert(
      fc.property(calendars, instants, fc.integer({ min: 1, max: 12 }), (calendar, at, days) => {
        const oracle = createOracle(calendar);
        const start = oracle.isWorking(at - MINUTE) ? at : oracle.opening(at);
        const due = addDuration(calendar, calendar.timezone, at, `P${days}D`, 'business');
        const from = oracle.wall(oracle.isWorking(start) ? start : start - MINUTE).date;
        let [left, on] = [days, from];
        while (left > 0) {
          on = addDays(on, 1);
          if (oracle.windowsOn(on).length > 0) left--;
        }
        const last = oracle.wall(due - MINUTE);
        expect([oracle.wall(due).date, last.date]).toContain(on);
        // within the hours of that day, its closing included
        expect(oracle.isWorking(due) || oracle.isWorking(due - MINUTE)).toBe(true);
        const wanted = oracle.wall(start).minute;
        const fits = oracle.windowsOn(on).some(([open, close]) => open <= wanted && wanted < close);
        if (fits && oracle.isWorking(start) && !(wanted >= 0 && wanted < 240))
          expect(oracle.wall(due).minute).toBe(wanted);
      }),
      sometimes,
    );
  });

  it('hours added one by one are hours added at once', () => {
    fc.assert(
      fc.property(calendars, instants, fc.integer({ min: 1, max: 20 }), (calendar, at, hours) => {
        const once = addDuration(calendar, calendar.timezone, at, `PT${hours}H`, 'business');
        let step = at;
        for (let n = 0; n < hours; n++)
          step = addDuration(calendar, calendar.timezone, step, 'PT1H', 'business');
        expect(step).toBe(once);
      }),
      sometimes,
    );
  });

  it('zone tables give the wall clock of every instant', () => {
    fc.assert(
      fc.property(calendars, instants, (calendar, at) => {
        const from = Date.parse('2026-02-01T00:00:00Z');
        const table = zoneOffsets(calendar.timezone, from, from + 400 * 86_400_000);
        const offset = table.filter(([since]) => since <= at).at(-1)?.[1] ?? 0;
        const local = new Date(at + offset * MINUTE).toISOString();
        expect(local.slice(0, 10)).toBe(localDate(calendar.timezone, at));
        expect(local.slice(11, 16)).toBe(clock(createOracle(calendar).wall(at).minute));
      }),
      sometimes,
    );
  });

  it('windows lie in order, and days are added and taken away again', () => {
    fc.assert(
      fc.property(calendars, date, fc.integer({ min: 0, max: 400 }), (calendar, on, days) => {
        expect(windowsOf(calendar, on).map(({ start, end }) => [start, end])).toEqual(
          createOracle(calendar).windowsOn(on),
        );
        expect(dateAdd(dateAdd(on, `P${days}D`), `-P${days}D`)).toBe(on);
        expect(localDate(calendar.timezone, instantOf(calendar.timezone, on, 720))).toBe(on);
      }),
      sometimes,
    );
  });
});
