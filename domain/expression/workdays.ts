/** The working-day part of a calendar: enough to count days without any time zone. Dates are `YYYY-MM-DD`. */
export interface WorkdayRule {
  /** Indexed by day of the week, Sunday = 0. */
  week: boolean[];
  closed: { from: string; to: string }[];
  open: { from: string; to: string }[];
}

const DAY = 86_400_000;
const within = (ranges: { from: string; to: string }[], date: string) =>
  ranges.some((r) => r.from <= date && date <= r.to);

/** Milliseconds of the date's midnight in UTC, which only serves to count days. NaN when it is not a date. */
export function dayNumber(date: string): number {
  const day = date.slice(0, 10);
  const number = Date.parse(`${day}T00:00:00Z`) / DAY;
  // JavaScript reads 30 February as 2 March.
  return Number.isNaN(number) || dateOf(number) !== day ? NaN : number;
}

export function dateOf(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

export function isWorkday(rule: WorkdayRule, date: string): boolean {
  if (within(rule.open, date)) return true;
  if (within(rule.closed, date)) return false;
  return rule.week[new Date(dayNumber(date) * DAY).getUTCDay()] ?? false;
}

/** Working days after `from` up to and including `to`; negative when `to` is earlier. At most 40 years apart. */
export function countWorkdays(rule: WorkdayRule, from: string, to: string): number {
  const [first, last] = [dayNumber(from), dayNumber(to)];
  if (last < first) return -countWorkdays(rule, to, from);
  if (!(last - first < 15_000)) throw new RangeError('The dates are too far apart or not dates');
  let count = 0;
  for (let day = first + 1; day <= last; day++) if (isWorkday(rule, dateOf(day))) count++;
  return count;
}
