import type { EntityDefinition } from '../generated/entity';

/** The 123rd customer is C000123; past the digits the number just grows. */
export function formatNumber(entity: EntityDefinition, value: number): string {
  const { prefix, digits } = entity.number ?? { prefix: entity.key.slice(0, 1).toUpperCase(), digits: 6 };
  return `${prefix}${String(value).padStart(digits, '0')}`;
}
