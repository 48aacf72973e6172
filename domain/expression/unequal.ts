import type { ASTNode } from '@marcbachmann/cel-js';
import type { SourceRange } from './expression';
import type { Shape } from './shape';

/** One side of a comparison. */
export interface Side {
  node: ASTNode;
  shape: Shape;
}

/** A text that is never equal to what it is compared with, which may only be one of others. */
export interface Unequal {
  text: string;
  range: SourceRange;
  other: string;
  /** What stands there as it is, without its quotes, and the texts of which it is none. */
  meant?: { text: string; texts: readonly string[] };
}

/** Both sides are known to be one of some texts, and none is of both; two that may be null may be equal. */
export function unequal(source: string, left: Side, right: Side): Unequal[] {
  const [a, b] = [left.shape, right.shape];
  if (!a.texts || !b.texts || a.untyped || b.untyped || (a.empty && b.empty)) return [];
  if (b.texts.some((text) => a.texts?.includes(text))) return [];
  // A text that stands there as it is was written wrongly, rather than the name of a field.
  const [wrong, other] = left.node.op === 'value' ? [left, right] : [right, left];
  const { start, end } = wrong.node;
  const { texts = [] } = other.shape;
  return [
    {
      text: source.slice(start, end),
      range: { start, end },
      other: source.slice(other.node.start, other.node.end),
      ...(wrong.node.op === 'value' && { meant: { text: source.slice(start + 1, end - 1), texts } }),
    },
  ];
}

/** Of `in [ … ]` those items that stand there as they are, each a side of its own; otherwise any element of the list. */
export function sidesOf(list: ASTNode, shape: Shape): Side[] {
  if (list.op !== 'list') return shape.each ? [{ node: list, shape: shape.each }] : [];
  return list.args.flatMap((node) =>
    node.op === 'value' && typeof node.args === 'string' ? [{ node, shape: { texts: [node.args] } }] : [],
  );
}
