/** A little random generator with a seed (mulberry32): the demo company is the same on every machine. */
export class Random {
  constructor(private state: number) {}

  /** At least 0, less than 1. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }

  /** A whole number, both ends included. */
  between(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1));
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<Item>(items: readonly Item[]): Item {
    const item = items[this.between(0, items.length - 1)];
    if (item === undefined) throw new Error('nothing to pick from');
    return item;
  }

  /** By weight: `[['a', 3], ['b', 1]]` gives a three times out of four. */
  weighted<Item>(items: readonly (readonly [Item, number])[]): Item {
    let place = this.next() * items.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [item, weight] of items) {
      place -= weight;
      if (place < 0) return item;
    }
    return this.pick(items)[0];
  }

  /** A UUIDv7 of that instant, so that keys stand in the order of time. */
  uuid(at: Date): string {
    const time = at.getTime().toString(16).padStart(12, '0');
    const digits = Array.from({ length: 18 }, () => this.between(0, 15).toString(16)).join('');
    return `${time.slice(0, 8)}-${time.slice(8)}-7${digits.slice(0, 3)}-${'89ab'.charAt(this.between(0, 3))}${digits.slice(3, 6)}-${digits.slice(6)}`;
  }
}
