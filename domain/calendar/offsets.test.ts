import fc from 'fast-check';
import { DateTime } from 'luxon';
import { localDate, offsetAt } from './offsets';

const ZONES = [
  'Asia/Shanghai',
  'Europe/Berlin',
  'America/St_Johns',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Africa/Casablanca',
  'Asia/Kathmandu',
  'UTC',
];

describe('an offset that is remembered', () => {
  it('is the one that luxon tells, at any instant', () => {
    const instant = fc.integer({ min: Date.UTC(1990, 0, 1), max: Date.UTC(2045, 0, 1) });
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), instant, (zone, at) => {
        const time = DateTime.fromMillis(at, { zone });
        expect([offsetAt(zone, at), localDate(zone, at)]).toEqual([time.offset, time.toFormat('yyyy-MM-dd')]);
      }),
      { numRuns: 2_000 },
    );
  });

  it('changes at the minute, also where clocks change at one past midnight or a day is left out', () => {
    const changes: [zone: string, at: string, before: number, after: number][] = [
      ['America/St_Johns', '2010-03-14T03:31:00Z', -210, -150],
      ['Pacific/Apia', '2011-12-30T10:00:00Z', -600, 840],
      ['Europe/Berlin', '2026-03-29T01:00:00Z', 60, 120],
    ];
    for (const [zone, text, before, after] of changes) {
      const at = Date.parse(text);
      expect([zone, offsetAt(zone, at - 1), offsetAt(zone, at)]).toEqual([zone, before, after]);
    }
  });

  it('is not known of a zone that does not exist', () => {
    const at = Date.UTC(2026, 0, 1);
    expect([offsetAt('Mars/Base', at), localDate('Mars/Base', at)]).toEqual([NaN, 'Invalid DateTime']);
  });
});
