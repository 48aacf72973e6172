import { parse } from 'jsonc-parser';
import { layOut } from '../../../domain/definition/layout';
import { isObject, schemasAt, type Schema } from './editor/schemaWalk';

/** A document as people write it: properties in the order of the schema, short things on one line. */
export function tidy(value: unknown, schema: Schema | null | undefined): string {
  return layOut(schema ? arranged(value, value, [], schema) : value);
}

/** The same of a text; one that is not JSON stays as it is. */
export function tidyText(text: string, schema: Schema | null | undefined): string {
  const errors: unknown[] = [];
  const value: unknown = parse(text, errors as never[]); // it is only asked whether there are any
  return errors.length > 0 ? text : tidy(value, schema);
}

function arranged(value: unknown, root: unknown, path: (string | number)[], schema: Schema): unknown {
  if (Array.isArray(value)) return value.map((item, n) => arranged(item, root, [...path, n], schema));
  if (!isObject(value)) return value;
  const order = schemasAt(schema, root, path).flatMap(({ properties }) => Object.keys(properties ?? {}));
  const place = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length);
  return Object.fromEntries(
    Object.keys(value)
      .map((name, index) => ({ name, index }))
      .sort((a, b) => place(a.name) - place(b.name) || a.index - b.index)
      .map(({ name }) => [name, arranged(value[name], root, [...path, name], schema)]),
  );
}
