import { getNodeValue, parseTree, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser';
import { finding, pointer, type Finding } from '../domain/definition/problem';
import { jsonWords } from './jsonWords';

/** A document's text as a tree that knows where each value stands. */
export interface ParsedText {
  value: unknown;
  findings: Finding[];
  /** Line and column, from 1, of a JSON Pointer; of the property's name when `key` is set. */
  locate(at: string, key?: boolean): { line: number; column: number };
}

export type Locate = ParsedText['locate'];

const MOST_CHARACTERS = 512_000;
const MOST_VALUES = 20_000;
const DEEPEST = 100;
const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);

/** Strict JSON: no comments, no doubled keys, no keys that reach prototypes, bounded in size and depth. */
export function parseText(written: string): ParsedText {
  // Some editors begin a file with the mark of its byte order; every place stays where it is.
  const text = written.startsWith('\uFEFF') ? ` ${written.slice(1)}` : written;
  if (text.length > MOST_CHARACTERS) return refused(finding('json-too-large', ''));
  const extent = measure(text);
  if (extent.depth > DEEPEST) return refused(finding('json-too-deep', ''));
  if (extent.values > MOST_VALUES) return refused(finding('json-too-large', ''));
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, {
    disallowComments: true,
    allowTrailingComma: false,
    allowEmptyContent: false,
  });
  const locate = createLocator(text, tree);
  const [error] = errors;
  if (error || !tree) {
    const place = positionOf(lineStarts(text), error?.offset ?? 0);
    return {
      value: undefined,
      findings: [
        finding('json-syntax', '', {
          detail: jsonWords(error && text.trim() !== '' ? printParseErrorCode(error.error) : undefined),
        }),
      ],
      locate: () => place,
    };
  }
  const findings = inspect(tree, '');
  return { value: findings.length > 0 ? undefined : getNodeValue(tree), findings, locate };
}

function refused(problem: Finding): ParsedText {
  return { value: undefined, findings: [problem], locate: () => ({ line: 1, column: 1 }) };
}

/** Counted before parsing, because the parser itself descends by recursion and makes a node for each value. */
function measure(text: string): { depth: number; values: number } {
  let [depth, deepest, values, inString] = [0, 0, 1, false];
  for (let i = 0; i < text.length && deepest <= DEEPEST; i++) {
    const character = text[i];
    if (inString) {
      if (character === '\\') i++;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === ',') values++;
    else if (character === '{' || character === '[') deepest = Math.max(deepest, ++depth);
    else if (character === '}' || character === ']') depth--;
  }
  return { depth: deepest, values };
}

function inspect(node: Node, at: string): Finding[] {
  if (node.type === 'string') return hasBadText(String(node.value)) ? [finding('json-bad-text', at)] : [];
  if (node.type === 'number') return isExact(node.value) ? [] : [finding('json-bad-number', at)];
  if (node.type === 'array') return (node.children ?? []).flatMap((child, n) => inspect(child, `${at}/${n}`));
  if (node.type !== 'object') return [];
  const seen = new Set<string>();
  return (node.children ?? []).flatMap((property) => {
    const [key, value] = property.children ?? [];
    const name = String(key?.value ?? '');
    const here = at + pointer(name);
    if (hasBadText(name)) return [finding('json-bad-text', at)];
    if (FORBIDDEN.has(name)) return [finding('json-forbidden-key', here, { name })];
    if (seen.has(name)) return [finding('json-duplicate-key', here, { name })];
    seen.add(name);
    return value ? inspect(value, here) : [];
  });
}

/** A number that is read is the number that was written: no `1e999`, no integer beyond 2^53. */
function isExact(value: unknown): boolean {
  return (
    typeof value === 'number' &&
    (Number.isInteger(value) ? Number.isSafeInteger(value) : Number.isFinite(value))
  );
}

/** NUL cannot be stored, and half of a surrogate pair is no character. */
function hasBadText(text: string): boolean {
  return text.includes('\u0000') || /[\uD800-\uDFFF]/u.test(text);
}

function createLocator(text: string, tree: Node | undefined): ParsedText['locate'] {
  const lines = lineStarts(text);
  return (at, key = false) => {
    const node = tree && find(tree, at);
    const shown = key && node?.parent?.type === 'property' ? node.parent : node;
    return positionOf(lines, shown?.offset ?? 0);
  };
}

/** The node at a pointer, or the nearest that exists above it. */
function find(tree: Node, at: string): Node {
  let node = tree;
  for (const part of at.split('/').slice(1)) {
    const name = part.replace(/~1/g, '/').replace(/~0/g, '~');
    const next =
      node.type === 'array'
        ? node.children?.[Number(name)]
        : // The last one counts, as it does in the value; a doubled key is shown where it stands again.
          node.children?.findLast((property) => property.children?.[0]?.value === name)?.children?.[1];
    if (!next) return node;
    node = next;
  }
  return node;
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function positionOf(lines: number[], offset: number): { line: number; column: number } {
  const next = lines.findIndex((start) => start > offset);
  const line = next === -1 ? lines.length : next;
  return { line, column: offset - (lines[line - 1] ?? 0) + 1 };
}
