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
  return fc.gen().map((value) => build(diceOf((sides) => value(fc.nat, sides - 1))));
}

/** The same throws for the same seed, for what takes too long to be tried again and again with other ones. */
export function seededDice(seed: number): Dice {
  let state = seed;
  return diceOf((sides) => {
    // Marsaglia's xorshift of 32 bits, which must not begin with 0.
    state = (state === 0 ? 1 : state) | 0;
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % sides;
  });
}

function diceOf(roll: (sides: number) => number): Dice {
  const dice: Dice = {
    throw: roll,
    chance: (percent) => roll(100) >= 100 - percent,
    // The index is within the list.
    pick: <T>(items: readonly [T, ...T[]]) => items[roll(items.length)] as T,
    some: (items, percent) => items.filter(() => dice.chance(percent)),
    careful: true,
  };
  dice.careful = !dice.chance(CARELESS);
  return dice;
}
