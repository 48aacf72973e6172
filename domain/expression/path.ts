import type { ASTNode } from '@marcbachmann/cel-js';

export interface Access {
  target: ASTNode;
  name: string;
  /** `.?` and `[?…]`: a field that is not there is no error. */
  asks: boolean;
}

/** `x.f`, `x["f"]`, `x.?f` and `x[?"f"]`. */
export function accessTo(node: ASTNode): Access | null {
  if (node.op === '.' || node.op === '.?') {
    const [target, name] = node.args;
    return { target, name, asks: node.op === '.?' };
  }
  if (node.op !== '[]' && node.op !== '[?]') return null;
  const [target, index] = node.args;
  return index.op === 'value' && typeof index.args === 'string'
    ? { target, name: index.args, asks: node.op === '[?]' }
    : null;
}

/** `a.b.c` as one text, however it is written; null for anything that is not a name with fields. */
export function pathTo(node: ASTNode): string | null {
  if (node.op === 'id') return node.args;
  const access = accessTo(node);
  const before = access && pathTo(access.target);
  return access && before !== null ? `${before}.${access.name}` : null;
}

/** The field that `has(x.f)` asks for. */
export function askedBy(node: ASTNode): ASTNode | null {
  if (node.op !== 'call' || node.args[0] !== 'has') return null;
  const [field] = node.args[1];
  return field && accessTo(field) ? field : null;
}
