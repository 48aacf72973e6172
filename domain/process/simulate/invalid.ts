import { DomainError } from '../../errors';

/** A scenario that makes no sense, and where. */
export function invalid(pointer: string, reason: string): DomainError {
  return new DomainError('SCENARIO_INVALID', { pointer, reason });
}
