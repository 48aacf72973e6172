import type { EntityDefinition, Scope } from '../domain/generated/entity';
import { columnOf, entityOf } from '../domain/entity/catalogue';
import { can, type Verb } from '../domain/permissions';
import type { RecordContext } from './context';
import type { Params } from './sql';
import { COMPANY_ZONE } from './today';

/**
 * The one place that says which rows somebody may reach: SQL that is true for a row of `alias` within the person's scope
 * for this verb. Own = owned by the person; subtree = by the person or anybody below; `via` asks the referenced record.
 * To read, also what is lent: for as long as somebody is the deputy of an owner who is away, or has an open task about it.
 */
export function reachable(
  entity: EntityDefinition,
  alias: string,
  verb: Verb,
  context: RecordContext,
  params: Params,
): string {
  const scope = can(context, verb, entity);
  if (scope === 'all') return 'true';
  if (scope === 'none' || context.actorId === null || !entity.owner || entity.owner === 'none')
    return 'false';
  const reach = { scope, isLent: verb === 'read', person: `${params.bind(context.actorId)}::uuid` };
  return within(entity, alias, reach);
}

interface Reach {
  scope: Scope;
  isLent: boolean;
  /** SQL for who asks. */
  person: string;
}

function within(entity: EntityDefinition, alias: string, reach: Reach): string {
  if (!entity.owner || entity.owner === 'none') return 'false';
  // an open task names the customer too, so what belongs to the customer is lent with it
  if ('via' in entity.owner) return inherited(entity, entity.owner.via, alias, reach);
  const column = columnOf(entity.owner.field);
  const owned =
    reach.scope === 'own'
      ? `${alias}.${column} = ${reach.person}`
      : `${alias}.${column} = any(${peopleOf(reach)})`;
  if (!reach.isLent) return owned;
  const lent = [deputedTo(entity, column, alias, reach), workedOn(entity, reach)];
  return `(${[owned, ...lent.map((ids) => `${alias}.id = any(${ids})`)].join(' or ')})`;
}

function inherited(entity: EntityDefinition, via: string, alias: string, reach: Reach): string {
  const parent = entityOf(entity.fields[via]?.entity ?? '');
  const inner = `${alias}_${parent.table}`;
  return `exists (select 1 from ${parent.table} ${inner} where ${inner}.id = ${alias}.${columnOf(via)} and ${within(parent, inner, reach)})`;
}

// Each is asked for once a statement, as an array, so that the indexes of the table can be used together.
function peopleOf({ scope, person }: Reach): string {
  return scope === 'own' ? `array[${person}]` : `array(select subordinates(${person}))`;
}

// By id, not by owner: how many records an unknown owner has, the planner guesses too high to use the index.
function deputedTo(entity: EntityDefinition, column: string, alias: string, { person }: Reach): string {
  const day = `to_char(now() at time zone '${COMPANY_ZONE}', 'YYYY-MM-DD')`;
  const inner = `${alias}_lent`;
  return `array(select ${inner}.id from ${entity.table} ${inner} where ${inner}.${column} = any((select stands_in_for(${person}, ${day}))::uuid[]))`;
}

function workedOn(entity: EntityDefinition, reach: Reach): string {
  return `(select works_on(${reach.person}, ${peopleOf(reach)}, '${entity.key}'))::uuid[]`;
}
