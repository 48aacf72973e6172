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

/** A `$ref` that comes back to itself without a step into the answer would never end. */
export function endlessRefs(root: unknown, at: string): Finding[] {
  const visit = (schema: unknown, here: string): Finding[] => {
    if (!isObject(schema)) return [];
    const own = typeof schema.$ref === 'string' && comesBack(root, schema) ? [endless(here)] : [];
    return [
      ...own,
      ...Object.entries(schema).flatMap(([key, value]) =>
        below(key, value).flatMap(([name, inner]) => visit(inner, here + pointer(key) + name)),
      ),
    ];
  };
  // One of them is enough to break the circle.
  return visit(root, at).slice(0, 1);
}

function endless(at: string): Finding {
  return finding('schema-invalid', `${at}/$ref`, { detail: '$ref → $ref' });
}

/** Words whose schemas are asked of the same value. */
const SAME_VALUE = ['allOf', 'anyOf', 'oneOf', 'not', 'if', 'then', 'else', 'dependentSchemas'];

function comesBack(root: unknown, start: Record<string, unknown>): boolean {
  const seen = new Set<unknown>();
  const queue = followed(root, start);
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    if (next === start) return true;
    if (!isObject(next) || seen.has(next)) continue;
    seen.add(next);
    queue.push(...followed(root, next));
  }
  return false;
}

function followed(root: unknown, schema: Record<string, unknown>): unknown[] {
  const target = typeof schema.$ref === 'string' ? [targetOf(root, schema.$ref)] : [];
  const inner = SAME_VALUE.flatMap((key) => below(key, schema[key]).map(([, value]) => value));
  return [...target, ...inner].filter((value) => value !== undefined);
}

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
function below(key: string, value: unknown): [string, unknown][] {
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
