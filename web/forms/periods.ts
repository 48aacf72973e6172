/** First and last days; '' is a day that is not filled in yet. */
export type Period = [from: string, to: string];

/** What a field of periods holds, while it is typed too. */
export function periodsOf(value: unknown): Period[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((days: unknown): Period[] =>
    Array.isArray(days) ? [[String(days[0] ?? ''), String(days[1] ?? '')]] : [],
  );
}

/** With another first or last day of one of them; a last day that is not filled in is the first one. */
export function withDay(periods: Period[], place: number, part: 0 | 1, day: string): Period[] {
  return periods.map(([from, to], index): Period => {
    if (index !== place) return [from, to];
    return part === 0 ? [day, to || day] : [from, day];
  });
}
