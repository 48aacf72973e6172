import type { ASTNode } from '@marcbachmann/cel-js';
import { compile } from './expression';
import { nodes } from './vocabulary';

/** The paths an expression reads, such as `['steps', 'price', 'out', 'discount']`; macro variables included. */
export function references(source: string): string[][] {
  const found = new Map<string, string[]>();
  const inner = new Set<ASTNode>();
  for (const node of nodes(compile(source).ast)) {
    if (inner.has(node)) continue;
    const path = pathOf(node, inner);
    if (path) found.set(path.join('.'), path);
  }
  return [...found.values()];
}

function pathOf(node: ASTNode, inner: Set<ASTNode>): string[] | null {
  if (node.op === 'id') return [node.args];
  const access = node.op === '.' || node.op === '.?' ? node.args : indexedByText(node);
  if (!access) return null;
  const [target, name] = access;
  const before = pathOf(target, inner);
  if (before) inner.add(target);
  return before && [...before, name];
}

function indexedByText(node: ASTNode): [ASTNode, string] | null {
  if (node.op !== '[]' && node.op !== '[?]') return null;
  const [target, index] = node.args;
  return index.op === 'value' && typeof index.args === 'string' ? [target, index.args] : null;
}
