import { error } from '../../domain/entity/parse';
import { DomainError } from '../../domain/errors';
import type { EntityDefinition } from '../../domain/generated/entity';

/** PostgreSQL's refusals that are the caller's doing, as our own errors; all others go on as they are. */
export async function refusedBySql<Result>(
  definition: EntityDefinition,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (cause) {
    throw translated(definition, cause) ?? cause;
  }
}

function translated(definition: EntityDefinition, cause: unknown): DomainError | null {
  if (!(cause instanceof Error) || !('code' in cause)) return null;
  const constraint = 'constraint' in cause ? String(cause.constraint) : '';
  if (cause.code === '23505')
    return new DomainError('DUPLICATE', { constraint }, duplicateField(definition, constraint));
  if (cause.code === '23503') return new DomainError('RECORD_IN_USE', { constraint });
  if (cause.code === '23514') return new DomainError('VALIDATION_FAILED', { constraint });
  if (cause.code === '55P03') return new DomainError('UNAVAILABLE', { reason: 'lock' });
  return null;
}

function duplicateField(definition: EntityDefinition, constraint: string) {
  const field = Object.keys(definition.fields).find(
    (name) => constraint === `${definition.table}_${name}_key`,
  );
  return field ? [error(`/${field}`, 'duplicate', '已被使用', 'is already taken')] : [];
}
