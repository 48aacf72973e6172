import type { ASTNode } from '@marcbachmann/cel-js';
import { absentWhereEmpty, isRead, readsOptional } from './optional';
import { LOOPS, nodes } from './vocabulary';

/**
 * Turns of loops, characters and elements made, in one evaluation: some ten milliseconds. CEL always ends, but nested
 * loops and doubled lists can take hours and all memory before it does.
 */
const MOST = 50_000;

let left = MOST;

/** Runs one evaluation on a budget of its own; evaluation is synchronous, so nothing else spends from it. */
export function withBudget<T>(run: () => T): T {
  const outer = left;
  left = MOST;
  try {
    const value = run();
    // `||`, `all` and `exists` may have swallowed the error.
    spend(0);
    return value;
  } finally {
    left = outer;
  }
}

export function spend(amount: number): void {
  left -= amount;
  if (left < 0) throw new RangeError('The expression does too much work');
}

/** Makes a parsed expression count what it does. Also: dividing by zero is an error, and an optional is never null. */
export function meter(ast: ASTNode): void {
  const isOptional = readsOptional(ast);
  for (const node of nodes(ast)) {
    const cost = costOf(node);
    if (cost) wrap(node, cost);
    if (isOptional && isRead(node)) wrap(node, absentWhereEmpty);
    // Paid before the loop begins: an error within it would only be one turn's.
    if (node.op === 'rcall' && LOOPS.includes(node.args[0]))
      wrap(node.args[1], (list) => spend(sizeOf(list)));
  }
}

function sizeOf(list: unknown): number {
  if (Array.isArray(list)) return list.length;
  return typeof list === 'object' && list !== null ? Object.keys(list).length : 0;
}

/** What is done with the result of a node; null where a result cannot be larger than what it is made of. */
function costOf(node: ASTNode): ((result: unknown) => void) | null {
  switch (node.op) {
    case '/':
      return (result) => {
        if (typeof result === 'number' && !Number.isFinite(result)) throw new RangeError('Division by zero');
      };
    case '+':
    case 'call':
    case 'rcall':
      return (result) => {
        if (typeof result === 'string' || Array.isArray(result)) spend(result.length);
      };
    case 'in':
    case '==':
    case '!=':
      return () => spend(1);
    default:
      return null;
  }
}

type Evaluate = (evaluator: unknown, node: unknown, context: unknown) => unknown;

/**
 * The library looks a node's `evaluate` up when it runs it, and stores the one it has chosen there. What `after` gives,
 * if anything, stands for the result.
 */
function wrap(node: ASTNode, after: (result: unknown) => unknown): void {
  // Not in the library's types, but in every node; the tests of the budget notice when that changes.
  let inner = (node as unknown as { evaluate: Evaluate }).evaluate;
  let isInside = false;
  const metered: Evaluate = function (this: unknown, evaluator, ast, context) {
    if (isInside) return inner.call(node, evaluator, ast, context);
    isInside = true;
    let result: unknown;
    try {
      result = inner.call(node, evaluator, ast, context);
    } finally {
      isInside = false;
    }
    return after(result) ?? result;
  };
  Object.defineProperty(node, 'evaluate', {
    get: () => metered,
    set: (chosen: Evaluate) => (inner = chosen),
    configurable: true,
  });
}
