import type { EntityDefinition, Field } from '../generated/entity';
import { labelOf, SYSTEM_FIELDS } from './catalogue';
import { specOf } from './fieldTypes';

export type SchemaMode = 'create' | 'update' | 'read';
type Schema = Record<string, unknown>;

const UUID: Schema = { type: 'string', format: 'uuid' };

/** JSON Schema (2020-12, closed objects) of a record in a request or an answer, for OpenAPI, forms and checks. */
export function entitySchema(entity: EntityDefinition, mode: SchemaMode): Schema {
  const collections = Object.entries(entity.collections ?? {}).map(([name, { fields }]) => [
    name,
    { type: 'array', maxItems: 500, items: itemSchema(fields, mode) },
  ]);
  const system =
    mode === 'read'
      ? Object.fromEntries(Object.entries(SYSTEM_FIELDS).map(([name, field]) => [name, readSchema(field)]))
      : {};
  return {
    type: 'object',
    additionalProperties: false,
    properties: {
      ...system,
      ...(mode === 'read' && {
        id: UUID,
        createdByLabel: orNull({ type: 'string' }),
        updatedByLabel: orNull({ type: 'string' }),
      }),
      ...properties(entity.fields, mode),
      ...Object.fromEntries(collections),
    },
    required:
      mode === 'read' ? ['id', 'number', 'version'] : mode === 'create' ? requiredOf(entity.fields) : [],
  };
}

function itemSchema(fields: Record<string, Field>, mode: SchemaMode): Schema {
  // a row with an id changes only what it names, so that only a reader may rely on every field
  return {
    type: 'object',
    additionalProperties: false,
    properties: { id: UUID, ...properties(fields, mode) },
    required: mode === 'read' ? ['id'] : [],
  };
}

function properties(fields: Record<string, Field>, mode: SchemaMode): Schema {
  if (mode === 'read') {
    return Object.fromEntries(
      Object.entries(fields).flatMap(([name, field]): [string, Schema][] => [
        [name, readSchema(field)],
        ...(field.type === 'ref' && !field.collection
          ? [[labelOf(name), orNull({ type: 'string' })] satisfies [string, Schema]]
          : []),
      ]),
    );
  }
  const writable = Object.entries(fields).filter(([, field]) => !field.readOnly && !field.generated);
  return Object.fromEntries(
    writable.map(([name, field]) => [
      name,
      {
        title: field.title.en,
        ...(field.required ? specOf(field).schema(field) : orNull(specOf(field).schema(field))),
      },
    ]),
  );
}

function readSchema(field: Field): Schema {
  const schema =
    field.type === 'money'
      ? { type: 'string', pattern: '^-?\\d{1,16}\\.\\d{2}$' }
      : specOf(field).schema(field);
  return { title: field.title.en, ...(field.required ? schema : orNull(schema)) };
}

function requiredOf(fields: Record<string, Field>): string[] {
  return Object.entries(fields)
    .filter(
      ([, field]) => field.required && field.default === undefined && !field.readOnly && !field.computed,
    )
    .map(([name]) => name);
}

function orNull(schema: Schema): Schema {
  return { anyOf: [schema, { type: 'null' }] };
}
