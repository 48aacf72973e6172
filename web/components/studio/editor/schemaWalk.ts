export interface Schema {
  $ref?: string;
  $defs?: Record<string, Schema>;
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  description?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  propertyNames?: Schema;
  pattern?: string;
  items?: Schema;
  prefixItems?: Schema[];
  oneOf?: Schema[];
  anyOf?: Schema[];
  allOf?: Schema[];
}

type Path = readonly (string | number)[];

/** The schemas that speak of what stands at a path, chosen by what the document says already. */
export function schemasAt(root: Schema, document: unknown, path: Path): Schema[] {
  let schemas = variants(root, root, document);
  let value = document;
  for (const segment of path) {
    value = member(value, segment);
    const inner = value;
    schemas = schemas
      .flatMap((schema) => below(schema, segment))
      .flatMap((schema) => variants(root, schema, inner));
  }
  return schemas;
}

export function valueAt(document: unknown, path: Path): unknown {
  return path.reduce(member, document);
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function member(value: unknown, segment: string | number): unknown {
  if (Array.isArray(value)) return value[Number(segment)];
  return isObject(value) && Object.hasOwn(value, segment) ? value[segment] : undefined;
}

function below(schema: Schema, segment: string | number): Schema[] {
  const { properties, additionalProperties, items, prefixItems } = schema;
  if (typeof segment === 'number') return [prefixItems?.[segment] ?? items ?? []].flat();
  if (properties && Object.hasOwn(properties, segment)) return [properties[segment] ?? []].flat();
  return typeof additionalProperties === 'object' ? [additionalProperties] : [];
}

/** A schema without references and choices: each form that the value may still take. */
function variants(root: Schema, schema: Schema, value: unknown, depth = 0): Schema[] {
  if (depth > 20) return [];
  if (schema.$ref) {
    const target = root.$defs?.[schema.$ref.replace('#/$defs/', '')];
    return target ? variants(root, target, value, depth + 1) : [];
  }
  const choices = schema.oneOf ?? schema.anyOf;
  if (choices) {
    const all = choices.flatMap((choice) => variants(root, choice, value, depth + 1));
    const fitting = all.filter((choice) => fits(choice, value));
    return fitting.length > 0 ? fitting : all;
  }
  if (!schema.allOf) return [schema];
  return [schema, ...schema.allOf.flatMap((part) => variants(root, part, value, depth + 1))];
}

// The tag decides, if it is there; otherwise a closed form must know each key that is there.
function fits({ properties, additionalProperties, type }: Schema, value: unknown): boolean {
  if (value === undefined || value === null) return true;
  if (!isObject(value)) return !properties && (type !== 'array' || Array.isArray(value));
  if (!properties) return type === undefined || type === 'object';
  const tags = Object.entries(properties).filter(([, { const: tag }]) => tag !== undefined);
  if (tags.some(([name, { const: tag }]) => value[name] !== undefined && value[name] !== tag)) return false;
  if (tags.some(([name]) => value[name] !== undefined)) return true;
  return (
    additionalProperties !== false || Object.keys(value).every((name) => name in properties || name === '')
  );
}
