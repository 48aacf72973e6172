import { appendFileSync, mkdirSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';

export type Series = Record<string, number[]>;

/** Prints median, least and most of each series and the ratio of the two medians; appends every value to a CSV. */
export function report(name: string, unit: string, series: Series, [ours, theirs]: [string, string]): void {
  const folder = join(__dirname, 'results');
  mkdirSync(folder, { recursive: true });
  const at = new Date().toISOString();
  const { model = 'unknown' } = cpus()[0] ?? {};
  process.stdout.write(`${name}, ${unit}; ${cpus().length} × ${model}, Node ${process.version}\n`);
  for (const [side, values] of Object.entries(series)) {
    const [least, most] = [Math.min(...values), Math.max(...values)];
    process.stdout.write(
      `${side}: median ${show(median(values))} (${show(least)} to ${show(most)}, ${values.length} values)\n`,
    );
    for (const [round, value] of values.entries())
      appendFileSync(join(folder, `${name}.csv`), `${at},${side},${round},${value}\n`);
  }
  process.stdout.write(`${ours} / ${theirs}: ${ratio(series, [ours, theirs])}\n`);
}

/** Of the two medians. */
export function ratio(series: Series, [ours, theirs]: [string, string]): string {
  return (median(series[ours] ?? []) / median(series[theirs] ?? [])).toFixed(2);
}

/** The slowest hundredth of each side, for what people wait for. */
export function reportTail(series: Series, [ours, theirs]: [string, string]): void {
  const tail = (side: string): number => {
    const sorted = [...(series[side] ?? [])].sort((a, b) => a - b);
    return sorted[Math.ceil(sorted.length * 0.99) - 1] ?? NaN;
  };
  process.stdout.write(
    `p99: ${ours} ${show(tail(ours))}, ${theirs} ${show(tail(theirs))}, ratio ${(tail(ours) / tail(theirs)).toFixed(2)}\n`,
  );
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? NaN)
    : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2;
}

function show(value: number): string {
  return value.toFixed(value < 100 ? 1 : 0);
}
