import type { EntityDefinition, Scope } from '../domain/generated/entity';
import { columnOf, entityOf } from '../domain/entity/catalogue';
import { can, type Verb } from '../domain/permissions';
import type { RecordContext } from './context';
import type { Params } from './sql';

/**
 * The one place that says which rows somebody may reach: SQL that is true for a row of `alias` within the person's scope
 * for this verb. Own = owned by the person; subtree = by the person or anybody below; `via` asks the referenced record.
 */
export function reachable(
  entity: EntityDefinition,
  alias: string,
  verb: Verb,
  context: RecordContext,
  params: Params,
): string {
  const scope = can(context, verb, entity);
  return within(entity, alias, scope, context.actorId, params);
}

function within(
  entity: EntityDefinition,
  alias: string,
  scope: Scope,
  actorId: string | null,
  params: Params,
): string {
  if (scope === 'all') return 'true';
  if (scope === 'none' || actorId === null || !entity.owner || entity.owner === 'none') return 'false';
  if ('via' in entity.owner) return inherited(entity, entity.owner.via, alias, scope, actorId, params);
  const column = `${alias}.${columnOf(entity.owner.field)}`;
  const person = `${params.bind(actorId)}::uuid`;
  return scope === 'own' ? `${column} = ${person}` : `${column} in (select subordinates(${person}))`;
}

function inherited(
  entity: EntityDefinition,
  via: string,
  alias: string,
  scope: Scope,
  actorId: string,
  params: Params,
): string {
  const parent = entityOf(entity.fields[via]?.entity ?? '');
  const inner = `${alias}_${parent.table}`;
  return `exists (select 1 from ${parent.table} ${inner} where ${inner}.id = ${alias}.${columnOf(via)} and ${within(parent, inner, scope, actorId, params)})`;
}
