/** Collects the values of a statement; what `bind` gives stands for the value in the SQL text. */
export class Params {
  readonly values: unknown[] = [];

  bind(value: unknown): string {
    return `$${this.values.push(value)}`;
  }
}
