import {
  EvaluationError,
  Optional,
  ParseError,
  type ASTNode,
  type Environment,
  type ParseResult,
} from '@marcbachmann/cel-js';
import { createEnvironment, withWorkdays } from './environment';
import type { WorkdayRule } from './workdays';

export interface SourceRange {
  start: number;
  end: number;
}

/** Codes: `expression-syntax`, `expression-matches`, `expression-too-large`. */
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

/** Evaluates synchronously and never throws. The value is plain JSON: no BigInt, no Map, no Optional. */
export function evaluate(
  expression: Expression | string,
  context: Record<string, unknown>,
  workdays?: WorkdayRule,
): Evaluation {
  try {
    const { run } = typeof expression === 'string' ? compile(expression) : expression;
    return {
      ok: true,
      value: toPlain(
        withWorkdays<unknown>(workdays, () => run(context)),
        0,
      ),
    };
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
    refuseMatches(run.ast);
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

/** `matches` runs a JavaScript regular expression, which can take minutes; offer `startsWith` and `contains`. */
function refuseMatches(ast: ASTNode): void {
  for (const node of nodes(ast)) {
    const name = node.op === 'call' || node.op === 'rcall' ? node.args[0] : undefined;
    if (name === 'matches') {
      throw new ExpressionError('expression-matches', '`matches` is not offered', {
        start: node.start,
        end: node.end,
      });
    }
  }
}

/** Every node of a syntax tree, parents first. */
export function* nodes(ast: ASTNode): Generator<ASTNode> {
  yield ast;
  for (const child of children(ast.args)) yield* nodes(child);
}

function children(args: unknown): ASTNode[] {
  if (isNode(args)) return [args];
  return Array.isArray(args) ? args.flatMap(children) : [];
}

function isNode(value: unknown): value is ASTNode {
  return typeof value === 'object' && value !== null && 'op' in value && 'args' in value;
}

function toPlain(value: unknown, depth: number): unknown {
  if (depth > 20) throw new RangeError('The value is nested too deeply');
  if (typeof value === 'bigint') return safeNumber(Number(value));
  if (typeof value === 'number') return safeNumber(value);
  if (value === null || value === undefined) return null;
  if (typeof value !== 'object') return value;
  if (value instanceof Optional) return value.hasValue() ? toPlain(value.value(), depth + 1) : null;
  if (Array.isArray(value)) return value.map((item) => toPlain(item, depth + 1));
  if (value instanceof Date) return value.toISOString();
  const entries: [unknown, unknown][] = value instanceof Map ? [...value.entries()] : Object.entries(value);
  return Object.fromEntries(entries.map(([key, item]) => [String(key), toPlain(item, depth + 1)]));
}

function safeNumber(value: number): number {
  if (!Number.isFinite(value) || Math.abs(value) > Number.MAX_SAFE_INTEGER)
    throw new RangeError('The number is out of range');
  return value;
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
