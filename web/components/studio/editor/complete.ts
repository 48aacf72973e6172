import { getLocation, parse } from 'jsonc-parser';
import { SCHEMA_WORDS } from '../../../i18n/schemaWords';
import type { Label } from '../../../types';
import { answersAt } from './answerSchema';
import type { Name } from './document';
import { namesInExpression } from './expressions';
import { keyNamesAt } from './keyNames';
import type { Known } from './known';
import { namesAt } from './names';
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
      const options = keysAt(document, path.slice(0, -1), schema, scenario, known).map(
        ({ info, ...option }) => ({
          ...option,
          info: known.language === 'zh-CN' && info !== undefined ? (SCHEMA_WORDS[info] ?? info) : info,
        }),
      );
      if (/^\s*:/.test(text.slice(end))) return { ...place, options };
      return {
        from: place.from,
        to: end,
        options: options.map((option) => written(option, isText, text, end)),
      };
    }
    const word = path.at(-1);
    if (isText && typeof word === 'string' && EXPRESSIONS.includes(word)) {
      const { typed, names } = namesInExpression(text.slice(place.from, offset), document, path, known);
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
  known: Known,
): (Completion & { value: string })[] {
  const [root, at, from] = within(document, path, schema, scenario);
  const there = valueAt(document, path);
  const has = (name: string) => isObject(there) && there[name] !== undefined && name !== '';
  const found = new Map<string, Schema & { isRequired: boolean }>();
  const others: Name[] = keyNamesAt(document, path, known);
  for (const one of schemasAt(root, from, at)) {
    others.push(...choicesIn(one.propertyNames).map((name) => ({ name, insert: '[${}]' })));
    for (const [name, property] of Object.entries(one.properties ?? {})) {
      if (!has(name)) found.set(name, { ...property, isRequired: one.required?.includes(name) ?? false });
    }
  }
  const ofSchema = [...found].map(([name, property]) => ({
    label: name,
    insert: name,
    detail: property.isRequired ? '*' : undefined,
    info: resolved(root, property).description,
    value: stub(root, property),
  }));
  const named = others.filter(({ name }) => !has(name) && !found.has(name));
  return [
    ...ofSchema,
    ...named.map(({ name, detail, insert = '"${}"' }) => ({
      label: name,
      insert: name,
      detail,
      value: insert,
    })),
  ];
}

/** The names that a pattern like `^(skip|jump)$` lists. */
function choicesIn(names: Schema | undefined): string[] {
  return /^\^\((\w+(?:\|\w+)*)\)\$$/.exec(names?.pattern ?? '')?.[1]?.split('|') ?? [];
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
  const schemas = schemasAt(root, from, at);
  const values = schemas.flatMap(({ const: only, enum: some, type }) => [
    ...(only === undefined ? [] : [only]),
    ...(some ?? []),
    ...(type === 'boolean' ? [true, false] : []),
  ]);
  const isDuration = path.at(-1) === 'advance' || schemas.some(({ description }) => description === DURATION);
  const names = isDuration ? durations(known) : namesAt(document, path, known);
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

const DURATION = 'ISO 8601 duration.';

/** Often meant, with what they mean. */
function durations({ language }: Known): Name[] {
  return Object.entries(DURATIONS).map(([name, words]) => ({ name, detail: words[language] }));
}

const DURATIONS: Record<string, Label> = {
  PT0S: { 'zh-CN': '不隔时间：立即，阶梯中为到期时', en: 'no time: at once, in a ladder when due' },
  '-PT2H': { 'zh-CN': '提前 2 小时', en: '2 hours before' },
  '-P1D': { 'zh-CN': '提前 1 天', en: '1 day before' },
  PT1H: { 'zh-CN': '1 小时', en: '1 hour' },
  PT4H: { 'zh-CN': '4 小时', en: '4 hours' },
  P1D: { 'zh-CN': '1 天', en: '1 day' },
  P2D: { 'zh-CN': '2 天', en: '2 days' },
  P3D: { 'zh-CN': '3 天', en: '3 days' },
  P5D: { 'zh-CN': '5 天', en: '5 days' },
  P1W: { 'zh-CN': '1 周', en: '1 week' },
  P10D: { 'zh-CN': '10 天', en: '10 days' },
  P30D: { 'zh-CN': '30 天', en: '30 days' },
  P1M: { 'zh-CN': '1 个月', en: '1 month' },
};

/** The tests of a process are scenarios, and a form is a JSON Schema: both have a schema of their own. */
function within(
  document: unknown,
  path: (string | number)[],
  schema: Schema,
  scenario: Schema | undefined,
): [Schema, (string | number)[], unknown] {
  if (scenario && path[0] === 'tests' && path.length >= 2)
    return [scenario, path.slice(2), valueAt(document, path.slice(0, 2))];
  const answers = answersAt(document, path);
  if (answers) {
    const [root, depth] = answers;
    return [root, path.slice(depth), valueAt(document, path.slice(0, depth))];
  }
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
