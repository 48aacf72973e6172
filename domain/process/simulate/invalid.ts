import { DomainError } from '../../errors';
import type { Instant } from '../types';

/** A scenario that makes no sense, and where. */
export function invalid(pointer: string, reason: string): DomainError {
  return new DomainError('SCENARIO_INVALID', { pointer, reason });
}

export function instant(value: unknown, pointer: string): Instant {
  const at = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(at)) throw invalid(pointer, 'Not an instant with an offset');
  return at;
}
