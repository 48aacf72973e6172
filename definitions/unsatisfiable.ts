import { finding, pointer, type Finding } from '../domain/definition/problem';
import { below, isObject } from './keywords';

/** Two limits of which the first may not be above the second. */
const LIMITS = [
  ['minimum', 'maximum'],
  ['exclusiveMinimum', 'maximum'],
  ['minimum', 'exclusiveMaximum'],
  ['minLength', 'maxLength'],
  ['minItems', 'maxItems'],
  ['minContains', 'maxContains'],
  ['minProperties', 'maxProperties'],
] as const;

/** What no answer could ever fit: limits that leave nothing between them, and choices of another type than the field's. */
export function unsatisfiable(schema: unknown, at: string): Finding[] {
  if (!isObject(schema)) return [];
  const inner = Object.entries(schema).flatMap(([key, value]) =>
    below(key, value).flatMap(([name, one]) => unsatisfiable(one, at + pointer(key) + name)),
  );
  return [...crossed(schema, at), ...misfitting(schema, at), ...inner];
}

function crossed(schema: Record<string, unknown>, at: string): Finding[] {
  return LIMITS.flatMap(([least, most]) => {
    const [a, b] = [schema[least], schema[most]];
    const isEmpty =
      typeof a === 'number' &&
      typeof b === 'number' &&
      (a > b || (a === b && (least.startsWith('exclusive') || most.startsWith('exclusive'))));
    const detail = `${least} ${String(a)}, ${most} ${String(b)}`;
    return isEmpty ? [finding('schema-invalid', at + pointer(most), { detail })] : [];
  });
}

function misfitting({ type, enum: choices, const: only }: Record<string, unknown>, at: string): Finding[] {
  if (type === undefined) return [];
  const types = [type].flat();
  // A null beside texts says that the field may be left empty, which it may anyway.
  const wrong = (value: unknown, place: string) =>
    value === null || types.some((name) => isOf(value, name))
      ? []
      : [finding('wrong-type', place, { expected: types.join(', ') })];
  return [
    ...(Array.isArray(choices) ? choices.flatMap((value, n) => wrong(value, `${at}/enum/${n}`)) : []),
    ...(only === undefined ? [] : wrong(only, `${at}/const`)),
  ];
}

function isOf(value: unknown, type: unknown): boolean {
  switch (type) {
    case 'null':
      return value === null;
    case 'array':
      return Array.isArray(value);
    case 'object':
      return isObject(value);
    case 'integer':
      return Number.isInteger(value);
    default:
      return typeof value === type;
  }
}
