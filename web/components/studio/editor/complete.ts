import { getLocation, parse } from 'jsonc-parser';
import { SCHEMA_WORDS } from '../../../i18n/schemaWords';
import { namesInExpression } from './expressions';
import { namesAt, type Known } from './names';
import { isObject, schemasAt, valueAt, type Schema } from './schemaWalk';

export interface Completion {
  label: string;
  /** What is written; `${}` is where the cursor comes to stand. */
  insert: string;
  detail?: string;
  info?: string;
}

export interface Completions {
  from: number;
  to: number;
  options: Completion[];
  /** What stands here is a word of an expression: a dot begins the next one. */
  isWord?: boolean;
}

export type Completer = (text: string, offset: number) => Completions | null;

const EXPRESSIONS = ['when', 'if', 'match', 'cel', 'includes', 'showWhen'];

/** What may stand at an offset: keys and values that the schema allows, and names that the document or others define. */
export function createCompleter(schema: Schema, scenario: Schema | undefined, known: Known): Completer {
  return (text, offset) => {
    const { path, isAtPropertyKey, previousNode } = getLocation(text, offset);
    const document: unknown = parse(text, [], { allowTrailingComma: true });
    const inside =
      previousNode && offset > previousNode.offset && offset <= previousNode.offset + previousNode.length
        ? previousNode
        : undefined;
    const isText = text[inside?.offset ?? offset] === '"' && inside !== undefined;
    const end = inside ? inside.offset + inside.length : offset;
    const isClosed = isText && inside.length > 1 && text[end - 1] === '"';
    const place = inside
      ? { from: inside.offset + (isText ? 1 : 0), to: end - (isClosed ? 1 : 0) }
      : { from: offset, to: offset };
    if (isAtPropertyKey) {
      const options = keysAt(document, path.slice(0, -1), schema, scenario).map(({ info, ...option }) => ({
        ...option,
        info: known.language === 'zh-CN' && info !== undefined ? (SCHEMA_WORDS[info] ?? info) : info,
      }));
      if (/^\s*:/.test(text.slice(end))) return { ...place, options };
      return {
        from: place.from,
        to: end,
        options: options.map((option) => written(option, isText, text, end)),
      };
    }
    const word = path.at(-1);
    if (isText && typeof word === 'string' && EXPRESSIONS.includes(word)) {
      const { typed, names } = namesInExpression(text.slice(place.from, offset), document, known);
      const options = names.map(({ name, insert = name, ...more }) => ({ label: name, insert, ...more }));
      return { from: offset - typed.length, to: offset, options, isWord: true };
    }
    return { ...place, options: valuesAt(document, path, schema, scenario, known, isText) };
  };
}

function keysAt(
  document: unknown,
  path: (string | number)[],
  schema: Schema,
  scenario: Schema | undefined,
): (Completion & { value: string })[] {
  const [root, at, from] = within(document, path, schema, scenario);
  const there = valueAt(document, path);
  const has = (name: string) => isObject(there) && there[name] !== undefined && name !== '';
  const found = new Map<string, Schema & { isRequired: boolean }>();
  for (const one of schemasAt(root, from, at)) {
    for (const [name, property] of Object.entries(one.properties ?? {})) {
      if (!has(name)) found.set(name, { ...property, isRequired: one.required?.includes(name) ?? false });
    }
  }
  return [...found].map(([name, property]) => ({
    label: name,
    insert: name,
    detail: property.isRequired ? '*' : undefined,
    info: resolved(root, property).description,
    value: stub(root, property),
  }));
}

function valuesAt(
  document: unknown,
  path: (string | number)[],
  schema: Schema,
  scenario: Schema | undefined,
  known: Known,
  isText: boolean,
): Completion[] {
  const [root, at, from] = within(document, path, schema, scenario);
  const values = schemasAt(root, from, at).flatMap(({ const: only, enum: some, type }) => [
    ...(only === undefined ? [] : [only]),
    ...(some ?? []),
    ...(type === 'boolean' ? [true, false] : []),
  ]);
  const names = namesAt(document, path, known);
  const options = [
    ...values.map((value) => ({ value, detail: undefined })),
    ...names.map(({ name, detail }) => ({ value: name, detail })),
  ];
  const seen = new Set<unknown>();
  return options.flatMap(({ value, detail }) => {
    if (seen.has(value) || (isText && typeof value !== 'string')) return [];
    seen.add(value);
    return [{ label: String(value), insert: isText ? String(value) : JSON.stringify(value), detail }];
  });
}

/** The tests of a process are scenarios, which have a schema of their own. */
function within(
  document: unknown,
  path: (string | number)[],
  schema: Schema,
  scenario: Schema | undefined,
): [Schema, (string | number)[], unknown] {
  if (scenario && path[0] === 'tests' && path.length >= 2)
    return [scenario, path.slice(2), valueAt(document, path.slice(0, 2))];
  return [schema, path, document];
}

// The quote that opens the key stands there already when it is a text.
function written(
  { value, ...option }: Completion & { value: string },
  isText: boolean,
  text: string,
  end: number,
): Completion {
  const comma = /^\s*"/.test(text.slice(end)) ? ',' : '';
  return { ...option, insert: `${isText ? '' : '"'}${option.label}": ${value}${comma}` };
}

function stub(root: Schema, property: Schema): string {
  const schema = resolved(root, property);
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.properties?.['zh-CN']) return '{ "zh-CN": "${}", "en": "" }';
  if (schema.type === 'array') return '[${}]';
  if (schema.type === 'object' || schema.properties) return '{ ${} }';
  if (schema.type === 'boolean') return 'true';
  if (schema.type === 'integer' || schema.type === 'number') return '${}';
  return '"${}"';
}

function resolved(root: Schema, schema: Schema): Schema {
  const target = schema.$ref ? root.$defs?.[schema.$ref.replace('#/$defs/', '')] : undefined;
  const choice = (target ?? schema).oneOf?.[0] ?? (target ?? schema).anyOf?.[0];
  if (choice && !(target ?? schema).type) return { ...resolved(root, choice), ...pick(target ?? schema) };
  return target ? { ...target, ...pick(schema) } : schema;
}

function pick({ description }: Schema): Schema {
  return description === undefined ? {} : { description };
}
