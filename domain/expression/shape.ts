import type { TypeSchema } from './check';

/**
 * What of a value may be empty, beside its type: it itself, its fields, its elements. A field that is not listed is
 * always there and never null.
 */
export interface Shape {
  /** The value may be null. */
  empty?: boolean;
  /** The field may not be there, and to read it is an error. */
  absent?: boolean;
  /** Nothing is known of the value, nor of its type. */
  untyped?: boolean;
  /** Reading it gave an optional (`.?`). */
  optional?: boolean;
  /** … of a field that may be null, which is absent then. */
  emptied?: boolean;
  fields?: Record<string, Shape>;
  each?: Shape;
  /** The only texts that it may be. */
  texts?: readonly string[];
}

export const SURE: Shape = {};
export const UNTYPED: Shape = { untyped: true };

/** The shape of what a JSON Schema accepts. */
export function shapeOf(schema: TypeSchema | undefined): Shape {
  const types = typesOf(schema);
  const empty = types.includes('null') ? { empty: true } : {};
  const [type, ...others] = [...new Set(types.map((name) => (name === 'integer' ? 'number' : name)))].filter(
    (name) => name !== 'null',
  );
  if (schema === undefined || type === undefined || others.length > 0) return { ...UNTYPED, ...empty };
  if (type === 'array') return { ...empty, each: shapeOf(schema.items) };
  if (type !== 'object') return { ...empty, ...textsOf(schema) };
  if (!schema.properties) return { ...UNTYPED, ...empty };
  const fields = Object.entries(schema.properties).map(([name, field]): [string, Shape] => [
    name,
    schema.required?.includes(name) ? shapeOf(field) : { ...shapeOf(field), absent: true },
  ]);
  return { ...empty, fields: Object.fromEntries(fields) };
}

/** Where a schema lists its values, the texts among them; null is told apart. */
function textsOf(schema: TypeSchema): Pick<Shape, 'texts'> {
  const values = schema.enum ?? ('const' in schema ? [schema.const] : null);
  return values ? { texts: values.filter((value) => typeof value === 'string') } : {};
}

/** The JSON types that a schema accepts; those of its values where it lists them. Empty where nothing is known. */
export function typesOf(schema: TypeSchema | undefined): string[] {
  const named = schema?.type ?? [];
  const types = Array.isArray(named) ? named : [named];
  if (types.length > 0) return types;
  const values = schema?.enum ?? (schema && 'const' in schema ? [schema.const] : []);
  return [...new Set(values.map(jsonType))];
}

function jsonType(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value;
}

/** Whatever either of them may be. */
export function either(a: Shape, b: Shape): Shape {
  const names = [...Object.keys(a.fields ?? {}), ...Object.keys(b.fields ?? {})];
  const fields = names.map((name): [string, Shape] => [
    name,
    either(a.fields?.[name] ?? SURE, b.fields?.[name] ?? SURE),
  ]);
  return {
    ...(a.empty || b.empty ? { empty: true } : {}),
    ...(a.absent || b.absent ? { absent: true } : {}),
    ...(a.untyped || b.untyped ? UNTYPED : {}),
    ...(a.optional || b.optional ? { optional: true } : {}),
    ...(a.emptied || b.emptied ? { emptied: true } : {}),
    ...(a.texts && b.texts ? { texts: [...new Set([...a.texts, ...b.texts])] } : {}),
    ...(names.length > 0 ? { fields: Object.fromEntries(fields) } : {}),
    ...(a.each && b.each
      ? { each: either(a.each, b.each) }
      : (a.each ?? b.each)
        ? { each: a.each ?? b.each }
        : {}),
  };
}
