import {
  EvaluationError,
  Optional,
  ParseError,
  type ASTNode,
  type Environment,
  type ParseResult,
} from '@marcbachmann/cel-js';
import { carry, meter, spend, withBudget } from './budget';
import { createEnvironment, withWorkdays } from './environment';
import { unifyNumbers } from './numbers';
import { FUNCTIONS, METHODS, nodes } from './vocabulary';
import type { WorkdayRule } from './workdays';

export interface SourceRange {
  start: number;
  end: number;
}

/** Codes: `expression-syntax`, `expression-matches`, `expression-unknown-function`, `expression-too-large`. */
export class ExpressionError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly range?: SourceRange,
  ) {
    super(message);
    this.name = 'ExpressionError';
  }
}

export interface Expression {
  source: string;
  ast: ASTNode;
  run: ParseResult;
}

export interface EvaluationFault {
  code: string;
  message: string;
  range?: SourceRange;
}

export type Evaluation<T = unknown> = { ok: true; value: T } | { ok: false; error: EvaluationFault };

const MAX_LENGTH = 4_000;
const CACHE_SIZE = 2_000;
const cache = new Map<string, Expression>();
let environment: Environment | undefined;

/** Parses an expression, once. Throws ExpressionError. */
export function compile(source: string): Expression {
  const known = cache.get(source);
  if (known) return known;
  const expression = parse(source);
  const oldest = cache.size >= CACHE_SIZE ? cache.keys().next().value : undefined;
  if (oldest !== undefined) cache.delete(oldest);
  cache.set(source, expression);
  return expression;
}

/**
 * Evaluates synchronously, within a budget of work, and never throws. The value is plain JSON: no BigInt, no Map, no
 * Optional; a number that JSON cannot carry exactly is an error.
 */
export function evaluate(
  expression: Expression | string,
  context: Record<string, unknown>,
  workdays?: WorkdayRule,
): Evaluation {
  try {
    const { run } = typeof expression === 'string' ? compile(expression) : expression;
    // Without a prototype, `toString` is an unknown name like any other.
    const names: Record<string, unknown> = Object.assign(
      Object.create(null) as Record<string, unknown>, // by definition
      context,
    );
    const value = withBudget(() =>
      toPlain(
        withWorkdays<unknown>(workdays, () => run(names)),
        0,
      ),
    );
    return { ok: true, value };
  } catch (error) {
    return { ok: false, error: faultOf(error) };
  }
}

/** As `evaluate`; a value that is not a boolean is an error too, never "truthy". */
export function evaluateBoolean(
  expression: Expression | string,
  context: Record<string, unknown>,
  workdays?: WorkdayRule,
): Evaluation<boolean> {
  const result = evaluate(expression, context, workdays);
  if (!result.ok) return result;
  if (typeof result.value === 'boolean') return { ok: true, value: result.value };
  return {
    ok: false,
    error: { code: 'expression-not-boolean', message: 'The expression is not a condition' },
  };
}

function parse(source: string): Expression {
  if (source.length > MAX_LENGTH)
    throw new ExpressionError('expression-too-large', 'The expression is too long');
  environment ??= createEnvironment(true);
  try {
    const run = environment.parse(source);
    refuseForeign(run.ast);
    unifyNumbers(run.ast);
    meter(run.ast);
    return { source, ast: run.ast, run };
  } catch (error) {
    throw error instanceof ExpressionError ? error : syntaxError(error);
  }
}

function syntaxError(error: unknown): ExpressionError {
  const fault = faultOf(error);
  const large = /limit|exceed|depth/i.test(`${fault.code} ${fault.message}`);
  return new ExpressionError(
    large ? 'expression-too-large' : 'expression-syntax',
    fault.message,
    fault.range,
  );
}

/** Only our vocabulary: `matches` runs a JavaScript regular expression, which can take minutes, and so on. */
function refuseForeign(ast: ASTNode): void {
  for (const node of nodes(ast)) {
    if (node.op === 'call') refuseFunction(node, node.args[0], FUNCTIONS);
    if (node.op === 'rcall') refuseFunction(node, node.args[0], METHODS);
    if (node.op === 'id' && NAMESPACES.includes(node.args)) refuseFunction(node, node.args, []);
    if (node.op === 'value' && typeof node.args === 'object' && node.args !== null)
      throw new ExpressionError(
        'expression-syntax',
        'Bytes and unsigned numbers are not offered',
        rangeOf(node),
      );
  }
}

const NAMESPACES = ['cel', 'google', 'optional'];

function refuseFunction(node: ASTNode, name: string, offered: readonly string[]): void {
  if (offered.includes(name)) return;
  if (name === 'matches')
    throw new ExpressionError(
      'expression-matches',
      '`matches` is not offered; use startsWith, endsWith or contains',
      rangeOf(node),
    );
  throw new ExpressionError('expression-unknown-function', name, rangeOf(node));
}

function rangeOf({ start, end }: ASTNode): SourceRange {
  return { start, end };
}

function toPlain(value: unknown, depth: number): unknown {
  if (depth > 20) throw new RangeError('The value is nested too deeply');
  if (typeof value === 'bigint') return safeNumber(Number(value));
  if (typeof value === 'number') return safeNumber(value);
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return carry(value);
  if (typeof value !== 'object') return value;
  if (value instanceof Optional) return value.hasValue() ? toPlain(value.value(), depth + 1) : null;
  if (Array.isArray(value)) {
    spend(value.length);
    return value.map((item) => toPlain(item, depth + 1));
  }
  if (!isPlain(value)) throw new RangeError('The value is not one that JSON knows');
  const entries: [unknown, unknown][] = value instanceof Map ? [...value.entries()] : Object.entries(value);
  spend(entries.length);
  return Object.fromEntries(entries.map(([key, item]) => [String(key), toPlain(item, depth + 1)]));
}

function isPlain(value: object): boolean {
  if (value instanceof Map) return true;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function safeNumber(value: number): number {
  if (!Number.isFinite(value) || Math.abs(value) > Number.MAX_SAFE_INTEGER)
    throw new RangeError('The number is out of range');
  // JSON has no negative zero: a state that holds one would differ from itself once it was stored.
  return value + 0;
}

function faultOf(error: unknown): EvaluationFault {
  if (error instanceof ExpressionError)
    return { code: error.code, message: error.message, range: error.range };
  if (error instanceof EvaluationError || error instanceof ParseError) {
    const range = error.range ? { start: error.range.start, end: error.range.end } : undefined;
    return { code: error.code, message: error.summary || error.message.split('\n')[0] || error.code, range };
  }
  return { code: 'expression-failed', message: error instanceof Error ? error.message : String(error) };
}
