import type { ASTNode } from '@marcbachmann/cel-js';
import { compile, type SourceRange } from './expression';
import { accessTo, askedBy, pathTo } from './path';
import { either, SURE, UNTYPED, type Shape } from './shape';
import { sidesOf, unequal, type Side, type Unequal } from './unequal';
import { childrenOf, LOOPS } from './vocabulary';

/** What an expression may meet at run time, and where: nothing at all, null, or a value of any type. */
export interface Gap {
  kind: 'absent' | 'empty' | 'untyped';
  /** What was read, as it stands in the expression. */
  text: string;
  range: SourceRange;
}

/** What is known to be there: `has a.b` and `a.b` (not null). */
export type Known = ReadonlySet<string>;

interface Scope {
  source: string;
  names: Record<string, Shape>;
  known: Known;
  gaps: Gap[];
  unequal: Unequal[];
}

/** Where an expression would fail for a value that is missing, what it compares in vain, and what its result may be. */
export function gapsOf(
  source: string,
  names: Record<string, Shape>,
  known: Known,
): { gaps: Gap[]; unequal: Unequal[]; result: Shape } {
  const ast = parse(source);
  if (!ast) return { gaps: [], unequal: [], result: SURE };
  const scope: Scope = { source, names, known, gaps: [], unequal: [] };
  const result = look(ast, scope);
  return { gaps: scope.gaps, unequal: scope.unequal, result };
}

/** What is known where a condition has given this answer. */
export function knownFrom(source: string | undefined, answer: boolean): Known {
  const ast = source === undefined ? null : parse(source);
  return ast ? facts(ast, answer) : new Set();
}

/** Null where it does not parse, which is another rule's finding. */
function parse(source: string): ASTNode | null {
  try {
    return compile(source).ast;
  } catch {
    return null;
  }
}

/** The node's value is worked with: it must be there and have a type. */
function need(node: ASTNode, scope: Scope): Shape {
  const shape = look(node, scope);
  if (shape.empty) report(node, 'empty', scope);
  else if (shape.untyped) report(node, 'untyped', scope);
  return shape;
}

function report(node: ASTNode, kind: Gap['kind'], scope: Scope): void {
  const { start, end } = node;
  scope.gaps.push({ kind, text: scope.source.slice(start, end), range: { start, end } });
}

function look(node: ASTNode, scope: Scope): Shape {
  if (accessTo(node)) return read(node, scope);
  switch (node.op) {
    case 'value':
      if (typeof node.args === 'string') return { texts: [node.args] };
      return node.args === null ? { empty: true } : SURE;
    case 'id':
      return nullable(scope.names[node.args] ?? SURE, node, scope);
    case '[]':
    case '[?]':
      return element(node, node.args, scope);
    case '?:': {
      const [condition, yes, no] = node.args;
      need(condition, scope);
      return either(
        look(yes, given(scope, facts(condition, true))),
        look(no, given(scope, facts(condition, false))),
      );
    }
    case '&&':
    case '||': {
      // CEL lets either side decide, so each protects the other.
      const [left, right] = node.args;
      need(left, given(scope, facts(right, node.op === '&&')));
      need(right, given(scope, facts(left, node.op === '&&')));
      return SURE;
    }
    case '==':
    case '!=':
      return compare(node.args, scope);
    case 'in':
      return among(node.args, scope);
    case 'list':
      return { each: node.args.map((item) => look(item, scope)).reduce(either, SURE) };
    case 'rcall':
      return method(node, node.args, scope);
    case 'call':
      return call(node, node.args, scope);
    case 'map':
      for (const child of childrenOf(node)) look(child, scope);
      return UNTYPED;
    default:
      // The sum of two lists has the elements of both.
      return itemsOf(childrenOf(node).map((child) => need(child, scope)));
  }
}

function compare([a, b]: [ASTNode, ASTNode], scope: Scope): Shape {
  const [left, right] = [sideOf(a, scope), sideOf(b, scope)];
  scope.unequal.push(...unequal(scope.source, left, right));
  return SURE;
}

function among([item, list]: [ASTNode, ASTNode], scope: Scope): Shape {
  const value = sideOf(item, scope);
  for (const side of sidesOf(list, need(list, scope)))
    scope.unequal.push(...unequal(scope.source, value, side));
  return SURE;
}

function sideOf(node: ASTNode, scope: Scope): Side {
  return { node, shape: look(node, scope) };
}

function read(node: ASTNode, scope: Scope): Shape {
  const access = accessTo(node);
  if (!access) return SURE;
  const { target, name, asks } = access;
  const from = look(target, scope);
  if (asks || from.optional) {
    const { absent: _, ...field } = from.untyped ? UNTYPED : (from.fields?.[name] ?? SURE);
    return optionalOf(nullable(field, node, scope));
  }
  if (from.empty) report(target, 'empty', scope);
  const path = pathTo(node);
  const isThere = path !== null && scope.known.has(`has ${path}`);
  if (from.untyped && isThere) return UNTYPED;
  if (from.untyped) {
    report(node, 'untyped', scope);
    return SURE;
  }
  const { absent, ...field } = from.fields?.[name] ?? SURE;
  if (absent && !isThere) report(node, 'absent', scope);
  return nullable(field, node, scope);
}

/** Nothing that is empty comes out of an optional. */
function optionalOf({ empty, ...shape }: Shape): Shape {
  return { ...shape, optional: true, ...(empty && { emptied: true }) };
}

function nullable(shape: Shape, node: ASTNode, { known }: Scope): Shape {
  const path = shape.empty ? pathTo(node) : null;
  return path !== null && known.has(path) ? { ...shape, empty: false } : shape;
}

function element(node: ASTNode, [list, index]: [ASTNode, ASTNode], scope: Scope): Shape {
  const from = need(list, scope);
  need(index, scope);
  // A field by a name that is known only when it runs.
  if (from.fields && node.op === '[]') report(node, 'absent', scope);
  const item = from.each ?? (from.untyped ? UNTYPED : SURE);
  return node.op === '[?]' || from.optional ? optionalOf(item) : item;
}

function itemsOf(shapes: Shape[]): Shape {
  const items = shapes.flatMap(({ each }) => (each ? [each] : []));
  return items.length > 0 ? { each: items.reduce(either) } : SURE;
}

function call(node: ASTNode, [name, args]: [string, ASTNode[]], scope: Scope): Shape {
  const asked = askedBy(node);
  const access = asked && accessTo(asked);
  // `has(x.f)` may be asked of a null too, but not of what is not there.
  if (access) {
    look(access.target, scope);
    return SURE;
  }
  for (const arg of args) {
    const shape = look(arg, scope);
    if (shape.empty) report(arg, 'empty', scope);
    else if (shape.untyped && !CONVERSIONS.includes(name)) report(arg, 'untyped', scope);
  }
  return name === 'dyn' ? UNTYPED : SURE;
}

/** They take any scalar; what they cannot convert is an error of the value, not of its type. */
const CONVERSIONS = ['string', 'int', 'double', 'bool', 'dyn'];

function method(node: ASTNode, [name, target, args]: [string, ASTNode, ASTNode[]], scope: Scope): Shape {
  switch (name) {
    case 'hasValue':
      look(target, scope);
      return SURE;
    case 'orValue':
    case 'or': {
      const { optional: _, emptied: __, ...inner } = look(target, scope);
      const [other] = args;
      return other ? either(inner, look(other, scope)) : inner;
    }
    case 'value': {
      const { optional: _, emptied, ...inner } = look(target, scope);
      const path = String(pathTo(target));
      if (!scope.known.has(`has ${path}`) || (emptied && !scope.known.has(path)))
        report(node, 'absent', scope);
      return inner;
    }
    default:
      return LOOPS.includes(name) ? loop(name, target, args, scope) : plainMethod(target, args, scope);
  }
}

function plainMethod(target: ASTNode, args: ASTNode[], scope: Scope): Shape {
  for (const part of [target, ...args]) need(part, scope);
  return SURE;
}

/** `all`, `exists`, `filter` ask of each element, `map` makes another one of it. */
function loop(name: string, target: ASTNode, args: ASTNode[], scope: Scope): Shape {
  const list = need(target, scope);
  const [variable, ...bodies] = args;
  if (variable?.op !== 'id') return SURE;
  const item = list.each ?? (list.untyped ? UNTYPED : SURE);
  const names = { ...scope.names, [variable.args]: item };
  const own = new RegExp(`^(?:has )?${variable.args}(?:\\.|$)`);
  const known = new Set([...scope.known].filter((path) => !own.test(path)));
  const inner: Scope = { ...scope, names, known };
  const result = bodies.at(-1);
  if (name !== 'map') {
    if (result) need(result, inner);
    return name === 'filter' ? { each: item } : SURE;
  }
  const [condition] = bodies.length > 1 ? bodies : [];
  if (condition) need(condition, inner);
  return { each: result ? look(result, given(inner, condition ? facts(condition, true) : new Set())) : SURE };
}

function given(scope: Scope, more: Known): Scope {
  return more.size === 0 ? scope : { ...scope, known: new Set([...scope.known, ...more]) };
}

function facts(node: ASTNode, answer: boolean): Known {
  switch (node.op) {
    case '&&':
    case '||': {
      const [left, right] = node.args;
      const [a, b] = [facts(left, answer), facts(right, answer)];
      const both = (node.op === '&&') === answer;
      return both ? new Set([...a, ...b]) : new Set([...a].filter((path) => b.has(path)));
    }
    case '!_':
      return facts(node.args, !answer);
    case '==':
    case '!=':
      return compared(node.args, (node.op === '==') === answer);
    default:
      return answer ? asked(node) : new Set();
  }
}

/** Not equal to null, or equal to a literal that is not null. */
function compared([left, right]: [ASTNode, ASTNode], equal: boolean): Known {
  const found = [
    [left, right],
    [right, left],
  ].flatMap(([side, other]) => {
    if (side === undefined || other?.op !== 'value' || (other.args === null) === equal) return [];
    const path = pathTo(side);
    return path === null ? [] : [path];
  });
  return new Set(found);
}

/** `has(x.f)` and `x.?f.hasValue()`, which is no where the field is empty. */
function asked(node: ASTNode): Known {
  const optional = node.op === 'rcall' && node.args[0] === 'hasValue' ? node.args[1] : null;
  const field = optional ?? askedBy(node);
  const path = field && pathTo(field);
  return path ? new Set([`has ${path}`, ...(optional ? [path] : [])]) : new Set();
}
