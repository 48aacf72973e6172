import type { ASTNode } from '@marcbachmann/cel-js';
import { absentWhereEmpty, isRead, readsOptional } from './optional';
import { LOOPS, nodes } from './vocabulary';

/**
 * Turns of loops, characters and elements made, in one evaluation: some ten milliseconds. CEL always ends, but nested
 * loops and doubled lists can take hours and all memory before it does.
 */
const MOST = 50_000;

/** Characters of texts in what an evaluation gives back: the same text may stand in it many times. */
const MOST_TEXT = 500_000;

let left = MOST;
let room = MOST_TEXT;

/** Runs one evaluation on a budget of its own; evaluation is synchronous, so nothing else spends from it. */
export function withBudget<T>(run: () => T): T {
  const outer = { left, room };
  left = MOST;
  room = MOST_TEXT;
  try {
    const value = run();
    // `||`, `all` and `exists` may have swallowed the error.
    spend(0);
    return value;
  } finally {
    left = outer.left;
    room = outer.room;
  }
}

export function spend(amount: number): void {
  left -= amount;
  if (left < 0) throw new RangeError('The expression does too much work');
}

/** Before something large is made: an error where it could not be paid for afterwards. */
export function afford(amount: number): void {
  if (amount > left) spend(amount);
}

export function carry(text: string): string {
  room -= text.length;
  if (room < 0) throw new RangeError('The value is too large');
  return text;
}

/** Makes a parsed expression count what it does. Also: dividing by zero is an error, and an optional is never null. */
export function meter(ast: ASTNode): void {
  const isOptional = readsOptional(ast);
  for (const node of nodes(ast)) {
    const cost = costOf(node);
    if (cost) wrap(node, cost);
    if (isOptional && isRead(node)) wrap(node, absentWhereEmpty);
    if (node.op === 'rcall' && node.args[0] === 'join') meterJoin(node.args[1], node.args[2][0]);
    // Paid before the loop begins: an error within it would only be one turn's.
    if (node.op === 'rcall' && LOOPS.includes(node.args[0]))
      wrap(node.args[1], (list) => spend(sizeOf(list)));
  }
}

/** What stands between the elements may be long, and there may be many of them. The library evaluates the last first. */
function meterJoin(list: ASTNode, separator: ASTNode | undefined): void {
  if (!separator) return;
  let length = 0;
  wrap(separator, (text) => void (length = String(text).length));
  wrap(list, (elements) => afford(sizeOf(elements) * length));
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

const followers = new WeakMap<ASTNode, ((result: unknown) => unknown)[]>();

/**
 * The library looks a node's `evaluate` up when it runs it, and stores the one it has chosen there. What `after` gives,
 * if anything, stands for the result. Of one node there is one wrapping, because a second would be lost with that choice.
 */
function wrap(node: ASTNode, after: (result: unknown) => unknown): void {
  const known = followers.get(node);
  if (known) return void known.push(after);
  const afters = [after];
  followers.set(node, afters);
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
    for (const follow of afters) result = follow(result) ?? result;
    return result;
  };
  Object.defineProperty(node, 'evaluate', {
    get: () => metered,
    set: (chosen: Evaluate) => (inner = chosen),
    configurable: true,
  });
}
