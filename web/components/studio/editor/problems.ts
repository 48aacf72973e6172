import { findNodeAtLocation, parseTree, type Node } from 'jsonc-parser';
import type { Problem } from '../../../../domain/definition/problem';

/** A problem and the characters it is about. */
export interface Placed {
  problem: Problem;
  from: number;
  to: number;
}

/** Where problems stand in the text: what their pointer names, or the rest of their line. */
export function placed(text: string, problems: readonly Problem[]): Placed[] {
  const tree = parseTree(text);
  const lines = lineStarts(text);
  return problems
    .map((problem) => ({ problem, ...placeOf(text, tree, lines, problem) }))
    .sort((a, b) => a.from - b.from);
}

/** `/a~1b/0` = ['a/b', 0] */
export function pathOf(pointer: string): (string | number)[] {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replace(/~1/g, '/').replace(/~0/g, '~'))
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

/** The place of what a pointer names; of an object or a list only its head, so that not half the page is underlined. */
export function rangeOf(text: string, pointer: string): { from: number; to: number } | undefined {
  const node = nodeAt(parseTree(text), pointer);
  return node && rangeOfNode(text, node);
}

function placeOf(text: string, tree: Node | undefined, lines: number[], problem: Problem) {
  const start = Math.min((lines[problem.line - 1] ?? 0) + problem.column - 1, text.length);
  const end = Math.max(start, (lines[problem.line] ?? text.length + 1) - 1);
  // a text that does not parse has no pointers, only places
  const node = problem.code.startsWith('json-') ? undefined : nodeAt(tree, problem.pointer);
  if (!node) return { from: start, to: end };
  const { range } = problem;
  if (range && node.type === 'string') {
    const from = writtenAt(text, node, range.start);
    return { from, to: Math.max(from, writtenAt(text, node, range.end)) };
  }
  return rangeOfNode(text, node);
}

/** Where a character of a text stands in the document, in which one like `\n` is written with several. */
function writtenAt(text: string, { offset, length }: Node, character: number): number {
  const end = offset + length - 1;
  let at = offset + 1;
  for (let n = 0; n < character && at < end; n++) at += text[at] !== '\\' ? 1 : text[at + 1] === 'u' ? 6 : 2;
  return Math.min(at, end);
}

function nodeAt(tree: Node | undefined, pointer: string): Node | undefined {
  if (!tree) return undefined;
  let path = pathOf(pointer);
  for (;;) {
    const node = findNodeAtLocation(tree, path);
    // what is missing is shown where it should be
    if (node || path.length === 0) return node;
    path = path.slice(0, -1);
  }
}

function rangeOfNode(text: string, { offset, length, type, parent }: Node): { from: number; to: number } {
  if (type !== 'object' && type !== 'array') return { from: offset, to: offset + length };
  const key = parent?.type === 'property' ? parent.children?.[0] : undefined;
  if (key) return { from: key.offset, to: key.offset + key.length };
  const line = text.indexOf('\n', offset);
  return { from: offset, to: Math.min(offset + length, line < 0 ? text.length : Math.max(line, offset + 1)) };
}

function lineStarts(text: string): number[] {
  return [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
}
