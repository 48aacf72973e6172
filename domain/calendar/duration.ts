/** An ISO 8601 duration taken apart. `sign` is -1 for `-P…`. */
export interface Duration {
  sign: 1 | -1;
  years: number;
  months: number;
  weeks: number;
  days: number;
  hours: number;
  minutes: number;
  seconds: number;
}

const PATTERN =
  /^(-)?P(?=.)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;

/** Throws RangeError for anything that is not an ISO 8601 duration. */
export function parseDuration(text: string): Duration {
  const match = PATTERN.exec(text);
  if (!match) throw new RangeError(`Not an ISO 8601 duration: ${text.slice(0, 40)}`);
  const [, minus, ...parts] = match;
  const [years = 0, months = 0, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = parts.map(
    (part) => Number(part ?? 0),
  );
  return { sign: minus ? -1 : 1, years, months, weeks, days, hours, minutes, seconds };
}

/** The part below a day, in milliseconds, with the sign. */
export function timeMillis({ sign, hours, minutes, seconds }: Duration): number {
  return sign * (hours * 3_600_000 + minutes * 60_000 + seconds * 1_000);
}

/** Longer than anybody waits, and short enough for every date that comes of it. */
export const MOST_YEARS = 100;

/** Whether a text is a duration that this clock can count: the business clock knows no months. */
export function isCountable(text: string, clock: 'calendar' | 'business'): boolean {
  if (!PATTERN.test(text)) return false;
  const { years, months, weeks, days, ...rest } = parseDuration(text);
  const length =
    years * 365 +
    months * 31 +
    weeks * 7 +
    days +
    Math.abs(timeMillis({ ...rest, years, months, weeks, days })) / 86_400_000;
  return length <= MOST_YEARS * 366 && !(clock === 'business' && years + months > 0);
}
