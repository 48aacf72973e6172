import { check } from '../expression/check';
import { gapsOf, type Known } from '../expression/missing';
import { either, SURE, UNTYPED, type Shape } from '../expression/shape';
import { isListType, isObjectType, type CelType, type TypeEnv } from '../expression/types';

/** What is known of a value that a definition writes: its type, and what of it may be missing. */
export interface Knowledge {
  type: CelType;
  shape: Shape;
}

export interface Names {
  env: TypeEnv;
  shapes: Record<string, Shape>;
  /** What is sure to be there. */
  known?: Known;
}

/** A literal, with what is computed inside it, or `{"cel": …}`. */
export function knowledgeOf(value: unknown, names: Names): Knowledge {
  if (value === null) return { type: 'dyn', shape: { empty: true } };
  if (typeof value === 'string') return { type: 'string', shape: SURE };
  if (typeof value === 'number') return { type: 'double', shape: SURE };
  if (typeof value === 'boolean') return { type: 'bool', shape: SURE };
  if (Array.isArray(value)) return listOf(value.map((item) => knowledgeOf(item, names)));
  if (typeof value !== 'object') return { type: 'dyn', shape: UNTYPED };
  if ('cel' in value && typeof value.cel === 'string') return computedBy(value.cel, names);
  return objectOf(
    Object.entries(value).map(([name, inner]: [string, unknown]) => [name, knowledgeOf(inner, names)]),
  );
}

/** One of several: what all of them have is sure, and where their types differ nothing is known. */
export function oneOf(values: Knowledge[]): Knowledge {
  const [first, ...others] = values;
  return first ? others.reduce(merge, first) : { type: 'dyn', shape: UNTYPED };
}

export function objectOf(fields: [string, Knowledge][]): Knowledge {
  return {
    type: Object.fromEntries(fields.map(([name, { type }]) => [name, type])),
    shape: { fields: Object.fromEntries(fields.map(([name, { shape }]) => [name, shape])) },
  };
}

export function listOf(items: Knowledge[]): Knowledge {
  if (items.length === 0) return { type: 'list<dyn>', shape: { each: SURE } };
  const { type, shape } = oneOf(items);
  const ofObjects: CelType = isObjectType(type) ? [type] : 'list<dyn>';
  return { type: typeof type === 'string' ? `list<${type}>` : ofObjects, shape: { each: shape } };
}

function computedBy(source: string, { env, shapes, known = new Set() }: Names): Knowledge {
  const result = check(source, env, 'any');
  const { result: shape } = gapsOf(source, shapes, known);
  const type = result.ok ? result.type : 'dyn';
  // The library names an object by a name of its own, of which nothing is known here.
  return /^(?:list<)?(?:double|string|bool)>?$/.test(type)
    ? { type, shape }
    : { type: 'dyn', shape: type === 'null' ? shape : { ...shape, ...UNTYPED } };
}

/** An element of the list that an expression gives. */
export function itemOf(source: string, names: Names): Knowledge {
  const declared = typeAt(source, names.env);
  const list = gapsOf(source, names.shapes, names.known ?? new Set()).result;
  if (declared !== undefined && isListType(declared)) return { type: declared[0], shape: list.each ?? SURE };
  const { type } = computedBy(source, names);
  const element = typeof type === 'string' ? /^list<(double|string|bool)>$/.exec(type)?.[1] : undefined;
  return element === undefined
    ? { type: 'dyn', shape: UNTYPED }
    : { type: element, shape: list.each ?? SURE };
}

/** What `a.b.c` holds, where the expression is only that. */
function typeAt(source: string, env: TypeEnv): CelType | undefined {
  const path = /^\s*\w+(?:\.\w+)*\s*$/.test(source) ? source.trim().split('.') : [];
  return path.reduce<CelType | undefined>(
    (type, name) => (isObjectType(type) && Object.hasOwn(type, name) ? type[name] : undefined),
    env,
  );
}

function merge(a: Knowledge, b: Knowledge): Knowledge {
  if (isNull(a)) return { type: b.type, shape: { ...b.shape, empty: true } };
  if (isNull(b)) return { type: a.type, shape: { ...a.shape, empty: true } };
  if (isObjectType(a.type) && isObjectType(b.type)) return mergeObjects(a.type, a.shape, b.type, b.shape);
  if (JSON.stringify(a.type) === JSON.stringify(b.type))
    return { type: a.type, shape: either(a.shape, b.shape) };
  const type = isList(a.type) && isList(b.type) ? 'list<dyn>' : 'dyn';
  return { type, shape: type === 'dyn' ? UNTYPED : { each: UNTYPED } };
}

function mergeObjects(
  a: Record<string, CelType>,
  aShape: Shape,
  b: Record<string, CelType>,
  bShape: Shape,
): Knowledge {
  const names = [...new Set([...Object.keys(a), ...Object.keys(b)])];
  const fields = names.map((name): [string, Knowledge] => {
    const sides = [part(a, aShape, name), part(b, bShape, name)].filter((side) => side !== null);
    const { type, shape } = oneOf(sides);
    return [name, { type, shape: sides.length < 2 ? { ...shape, absent: true } : shape }];
  });
  return objectOf(fields);
}

function part(type: Record<string, CelType>, shape: Shape, name: string): Knowledge | null {
  const own = Object.hasOwn(type, name) ? type[name] : undefined;
  return own === undefined ? null : { type: own, shape: shape.fields?.[name] ?? SURE };
}

function isNull({ type, shape }: Knowledge): boolean {
  return type === 'dyn' && shape.empty === true && !shape.untyped;
}

function isList(type: CelType): boolean {
  return isListType(type) || (typeof type === 'string' && type.startsWith('list<'));
}
