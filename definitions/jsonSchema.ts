import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { fullFormats } from 'ajv-formats/dist/formats';
import { closest, finding, pointer, type Finding } from '../domain/definition/problem';
import { costlyRefs, isObject, unknownKeywords } from './keywords';
import { unsatisfiable } from './unsatisfiable';

// Keeps none of the schemas that it checks.
const ajv = addFormats(new Ajv2020({ strict: false, allErrors: true, logger: false, addUsedSchema: false }));

/** A JSON Schema of an object, written by an author: well formed, with no word that means nothing, and with an end. */
export function checkJsonSchema(schema: unknown, at: string): Finding[] {
  if (!isObject(schema)) return [];
  const found = [
    ...unknownKeywords(schema, at),
    ...costlyRefs(schema, at),
    ...(schema.type === undefined || schema.type === 'object'
      ? []
      : [finding('not-allowed-value', `${at}/type`, { expected: 'object' })]),
  ];
  if (found.length > 0) return found;
  const invalid = compileErrors(schema, at);
  return invalid.length > 0
    ? invalid
    : [
        ...fieldNames(schema, at),
        ...required(schema, at),
        ...formats(schema, at),
        ...unsatisfiable(schema, at),
        ...defaults(schema, at),
      ];
}

function compileErrors(schema: object, at: string): Finding[] {
  const wrong = (detail: string, place = at) => [finding('schema-invalid', place, { detail })];
  try {
    if (ajv.validateSchema(schema) !== true) {
      const [error] = ajv.errors ?? [];
      return wrong(
        `${error?.keyword ?? ''} ${error?.message ?? ''}`.trim(),
        at + (error?.instancePath ?? ''),
      );
    }
    ajv.compile(schema);
    ajv.removeSchema(schema);
    return [];
  } catch (error) {
    return wrong(error instanceof Error ? error.message : String(error));
  }
}

/** Ids, so that expressions and `set` can name them. */
function fieldNames(schema: Record<string, unknown>, at: string): Finding[] {
  return Object.keys(propertiesOf(schema))
    .filter((name) => !/^[A-Za-z][A-Za-z0-9]*$/.test(name))
    .map((name) => finding('bad-format', at + pointer('properties', name), { example: 'owner' }));
}

/** What no field can ever give would refuse every answer. */
function required(schema: Record<string, unknown>, at: string): Finding[] {
  const names: unknown[] = Array.isArray(schema.required) ? schema.required : [];
  const fields = Object.keys(propertiesOf(schema));
  return names.flatMap((name, n) => {
    if (fields.includes(String(name))) return [];
    const hint = closest(String(name), fields);
    const params = { name: String(name) };
    return [finding('unknown-field', `${at}/required/${n}`, params, hint ? { hint: `${hint}?` } : {})];
  });
}

/** The validator passes over a format that it does not know. */
function formats(value: unknown, at: string): Finding[] {
  if (Array.isArray(value)) return value.flatMap((item, n) => formats(item, `${at}/${n}`));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const here = at + pointer(key);
    if (DATA.includes(key)) return [];
    if (key !== 'format' || typeof inner !== 'string') return formats(inner, here);
    const known = Object.keys(fullFormats);
    const hint = closest(inner, known);
    return known.includes(inner)
      ? []
      : [
          finding(
            'not-allowed-value',
            here,
            { expected: known.join(', ') },
            hint ? { hint: `${hint}?` } : {},
          ),
        ];
  });
}

const DATA = ['default', 'enum', 'const', 'examples'];

/** A default is a value like any other: expressions rely on its type. */
function defaults(schema: Record<string, unknown>, at: string): Finding[] {
  return Object.entries(propertiesOf(schema)).flatMap(([name, field]) => {
    if (!isObject(field) || field.default === undefined) return [];
    const { $defs } = schema;
    const validate = ajv.compile({ ...(isObject($defs) && { $defs }), properties: { [name]: field } });
    if (validate({ [name]: field.default })) return [];
    const [error] = validate.errors ?? [];
    const detail = `${error?.keyword ?? ''} ${error?.message ?? ''}`.trim();
    return [finding('schema-invalid', at + pointer('properties', name, 'default'), { detail })];
  });
}

function propertiesOf(schema: Record<string, unknown>): Record<string, unknown> {
  return isObject(schema.properties) ? schema.properties : {};
}
