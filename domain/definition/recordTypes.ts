import { SURE, UNTYPED, type Shape } from '../expression/shape';
import type { CelType } from '../expression/types';
import type { Field } from '../generated/entity';
import type { Catalogue } from './catalogue';

export function entityType(key: string | undefined, catalogue: Catalogue): CelType {
  // Without a record there is nothing to name.
  if (key === undefined) return {};
  const entity = catalogue.entity(key);
  if (!entity) return 'dyn';
  const own = {
    id: 'string',
    number: 'string',
    version: 'double',
    createdAt: 'string',
    createdBy: 'string',
    updatedAt: 'string',
    updatedBy: 'string',
  };
  const lists = Object.fromEntries(
    Object.entries(entity.collections ?? {}).map(([name, { fields }]): [string, CelType] => [
      name,
      [{ id: 'string', ...fieldTypes(fields) }],
    ]),
  );
  return { ...own, ...fieldTypes(entity.fields), ...lists };
}

/** A record has all its fields; those that are not required may be empty. */
export function entityShape(key: string | undefined, catalogue: Catalogue): Shape {
  if (key === undefined) return SURE;
  const entity = catalogue.entity(key);
  if (!entity) return SURE; // which is a finding of its own
  const lists = Object.entries(entity.collections ?? {}).map(([name, { fields }]): [string, Shape] => [
    name,
    { each: { fields: fieldShapes(fields, catalogue) } },
  ]);
  return { fields: { ...fieldShapes(entity.fields, catalogue), ...Object.fromEntries(lists) } };
}

function fieldShapes(fields: Record<string, Field>, catalogue: Catalogue): Record<string, Shape> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]): [string, Shape] => [
      name,
      {
        ...(field.type === 'json' || field.type === 'periods' ? UNTYPED : SURE),
        ...(isSure(field) ? {} : { empty: true }),
        ...codesOf(field, catalogue),
      },
    ]),
  );
}

/** The codes that stand in a field of a list; deactivated ones too, because records keep them. */
function codesOf({ type, list, options }: Field, catalogue: Catalogue): Shape {
  const items = options ?? (list === undefined ? undefined : catalogue.list(list)?.items);
  const texts = items?.map(({ code }) => code);
  if (!texts) return SURE;
  return type === 'tags' ? { each: { texts } } : { texts };
}

/** Required, an amount that the system itself works out, or tags, which are a list even when there are none. */
function isSure(field: Field): boolean {
  return (
    field.required === true ||
    field.type === 'tags' ||
    field.computed !== undefined ||
    (field.readOnly === true && field.type === 'money')
  );
}

function fieldTypes(fields: Record<string, Field>): Record<string, CelType> {
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, TYPES[field.type]]));
}

const TYPES: Record<Field['type'], CelType> = {
  text: 'string',
  longText: 'string',
  integer: 'double',
  decimal: 'double',
  money: 'double',
  percent: 'double',
  boolean: 'bool',
  date: 'string',
  datetime: 'string',
  ref: 'string',
  list: 'string',
  email: 'string',
  phone: 'string',
  tags: 'list<string>',
  periods: 'dyn',
  json: 'dyn',
};
