import { parse, type ASTNode } from '@marcbachmann/cel-js';
import { childrenOf } from './vocabulary';

/**
 * JSON has one kind of number, so expressions have one too: in a parsed tree, whole-number literals become doubles, and
 * what counts (`size`, `int`, `indexOf`) gives one. Only where CEL itself needs an int, in the index of a list and in
 * positions in a text, everything stays as it is. The tree is changed in place, before it is checked or run.
 */
export function unifyNumbers(ast: ASTNode): void {
  // A macro's own tree shares its nodes with the one we see, so nodes are changed and never replaced.
  for (const child of childrenOf(ast)) if (!needsInt(ast, child)) unifyNumbers(child);
  if (ast.op === 'value' && typeof ast.args === 'bigint')
    // the library's node of a literal holds whatever value it stands for
    (ast as { args: unknown }).args = Number(ast.args);
  // a node has more than its public type says, see Mutable
  else if (givesInt(ast)) wrapInDouble(ast as Mutable);
}

/** Methods of texts, and the first of their arguments that is a position or a number of parts. */
const BY_POSITION: Record<string, number> = {
  charAt: 0,
  substring: 0,
  indexOf: 1,
  lastIndexOf: 1,
  split: 1,
  replace: 2,
};
const COUNTING = ['size', 'int', 'indexOf', 'lastIndexOf'];

function needsInt(parent: ASTNode, child: ASTNode): boolean {
  if (parent.op === '[]' || parent.op === '[?]') return parent.args[1] === child;
  if (parent.op !== 'rcall') return false;
  const [name, , args] = parent.args;
  return args.indexOf(child) >= (BY_POSITION[name] ?? Infinity);
}

function givesInt(node: ASTNode): boolean {
  return (node.op === 'call' || node.op === 'rcall') && COUNTING.includes(node.args[0]);
}

/** What every node of the library has besides its public type; the tests notice when that changes. */
type Mutable = Omit<ASTNode, 'op' | 'args'> & {
  op: string;
  args: unknown;
  readonly meta: { check: unknown; evaluate: unknown };
  clone(op: { name: string; check: unknown; evaluate: unknown }, args: unknown): ASTNode;
};

// a node, as above
const CALL = parse('double(1)').ast as Mutable;

/** The node becomes `double(…)` of a copy of itself, at the same place in the text. */
function wrapInDouble(node: Mutable): void {
  const { check, evaluate } = node.meta;
  const inner = node.clone({ name: node.op, check, evaluate }, node.args);
  node.op = 'call';
  node.args = ['double', [inner]];
  Object.assign(node.meta, { check: CALL.meta.check, evaluate: CALL.meta.evaluate });
}
