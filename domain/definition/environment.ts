import { celType, type TypeSchema } from '../expression/check';
import { SURE, shapeOf, UNTYPED, type Shape } from '../expression/shape';
import type { CelType } from '../expression/types';
import type { Field } from '../generated/entity';
import type { ProcessDefinition } from '../generated/process';
import type { Catalogue } from './catalogue';
import { outputOf } from './outputs';
import type { Names } from './values';

/** What the expressions of a process may name, typed from its entity, variables, forms and steps. */
export function processNames(definition: ProcessDefinition, catalogue: Catalogue): Names {
  const base: Names = {
    env: {
      entity: entityType(definition.entity, catalogue),
      vars: varsType(definition),
      now: 'string',
      today: 'string',
      user: { id: 'string', name: 'string', roles: 'list<string>' },
    },
    shapes: { entity: entityShape(definition.entity, catalogue), vars: varsShape(definition) },
  };
  const types: Record<string, CelType> = {};
  const shapes: Record<string, Shape> = {};
  const names: Names = {
    env: { ...base.env, steps: types },
    shapes: { ...base.shapes, steps: { fields: shapes } },
  };
  // In the order of the definition, so that the result of a decision may rest on steps before it.
  for (const step of definition.stages.flatMap((stage) => stage.steps)) {
    const { type, shape } = outputOf(step, names, catalogue);
    types[step.id] = { status: 'string', by: 'string', at: 'string', run: 'double', out: type };
    shapes[step.id] = { fields: { out: shape } };
  }
  return names;
}

/** Variables are closed even where the schema forgets to say so: a misspelt one is an error. */
function varsType({ vars }: ProcessDefinition): CelType {
  return celType({ ...vars, type: 'object', properties: variablesOf(vars) });
}

/** A variable is there from the beginning when it has a default, or when nobody may start without it. */
function varsShape({ vars }: ProcessDefinition): Shape {
  const properties = variablesOf(vars);
  const preset = Object.keys(properties).filter((name) => properties[name]?.default !== undefined);
  const required = (vars as TypeSchema | undefined)?.required ?? []; // a JSON Schema
  return shapeOf({ type: 'object', properties, required: [...required, ...preset] });
}

export function variablesOf(
  vars: ProcessDefinition['vars'],
): Record<string, TypeSchema & { default?: unknown }> {
  // Variables are declared by a JSON Schema.
  return (vars?.['properties'] ?? {}) as Record<string, TypeSchema & { default?: unknown }>;
}

export function entityType(key: string | undefined, catalogue: Catalogue): CelType {
  const entity = key === undefined ? undefined : catalogue.entity(key);
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
  if (key === undefined) return UNTYPED;
  const entity = catalogue.entity(key);
  if (!entity) return SURE; // which is a finding of its own
  const lists = Object.entries(entity.collections ?? {}).map(([name, { fields }]): [string, Shape] => [
    name,
    { each: { fields: fieldShapes(fields) } },
  ]);
  return { fields: { ...fieldShapes(entity.fields), ...Object.fromEntries(lists) } };
}

function fieldShapes(fields: Record<string, Field>): Record<string, Shape> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]): [string, Shape] => [
      name,
      { ...(field.type === 'json' ? UNTYPED : SURE), ...(isSure(field) ? {} : { empty: true }) },
    ]),
  );
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
  json: 'dyn',
};
