import type { Calendar } from './types';

/** Slow and obvious: walks minute by minute and asks the wall clock. Only tests use it. */
const MINUTE = 60_000;
const NAMES = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;

export function createOracle(calendar: Calendar) {
  const wall = createWallClock(calendar.timezone);
  const isWorking = (at: number): boolean => {
    const { date, minute } = wall(at);
    return windowsOn(calendar, date).some(([from, to]) => from <= minute && minute < to);
  };
  const walk = (at: number, step: 1 | -1, until: (minute: number) => boolean): number => {
    for (let now = at, n = 0; n < 60 * 1440; n++, now += step * MINUTE) if (until(now)) return now;
    throw new Error('The oracle found nothing within sixty days');
  };
  return {
    isWorking,
    /** The instant after so many working minutes. */
    forward(at: number, minutes: number): number {
      let left = minutes;
      return walk(at, 1, (now) => isWorking(now) && --left === 0) + MINUTE;
    },
    back(at: number, minutes: number): number {
      let left = minutes;
      return walk(at - MINUTE, -1, (now) => isWorking(now) && --left === 0);
    },
    opening: (at: number): number => walk(at, 1, isWorking),
    /** Working minutes in between. */
    count(from: number, to: number): number {
      let count = 0;
      for (let now = from; now < to; now += MINUTE) if (isWorking(now)) count++;
      return count;
    },
    wall,
    windowsOn: (date: string) => windowsOn(calendar, date),
  };
}

function createWallClock(timezone: string) {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: timezone,
    dateStyle: 'short',
    timeStyle: 'short',
    hourCycle: 'h23',
  });
  const known = new Map<number, { date: string; minute: number }>();
  return (at: number): { date: string; minute: number } => {
    // The clock is asked once for a quarter of an hour: no zone changes in between.
    const quarter = Math.floor(at / (15 * MINUTE));
    let base = known.get(quarter);
    if (!base) {
      const [date = '', time = ''] = format.format(quarter * 15 * MINUTE).split(', ');
      base = { date, minute: Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5)) };
      known.set(quarter, base);
    }
    return { date: base.date, minute: base.minute + Math.floor((at % (15 * MINUTE)) / MINUTE) };
  };
}

function windowsOn(calendar: Calendar, date: string): [number, number][] {
  const listed = (entries: readonly unknown[] | undefined) => (entries ?? []).find((entry) => entry === date);
  const day = NAMES[new Date(Date.parse(date)).getUTCDay()] ?? 'sun';
  if (listed(calendar.open) === undefined && listed(calendar.closed) !== undefined) return [];
  const own = calendar.week[day] ?? [];
  const first = [1, 2, 3, 4, 5, 6, 0]
    .map((n) => calendar.week[NAMES[n] ?? 'sun'] ?? [])
    .find((w) => w.length > 0);
  const windows = listed(calendar.open) !== undefined && own.length === 0 ? (first ?? []) : own;
  const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
  return windows.map(([from, to]) => [minutes(from), minutes(to)]);
}
