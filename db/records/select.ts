import { columnOf, entityOf, labelOf, parentColumn } from '../../domain/entity/catalogue';
import type { EntityDefinition, Field } from '../../domain/generated/entity';
import { titleColumn } from '../labels';

export interface Selection {
  fields: Record<string, Field>;
  /** Collections to include, with their visible fields. */
  lists: Record<string, { table: string; fields: Record<string, Field> }>;
  /** `<ref>Label` beside each reference. */
  labels: boolean;
}

/** The select list that turns a row of `t` into the record's JSON members. */
export function selectList(entity: EntityDefinition, selection: Selection): string {
  const lists = Object.entries(selection.lists).map(
    ([name, list]) => `${listJson(entity, list, selection.labels)} as "${name}"`,
  );
  const system = [
    't.created_at as "createdAt"',
    ...reference('createdBy', SYSTEM_REF, 't', selection.labels),
    't.updated_at as "updatedAt"',
    ...reference('updatedBy', SYSTEM_REF, 't', selection.labels),
    't.version',
  ];
  return ['t.id', 't.number', ...members(selection.fields, 't', selection.labels), ...lists, ...system].join(
    ', ',
  );
}

const SYSTEM_REF: Field = { type: 'ref', entity: 'employee', title: {} };

function members(fields: Record<string, Field>, alias: string, labels: boolean): string[] {
  return Object.entries(fields).flatMap(([name, field]) =>
    field.type === 'ref'
      ? reference(name, field, alias, labels)
      : [`${value(name, field, alias)} as "${name}"`],
  );
}

// Money is text in JSON; other exact numbers lose the zeros that only their column's scale gives them.
function value(name: string, field: Field, alias: string): string {
  const column = `${alias}.${columnOf(name)}`;
  if (field.type === 'money') return `${column}::text`;
  return field.type === 'decimal' || field.type === 'percent' ? `trim_scale(${column})` : column;
}

function reference(name: string, field: Field, alias: string, labels: boolean): string[] {
  const column = `${alias}.${columnOf(name)}`;
  if (!labels || field.collection) return [`${column} as "${name}"`];
  const target = entityOf(field.entity ?? '');
  return [
    `${column} as "${name}"`,
    `(select r.${titleColumn(target)} from ${target.table} r where r.id = ${column}) as "${labelOf(name)}"`,
  ];
}

function listJson(
  entity: EntityDefinition,
  list: { table: string; fields: Record<string, Field> },
  labels: boolean,
): string {
  const inner = `select l.id, ${members(list.fields, 'l', labels).join(', ')} from ${list.table} l where l.${parentColumn(entity)} = t.id order by l.position`;
  return `(select coalesce(json_agg(row_to_json(i)), '[]') from (${inner}) i)`;
}
