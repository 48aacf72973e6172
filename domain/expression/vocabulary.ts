import type { ASTNode } from '@marcbachmann/cel-js';

/** Functions that an expression may call; whatever else the CEL library brings stays out of reach. */
export const FUNCTIONS: readonly string[] = [
  'has',
  'size',
  'string',
  'int',
  'double',
  'bool',
  'dyn',
  'days',
  'businessDays',
  'addDays',
];

/** What may be called on a value: the macros of lists, functions of strings, and what optional fields offer. */
export const METHODS: readonly string[] = [
  'all',
  'exists',
  'exists_one',
  'map',
  'filter',
  'size',
  'startsWith',
  'endsWith',
  'contains',
  'indexOf',
  'lastIndexOf',
  'substring',
  'split',
  'join',
  'trim',
  'lowerAscii',
  'upperAscii',
  'charAt',
  'replace',
  'reverse',
  'format',
  'hasValue',
  'value',
  'or',
  'orValue',
];

/** Macros that run their last argument once for each element. */
export const LOOPS: readonly string[] = ['all', 'exists', 'exists_one', 'map', 'filter'];

/** Every node of a syntax tree, parents first. */
export function* nodes(ast: ASTNode): Generator<ASTNode> {
  yield ast;
  for (const child of childrenOf(ast)) yield* nodes(child);
}

export function childrenOf(ast: ASTNode): ASTNode[] {
  return nodesIn(ast.args);
}

function nodesIn(args: unknown): ASTNode[] {
  if (isNode(args)) return [args];
  return Array.isArray(args) ? args.flatMap(nodesIn) : [];
}

function isNode(value: unknown): value is ASTNode {
  return typeof value === 'object' && value !== null && 'op' in value && 'args' in value;
}
