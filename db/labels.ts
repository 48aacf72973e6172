import { allEntities, columnOf } from '../domain/entity/catalogue';
import type { EntityDefinition } from '../domain/generated/entity';

/** SQL for the title of the record that (entity, id) name, whatever its entity; null for neither. */
export function recordTitleSql(entityColumn: string, idColumn: string): string {
  const cases = allEntities().map(
    (entity) =>
      `when '${entity.key}' then (select ${titleColumn(entity)} from ${entity.table} where id = ${idColumn})`,
  );
  return `case ${entityColumn} ${cases.join(' ')} end`;
}

export function titleColumn(entity: EntityDefinition): string {
  return columnOf(entity.titleField ?? 'number');
}
