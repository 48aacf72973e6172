import type { EntityDefinition, Field, Scope } from './generated/entity';
import { OPERATIONS, type Operation } from './generated/roles';

export type Verb = 'read' | 'create' | 'update' | 'delete';

/** Whoever asks: a person with roles, or the engine itself. */
export type Grantee = { roles: string[] | 'system' };

const WIDTH: Record<Scope, number> = { none: 0, own: 1, subtree: 2, all: 3 };

/**
 * How far a person may do this to records of the entity: the widest scope that one of the roles gives. Deny by default.
 * `create` has no scope of its own; what is created must lie where the person may read.
 */
export function can(grantee: Grantee, verb: Verb, entity: EntityDefinition): Scope {
  if (grantee.roles === 'system') return 'all';
  return grantee.roles
    .map((role) => granted(role, verb, entity))
    .reduce<Scope>((widest, scope) => (WIDTH[scope] > WIDTH[widest] ? scope : widest), 'none');
}

function granted(role: string, verb: Verb, entity: EntityDefinition): Scope {
  const access = Object.hasOwn(entity.access, role) ? entity.access[role] : undefined;
  if (verb === 'create') return access?.create ? (access.read ?? 'none') : 'none';
  return access?.[verb] ?? 'none';
}

/** Whether a person may do something that is not about one record; see definitions/roles.json. */
export function may(grantee: Grantee, operation: Operation): boolean {
  const allowed: string[] = OPERATIONS[operation];
  return grantee.roles === 'system' || grantee.roles.some((role) => allowed.includes(role));
}

/** A field is hidden from a person all of whose roles are named in its `hidden`. */
export function isVisible(grantee: Grantee, field: Field): boolean {
  const hidden: string[] = field.hidden ?? [];
  return (
    grantee.roles === 'system' || hidden.length === 0 || grantee.roles.some((role) => !hidden.includes(role))
  );
}

export function visibleFields(grantee: Grantee, fields: Record<string, Field>): Record<string, Field> {
  return Object.fromEntries(Object.entries(fields).filter(([, field]) => isVisible(grantee, field)));
}

/** The definition as this person may know it: without hidden fields, null when nothing of it may be read. */
export function entityFor(grantee: Grantee, entity: EntityDefinition): EntityDefinition | null {
  if (can(grantee, 'read', entity) === 'none') return null;
  const collections: NonNullable<EntityDefinition['collections']> = {};
  for (const [name, list] of Object.entries(entity.collections ?? {})) {
    collections[name] = { ...list, fields: visibleFields(grantee, list.fields) };
  }
  return {
    ...entity,
    fields: visibleFields(grantee, entity.fields),
    ...(entity.collections && { collections }),
  };
}

export type { Operation };
