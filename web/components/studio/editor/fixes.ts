import { applyEdits, findNodeAtLocation, modify, parse, parseTree } from 'jsonc-parser';
import type { Problem } from '../../../../domain/definition/problem';
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

const DEFAULT_VISITS = 3;
const NOTHING_ELSE = { definitions: [], entities: [] };
const FORMAT = { formattingOptions: { insertSpaces: true, tabSize: 2 } };

/** What can be done about a problem with one key. */
export function fixesOf({ code, pointer, hint: said, message, range }: Problem, schema?: Schema): Fix[] {
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
    case 'branch-never-taken':
    case 'compensate-without-effect':
      return [{ name: 'remove', apply: (text) => set(text, path, undefined) }];
    case 'missing-property':
      return schema && name ? [addProperty(path, name, schema)] : [];
    case 'unknown-property':
      return [
        ...(hint
          ? [{ name: 'rename' as const, value: hint, apply: (text: string) => renameKey(text, path, hint) }]
          : []),
        { name: 'remove', apply: (text) => set(text, path, undefined) },
      ];
    default:
      return hint && (name !== undefined || range)
        ? [{ name: 'useName', value: hint, apply: (text) => replaceName(text, path, { name, range }, hint) }]
        : [];
  }
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
  // the right name stands there already, and no name may stand twice
  if (valueAt(parse(text), [...path.slice(0, -1), to]) !== undefined) return set(text, path, undefined);
  return applyEdits(text, [{ offset: key.offset, length: key.length, content: JSON.stringify(to) }]);
}

/** In the value that the pointer names; in an expression only the last word of the range. */
function replaceName(
  text: string,
  path: Path,
  { name, range }: { name: string | undefined; range: Problem['range'] },
  to: string,
): string {
  const value = valueAt(parse(text), path);
  const field = String(path.at(-1));
  // what is set stands before the colon: `/entity/amuont`
  if (name !== undefined && value !== name && field.endsWith(`/${name}`))
    return renameKey(text, path, field.slice(0, -name.length) + to);
  if (typeof value !== 'string') return text;
  if (value === name || !range) return value === name ? set(text, path, to) : text;
  const wrong = /[\w$]+$/.exec(value.slice(range.start, range.end))?.[0] ?? '';
  return set(text, path, value.slice(0, range.end - wrong.length) + to + value.slice(range.end));
}

function set(text: string, path: Path, value: unknown): string {
  return applyEdits(text, modify(text, path, value, FORMAT));
}
