import type { EntityDefinition, Field } from '../domain/generated/entity';
import { allEntities, columnOf, parentColumn, referencedTable } from '../domain/entity/catalogue';
import { specOf } from '../domain/entity/fieldTypes';
import type { Db } from './connect';

/** SQL for all entity tables, for a first migration. Circular references are added after the tables. */
export function draftTables(): string {
  return [
    ...allEntities().map(entityTables),
    ...allEntities().flatMap(foreignKeys),
    ...allEntities().flatMap(indexes),
  ].join('\n\n');
}

/** `alter table` for columns that definitions have and the database has not. Types that changed are for a person to see. */
export async function draftMissing(db: Db): Promise<string> {
  const { rows } = await db.raw<{ rows: { key: string }[] }>(
    `select table_name || '.' || column_name as key from information_schema.columns where table_schema = current_schema()`,
  );
  const present = new Set(rows.map((row) => row.key));
  return allEntities()
    .flatMap((entity) => tablesOf(entity))
    .flatMap(({ table, fields }) =>
      Object.entries(fields)
        .filter(([name]) => !present.has(`${table}.${columnOf(name)}`))
        .map(([name, field]) => `alter table ${table} add column ${columnSql(name, field)};`),
    )
    .join('\n');
}

export function tablesOf(entity: EntityDefinition): { table: string; fields: Record<string, Field> }[] {
  return [{ table: entity.table, fields: entity.fields }, ...Object.values(entity.collections ?? {})];
}

function entityTables(entity: EntityDefinition): string {
  const main = [
    'id uuid primary key default uuidv7()',
    'number text not null unique',
    ...columns(entity.fields),
    "search text not null default ''",
    'created_at timestamptz not null default now()',
    'created_by uuid references employee',
    'updated_at timestamptz not null default now()',
    'updated_by uuid references employee',
    'version integer not null default 1',
  ];
  const lists = Object.values(entity.collections ?? {}).map(({ table, fields }) =>
    createTable(table, [
      'id uuid primary key default uuidv7()',
      `${parentColumn(entity)} uuid not null references ${entity.table} on delete cascade`,
      'position integer not null',
      ...columns(fields),
    ]),
  );
  return [createTable(entity.table, main), ...lists].join('\n\n');
}

function createTable(table: string, lines: string[]): string {
  return `create table ${table} (\n  ${lines.join(',\n  ')}\n);`;
}

function columns(fields: Record<string, Field>): string[] {
  return Object.entries(fields).map(([name, field]) => columnSql(name, field));
}

function columnSql(name: string, field: Field): string {
  if (field.generated) {
    return `${columnOf(name)} ${specOf(field).column(field)} generated always as (${field.generated}) stored`;
  }
  const fixed =
    typeof field.default === 'object' || field.default === undefined
      ? ''
      : ` default ${literal(field.default)}`;
  return `${columnOf(name)} ${specOf(field).column(field)}${field.required ? ' not null' : ''}${fixed}${field.unique ? ' unique' : ''}${check(name, field)}`;
}

function check(name: string, field: Field): string {
  const column = columnOf(name);
  const limits = [
    field.minimum !== undefined && `${column} >= ${field.minimum}`,
    field.maximum !== undefined && `${column} <= ${field.maximum}`,
  ].filter(Boolean);
  return limits.length ? ` check (${limits.join(' and ')})` : '';
}

function literal(value: unknown): string {
  return typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value);
}

function foreignKeys(entity: EntityDefinition): string[] {
  return tablesOf(entity).flatMap(({ table, fields }) =>
    Object.entries(fields)
      .filter(([, field]) => field.type === 'ref')
      .map(
        ([name, field]) =>
          `alter table ${table} add foreign key (${columnOf(name)}) references ${referencedTable(field)};`,
      ),
  );
}

function indexes(entity: EntityDefinition): string[] {
  const byField = tablesOf(entity).flatMap(({ table, fields }) =>
    Object.entries(fields)
      .filter(([, field]) => field.index)
      .map(([name]) => `create index on ${table} (${columnOf(name)});`),
  );
  const ofLists = Object.values(entity.collections ?? {}).map(
    ({ table }) => `create index on ${table} (${parentColumn(entity)}, position);`,
  );
  return [...byField, ...ofLists, `create index on ${entity.table} using gin (search gin_trgm_ops);`];
}
