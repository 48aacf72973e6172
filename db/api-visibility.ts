import { allEntities } from '../domain/entity/catalogue';
import { isUuid } from '../domain/entity/fieldTypes';
import { can } from '../domain/permissions';
import { run, type Db } from './connect';
import type { RecordContext } from './context';
import { reachable } from './ownership';
import { Params } from './sql';

const EVERYTHING = ['admin', 'director'];

/**
 * SQL that is true for an instance that a person may see: administrator and director see all; others what they or somebody
 * below them own, began or work in, and whatever is about a record that they may read.
 */
export function visibleInstance(alias: string, context: RecordContext, params: Params): string {
  if (context.roles === 'system' || context.roles.some((role) => EVERYTHING.includes(role))) return 'true';
  const person = `${params.bind(context.actorId)}::uuid`;
  const people = `(select subordinates(${person}))`;
  const works = `exists (select 1 from task w where w.instance_id = ${alias}.id and (w.assignee_id in ${people} or w.on_behalf_of_id = ${person} or w.closed_by = ${person} or ${claimable('w', person)}))`;
  const isAbout = allEntities()
    .filter((entity) => can(context, 'read', entity) !== 'none')
    .map(
      (entity) =>
        `(${alias}.entity = '${entity.key}' and exists (select 1 from ${entity.table} s where s.id = ${alias}.entity_id and ${reachable(entity, 's', 'read', context, params)}))`,
    );
  return `(${[`${alias}.owner_id in ${people}`, `${alias}.created_by in ${people}`, works, ...isAbout].join(' or ')})`;
}

function claimable(alias: string, person: string): string {
  return `(${alias}.closed_at is null and ${alias}.assignee_id is null and (${alias}.candidates @> array[${person}] or ${alias}.queue = any(select unnest(groups || roles) from employee where id = ${person})))`;
}

export async function canSeeInstance(db: Db, id: string, context: RecordContext): Promise<boolean> {
  if (!isUuid(id)) return false;
  const params = new Params();
  const text = `select 1 from process_instance i where i.id = ${params.bind(id)}::uuid and ${visibleInstance('i', context, params)}`;
  return (await run(db, { text, values: params.values })).length > 0;
}
