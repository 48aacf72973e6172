import { DomainError } from '../../errors';
import type { Instant } from '../types';

/** A scenario that makes no sense, and where. */
export function invalid(pointer: string, reason: string): DomainError {
  return new DomainError('SCENARIO_INVALID', { pointer, reason });
}

export function instant(value: unknown, pointer: string): Instant {
  if (!isInstantWithOffset(value)) throw invalid(pointer, 'Not an instant with an offset');
  return Date.parse(value);
}

export function isInstantWithOffset(value: unknown): value is string {
  return (
    typeof value === 'string' && /T.*(Z|[+-]\d{2}:?\d{2})$/.test(value) && !Number.isNaN(Date.parse(value))
  );
}

export function object(value: unknown, pointer: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw invalid(pointer, 'An object is needed here');
  return Object.fromEntries(Object.entries(value));
}

export function text(value: unknown, pointer: string): string {
  if (typeof value !== 'string' || value === '') throw invalid(pointer, 'A name is needed here');
  return value;
}
