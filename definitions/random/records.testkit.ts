import type { JsonObject } from '../../domain/process/types';
import type { Dice } from './dice.testkit';

/** A record as the system keeps it: every field is there, and those that are not required may be empty. */
export function recordOf(dice: Dice): JsonObject {
  return {
    id: 'o',
    customerId: 'c',
    ownerId: 'rep',
    name: 'deal',
    status: 'new',
    amount: 7,
    discount: 0,
    lines: [],
    source: null,
    need: null,
    expectedClose: null,
    ...someFields(dice),
  };
}

export function someFields(dice: Dice): JsonObject {
  const fields: JsonObject = {
    amount: dice.throw(20),
    status: dice.pick(['new', 'lost'] as const),
    source: dice.chance(50) ? null : 'website',
    need: dice.chance(50) ? null : 'a',
    expectedClose: dice.chance(50) ? null : '2026-03-09',
  };
  return Object.fromEntries(dice.some(Object.entries(fields), 50));
}
