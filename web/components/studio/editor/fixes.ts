import { applyEdits, findNodeAtLocation, modify, parse, parseTree } from 'jsonc-parser';
import type { Problem } from '../../../../domain/definition/problem';
import type { Known } from './known';
import { namesAt } from './names';
import { pathOf } from './problems';
import { isObject, schemasAt, valueAt, type Schema } from './schemaWalk';

export interface Fix {
  /** Which text says what it does, and with what in it. */
  name:
    'addLocale' | 'addRepeat' | 'useName' | 'rename' | 'remove' | 'addProperty' | 'addDefault' | 'addTimeout';
  value?: string;
  /** The text with the fix. */
  apply: (text: string) => string;
}

type Path = (string | number)[];
/** A name in a message, and where it stands in an expression. */
interface Wrong {
  name: string | undefined;
  range: Problem['range'];
}

const DEFAULT_VISITS = 3;
const NOTHING_ELSE: Known = {
  definitions: [],
  entities: [],
  lists: [],
  people: [],
  roles: [],
  bodies: new Map(),
  language: 'en',
};
const FORMAT = { formattingOptions: { insertSpaces: true, tabSize: 2 } };

/** What can be done with one key about a problem of a document. */
export function fixesOf(
  { code, pointer, hint: said, message, range }: Problem,
  document: unknown,
  schema?: Schema,
): Fix[] {
  const hint = nameIn(said);
  const path = pathOf(pointer);
  const name = quotedIn(message.en ?? '');
  switch (code) {
    case 'missing-locale':
      return [
        { name: 'addLocale', value: missingLocale(message.en ?? ''), apply: (text) => addLocale(text, path) },
      ];
    case 'back-jump-without-repeat':
      return [{ name: 'addRepeat', apply: (text) => addRepeat(text, ['stages'], name, Number(path[1])) }];
    case 'reopen-without-repeat':
      return [{ name: 'addRepeat', apply: (text) => addRepeat(text, path.slice(0, 3), name) }];
    case 'exit-without-default':
      return [{ name: 'addDefault', apply: (text) => append(text, path.slice(0, -1), { to: 'next' }) }];
    case 'rules-without-default':
      return [{ name: 'addDefault', apply: (text) => append(text, path.slice(0, -1), { then: {} }) }];
    case 'wait-without-timeout':
      return [{ name: 'addTimeout', apply: (text) => set(text, [...path, 'timeout'], { after: 'P14D' }) }];
    case 'never-equal':
      return hint && range
        ? [{ name: 'useName', value: hint, apply: (text) => replaceText(text, path, range, hint) }]
        : [];
    case 'branch-never-taken':
    case 'compensate-without-effect':
      return [{ name: 'remove', apply: (text) => set(text, path, undefined) }];
    case 'missing-property':
      return schema && name ? [addProperty(path, name, schema)] : [];
    case 'unknown-property':
      return [
        // what stands under the right name already is not thrown away for what stands under the wrong one
        ...(hint && !isTaken(document, path, hint)
          ? [{ name: 'rename' as const, value: hint, apply: (text: string) => renameKey(text, path, hint) }]
          : []),
        { name: 'remove', apply: (text) => set(text, path, undefined) },
      ];
    default:
      return hint === undefined || (name === undefined && !range)
        ? []
        : meantName(document, path, { name, range }, hint);
  }
}

/** The name that was meant in place of the one that is not there. */
function meantName(document: unknown, path: Path, wrong: Wrong, hint: string): Fix[] {
  const key = keyMeant(document, path, wrong.name, hint);
  if (key !== undefined && isTaken(document, path, key))
    return [{ name: 'remove', apply: (text) => set(text, path, undefined) }];
  return [{ name: 'useName', value: hint, apply: (text) => replaceName(text, path, wrong, hint) }];
}

/** Where the wrong name stands before the colon, as in `/entity/amuont`: the key that was meant. */
function keyMeant(document: unknown, path: Path, name: string | undefined, hint: string): string | undefined {
  const key = String(path.at(-1));
  const isKey = name !== undefined && valueAt(document, path) !== name && key.endsWith(`/${name}`);
  return isKey ? key.slice(0, -name.length) + hint : undefined;
}

/** Whether another property beside that of the path has the name. */
function isTaken(document: unknown, path: Path, name: string): boolean {
  return valueAt(document, [...path.slice(0, -1), name]) !== undefined;
}

/** The first text between quotes: the name that a message is about. */
function quotedIn(message: string): string | undefined {
  return /"([^"]+)"/.exec(message)?.[1];
}

function missingLocale(message: string): string {
  return message.includes('zh-CN') ? 'zh-CN' : 'en';
}

// `amount?`: did you mean …? Other hints are not names.
function nameIn(hint: string | undefined): string | undefined {
  return /^([\w.$-]+)\?$/.exec(hint ?? '')?.[1];
}

function addLocale(text: string, path: Path): string {
  const label = valueAt(parse(text), path);
  if (!isObject(label)) return text;
  const [there] = Object.values(label);
  return ['zh-CN', 'en'].reduce(
    (now, locale) => (locale in label ? now : set(now, [...path, locale], there ?? '')),
    text,
  );
}

// The problem stands at the stage or step, or where something leads back to it by name.
function addRepeat(text: string, list: Path, name: string | undefined, otherwise = -1): string {
  const items: unknown = valueAt(parse(text), list);
  if (!Array.isArray(items)) return text;
  const named = items.findIndex((item) => valueAt(item, ['id']) === name);
  const index = named >= 0 ? named : otherwise;
  return index < 0 ? text : set(text, [...list, index, 'repeat'], { max: DEFAULT_VISITS });
}

function append(text: string, path: Path, value: unknown): string {
  const list = valueAt(parse(text), path);
  return Array.isArray(list) ? set(text, [...path, list.length], value) : text;
}

function addProperty(path: Path, name: string, schema: Schema): Fix {
  return {
    name: 'addProperty',
    value: name,
    apply(text) {
      const document: unknown = parse(text);
      const at = valueAt(document, path) === undefined ? path.slice(0, -1) : path;
      const [property] = schemasAt(schema, document, [...at, name]);
      // a step, a role or a stage is one of those that there are
      const [first] = namesAt(document, [...at, name], NOTHING_ELSE);
      return set(text, [...at, name], emptyOf(property) || (first?.name ?? ''));
    },
  };
}

function emptyOf(schema: Schema | undefined): unknown {
  if (schema?.const !== undefined) return schema.const;
  if (schema?.enum) return schema.enum[0];
  if (schema?.properties?.['zh-CN']) return { 'zh-CN': '…', en: '…' };
  if (schema?.type === 'array') return [];
  if (schema?.type === 'integer' || schema?.type === 'number') return 1;
  if (schema?.type === 'boolean') return true;
  return schema?.type === 'object' ? {} : '';
}

function renameKey(text: string, path: Path, to: string): string {
  const node = findNodeAtLocation(parseTree(text) ?? { type: 'null', offset: 0, length: 0 }, path);
  const key = node?.parent?.children?.[0];
  if (!key || node.parent?.type !== 'property') return text;
  // written since the problem was found: no name may stand twice
  if (isTaken(parse(text), path, to)) return text;
  return applyEdits(text, [{ offset: key.offset, length: key.length, content: JSON.stringify(to) }]);
}

/** A text between quotes within an expression. */
function replaceText(
  text: string,
  path: Path,
  { start, end }: NonNullable<Problem['range']>,
  to: string,
): string {
  const value = valueAt(parse(text), path);
  if (typeof value !== 'string') return text;
  return set(text, path, value.slice(0, start + 1) + to + value.slice(end - 1));
}

/** In the value that the pointer names, or its key; in an expression only the last word of the range. */
function replaceName(text: string, path: Path, { name, range }: Wrong, to: string): string {
  const document: unknown = parse(text);
  const value = valueAt(document, path);
  const key = keyMeant(document, path, name, to);
  if (key !== undefined) return renameKey(text, path, key);
  if (typeof value !== 'string') return text;
  if (value === name || !range) return value === name ? set(text, path, to) : text;
  const wrong = /[\w$]+$/.exec(value.slice(range.start, range.end))?.[0] ?? '';
  return set(text, path, value.slice(0, range.end - wrong.length) + to + value.slice(range.end));
}

function set(text: string, path: Path, value: unknown): string {
  return applyEdits(text, modify(text, path, value, FORMAT));
}
