import type { ASTNode } from '@marcbachmann/cel-js';
import { compile } from '../expression/expression';
import { childrenOf } from '../expression/vocabulary';

/** A step whose output is read, and where in the expression. */
export interface StepRead {
  step: string;
  range: { start: number; end: number };
}

type Steps = ReadonlySet<string>;
const NONE: Steps = new Set();

/** Which steps are sure to be completed. */
export interface Sure {
  has(step: string): boolean;
}

/** Reads of `steps.x.out` that nothing in the expression and nothing that is `known` protects. */
export function unguardedReads(source: string, known: Sure): StepRead[] {
  const ast = parse(source);
  return ast ? reads(ast, known) : [];
}

/** Steps that are known to be completed where a condition has given this answer. */
export function provenBy(source: string | undefined, answer: boolean): Steps {
  const ast = source === undefined ? null : parse(source);
  return ast ? facts(ast, answer) : NONE;
}

/** The parts of `a && b && c`, so that two conditions can be compared. */
export function conjuncts(source: string | undefined): Set<string> {
  const ast = source === undefined ? null : parse(source);
  return new Set(ast && source !== undefined ? parts(ast, source) : []);
}

function parts(node: ASTNode, source: string): string[] {
  if (node.op === '&&') return node.args.flatMap((arg) => parts(arg, source));
  return [source.slice(node.start, node.end).replace(/\s+/g, ' ')];
}

/** Null where it does not parse, which is another rule's finding. */
function parse(source: string): ASTNode | null {
  try {
    return compile(source).ast;
  } catch {
    return null;
  }
}

function reads(node: ASTNode, known: Sure): StepRead[] {
  switch (node.op) {
    case '&&':
    case '||': {
      // CEL lets either side decide, so each protects the other.
      const [left, right] = node.args;
      const goesOn = node.op === '&&';
      return [
        ...reads(left, either(known, facts(right, goesOn))),
        ...reads(right, either(known, facts(left, goesOn))),
      ];
    }
    case '?:': {
      const [condition, yes, no] = node.args;
      return [
        ...reads(condition, known),
        ...reads(yes, either(known, facts(condition, true))),
        ...reads(no, either(known, facts(condition, false))),
      ];
    }
    default:
      return readsOf(node, known);
  }
}

function readsOf(node: ASTNode, known: Sure): StepRead[] {
  const step = outputOf(node);
  if (step !== null) return known.has(step) ? [] : [{ step, range: { start: node.start, end: node.end } }];
  // `steps.x.out.?f` and `has(steps.x.out.f)` ask; without an answer `out` is an empty object.
  const asked = askedField(node);
  if (asked && outputOf(asked) !== null) return [];
  return (asked ? [asked] : childrenOf(node)).flatMap((child) => reads(child, known));
}

function facts(node: ASTNode, answer: boolean): Steps {
  switch (node.op) {
    case '&&':
    case '||': {
      const [left, right] = node.args;
      const both = (node.op === '&&') === answer;
      return (both ? union : intersection)(facts(left, answer), facts(right, answer));
    }
    case '!_':
      return facts(node.args, !answer);
    case '==':
    case '!=': {
      const [left, right] = node.args;
      const step = statusOf(left, right) ?? statusOf(right, left);
      return step !== null && (node.op === '==') === answer ? new Set([step]) : NONE;
    }
    default:
      return answer ? asksFor(node) : NONE;
  }
}

/** `has(steps.x.out.f)` and `steps.x.out.?f.hasValue()`. */
function asksFor(node: ASTNode): Steps {
  const optional = node.op === 'rcall' && node.args[0] === 'hasValue' ? node.args[1] : node;
  const asked = askedField(optional);
  const step = asked && outputOf(asked);
  return step === null ? NONE : new Set([step]);
}

/** What stands before the field that is asked for. */
function askedField(node: ASTNode): ASTNode | null {
  if (node.op === '.?' || node.op === '[?]') return node.args[0];
  if (node.op !== 'call' || node.args[0] !== 'has') return null;
  const [field] = node.args[1];
  return field?.op === '.' || field?.op === '.?' ? field.args[0] : null;
}

/** The step of `steps.x.out`. */
function outputOf(node: ASTNode): string | null {
  const [rest, name] = fieldOf(node) ?? [];
  return name === 'out' && rest ? stepOf(rest) : null;
}

/** The step of `steps.x.status`, compared with 'completed'. */
function statusOf(node: ASTNode, value: ASTNode): string | null {
  const [rest, name] = fieldOf(node) ?? [];
  return name === 'status' && rest && value.op === 'value' && value.args === 'completed'
    ? stepOf(rest)
    : null;
}

function stepOf(node: ASTNode): string | null {
  const [rest, name] = fieldOf(node) ?? [];
  return rest?.op === 'id' && rest.args === 'steps' ? (name ?? null) : null;
}

function fieldOf(node: ASTNode): [ASTNode, string] | null {
  if (node.op === '.') return node.args;
  if (node.op !== '[]') return null;
  const [target, index] = node.args;
  return index.op === 'value' && typeof index.args === 'string' ? [target, index.args] : null;
}

/** Of both; nothing is copied, because a process may have thousands of steps and each asks. */
export function either(a: Sure, b: Steps): Sure {
  return b.size === 0 ? a : { has: (step) => b.has(step) || a.has(step) };
}

export function union(a: Steps, b: Steps): Steps {
  if (b.size === 0) return a;
  return a.size === 0 ? b : new Set([...a, ...b]);
}

export function intersection(a: Steps, b: Steps): Set<string> {
  return new Set([...a].filter((step) => b.has(step)));
}
