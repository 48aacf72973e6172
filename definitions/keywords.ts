import { closest, finding, pointer, type Finding } from '../domain/definition/problem';

type Holds = 'data' | 'schema' | 'schemas' | 'named schemas';

/** The words of JSON Schema (2020-12) that a definition may use, and what stands under them. */
const KEYWORDS: Record<string, Holds> = {
  ...words('named schemas', 'properties', '$defs', 'patternProperties', 'dependentSchemas'),
  ...words(
    'schema',
    'items',
    'contains',
    'additionalProperties',
    'propertyNames',
    'not',
    'if',
    'then',
    'else',
  ),
  ...words('schema', 'unevaluatedProperties', 'unevaluatedItems'),
  ...words('schemas', 'allOf', 'anyOf', 'oneOf', 'prefixItems'),
  ...words(
    'data',
    '$schema',
    '$ref',
    '$comment',
    'title',
    'description',
    'default',
    'examples',
    'deprecated',
  ),
  ...words('data', 'readOnly', 'writeOnly', 'type', 'enum', 'const', 'format', 'pattern', 'required'),
  ...words('data', 'minLength', 'maxLength', 'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'),
  ...words('data', 'multipleOf', 'minItems', 'maxItems', 'uniqueItems', 'minContains', 'maxContains'),
  ...words('data', 'minProperties', 'maxProperties', 'dependentRequired'),
};

function words(holds: Holds, ...names: string[]): Record<string, Holds> {
  return Object.fromEntries(names.map((name) => [name, holds]));
}

/** Words that are none, which a validator would pass over in silence. */
export function unknownKeywords(schema: unknown, at: string): Finding[] {
  if (!isObject(schema)) return [];
  return Object.entries(schema).flatMap(([key, value]) => {
    const here = at + pointer(key);
    if (!Object.hasOwn(KEYWORDS, key)) {
      const hint = closest(key, Object.keys(KEYWORDS));
      return [finding('unknown-property', here, { name: key }, hint ? { hint: `${hint}?` } : {})];
    }
    return below(key, value).flatMap(([name, inner]) => unknownKeywords(inner, here + name));
  });
}

/** A schema so large, once each `$ref` is written out, that an answer to it could take minutes; or one without an end. */
export function costlyRefs(root: unknown, at: string): Finding[] {
  const sizes = new Map<unknown, number>();
  const open = new Set<unknown>();
  const sizeOf = (schema: unknown): number => {
    if (!isObject(schema)) return 1;
    if (open.has(schema)) return Infinity;
    const known = sizes.get(schema);
    if (known !== undefined) return known;
    open.add(schema);
    const inner = Object.entries(schema).flatMap(([key, value]) => below(key, value).map(([, one]) => one));
    const target = typeof schema.$ref === 'string' ? [targetOf(root, schema.$ref)] : [];
    const size = [...inner, ...target].reduce((sum: number, one) => sum + sizeOf(one), 1);
    open.delete(schema);
    sizes.set(schema, size);
    return size;
  };
  const size = sizeOf(root);
  if (size <= MOST_SCHEMAS) return [];
  const detail =
    size === Infinity
      ? { 'zh-CN': '$ref 最终指向自身', en: 'a $ref leads back to itself' }
      : { 'zh-CN': '展开 $ref 后过大', en: 'too large once each $ref is written out' };
  return [finding('schema-invalid', at, { detail })];
}

const MOST_SCHEMAS = 10_000;

function targetOf(root: unknown, ref: string): unknown {
  if (!ref.startsWith('#')) return undefined;
  const parts = ref.slice(1).split('/').slice(1);
  return parts
    .map((part) => part.replace(/~1/g, '/').replace(/~0/g, '~'))
    .reduce<unknown>(
      (value, part) => (isObject(value) && Object.hasOwn(value, part) ? value[part] : undefined),
      root,
    );
}

/** The schemas that stand under a word, each with the rest of its pointer. */
export function below(key: string, value: unknown): [string, unknown][] {
  switch (Object.hasOwn(KEYWORDS, key) ? KEYWORDS[key] : undefined) {
    case 'schema':
      return [['', value]];
    case 'schemas':
      return Array.isArray(value) ? value.map((item, n) => [`/${n}`, item]) : [];
    case 'named schemas':
      return isObject(value) ? Object.entries(value).map(([name, inner]) => [pointer(name), inner]) : [];
    default:
      return [];
  }
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
