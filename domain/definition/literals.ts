import type { ASTNode } from '@marcbachmann/cel-js';
import { compile, type SourceRange } from '../expression/expression';
import { dayNumber } from '../expression/workdays';

/** The texts that an expression may give as its result, where they stand in it as they are. */
export function textsOf(source: string): { text: string; range: SourceRange }[] {
  try {
    return results(compile(source).ast).flatMap(({ op, args, start, end }) =>
      op === 'value' && typeof args === 'string' ? [{ text: args, range: { start, end } }] : [],
    );
  } catch {
    // It does not parse, which is another rule's finding.
    return [];
  }
}

function results(node: ASTNode): ASTNode[] {
  if (node.op === '?:') return [node.args[1], node.args[2]].flatMap(results);
  if (node.op === 'rcall' && ['orValue', 'or'].includes(node.args[0])) return node.args[2].flatMap(results);
  return [node];
}

/** A date, or an instant of ISO 8601, that exists. */
export function isInstant(text: string): boolean {
  return (
    /^\d{4}-\d{2}-\d{2}(?:T|$)/.test(text) &&
    !Number.isNaN(dayNumber(text)) &&
    !Number.isNaN(Date.parse(text))
  );
}

export function isDate(text: string): boolean {
  return text.length === 10 && isInstant(text);
}

/** What stands there or may come of it, as far as it can be read from the definition. */
export function literalsOf(
  value: unknown,
  at: string,
): { value: unknown; at: string; range?: SourceRange }[] {
  if (typeof value !== 'object' || value === null) return [{ value, at }];
  if (!('cel' in value) || typeof value.cel !== 'string') return [];
  return textsOf(value.cel).map(({ text, range }) => ({ value: text, at: `${at}/cel`, range }));
}
