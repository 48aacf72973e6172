import fc from 'fast-check';

/** For property tests that build something step by step: every throw is a choice that fast-check shrinks towards 0. */
export interface Dice {
  /** 0 … sides - 1 */
  throw(sides: number): number;
  /** True in so many of a hundred cases. */
  chance(percent: number): boolean;
  pick<T>(items: readonly [T, ...T[]]): T;
  some<T>(items: readonly T[], percent: number): T[];
  /** Whether whoever throws it knows what may be missing, as most authors do, or now and then forgets to ask. */
  careful: boolean;
}

const CARELESS = 15;

export function thrown<T>(build: (dice: Dice) => T): fc.Arbitrary<T> {
  return fc.gen().map((value) => {
    const roll = (sides: number) => value(fc.nat, sides - 1);
    const dice: Dice = {
      throw: roll,
      chance: (percent) => roll(100) >= 100 - percent,
      // The index is within the list.
      pick: <T>(items: readonly [T, ...T[]]) => items[roll(items.length)] as T,
      some: (items, percent) => items.filter(() => dice.chance(percent)),
      careful: true,
    };
    dice.careful = !dice.chance(CARELESS);
    return build(dice);
  });
}
