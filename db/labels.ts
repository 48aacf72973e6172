import { allEntities, columnOf, entityOf } from '../domain/entity/catalogue';
import type { EntityDefinition } from '../domain/generated/entity';
import { run, type Db } from './connect';

/** SQL for the title of the record that (entity, id) name, whatever its entity; null for neither. */
export function recordTitleSql(entityColumn: string, idColumn: string): string {
  const cases = allEntities().map(
    (entity) =>
      `when '${entity.key}' then (select ${titleColumn(entity)} from ${entity.table} where id = ${idColumn})`,
  );
  return `case ${entityColumn} ${cases.join(' ')} end`;
}

/** The title of one record; null where there is none. */
export async function recordTitle(db: Db, entity: string, id: string): Promise<string | null> {
  const definition = entityOf(entity);
  const text = `select ${titleColumn(definition)} as title from ${definition.table} where id = $1::uuid`;
  const [row] = await run<{ title: string | null }>(db, { text, values: [id] });
  return row?.title ?? null;
}

export function titleColumn(entity: EntityDefinition): string {
  return columnOf(entity.titleField ?? 'number');
}
