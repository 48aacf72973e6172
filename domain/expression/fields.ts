import type { ASTNode } from '@marcbachmann/cel-js';
import { isListType, isObjectType, type CelType, type TypeCheck, type TypeEnv } from './types';
import { childrenOf, LOOPS } from './vocabulary';

/** The first field that its object does not have: in `has(…)` and after `.?` too, where CEL would let it pass. */
export function unknownField(ast: ASTNode, env: TypeEnv): (TypeCheck & { ok: false }) | null {
  const access = accessOf(ast);
  if (access) {
    const before = unknownField(access.target, env);
    if (before) return before;
    const type = typeOf(access.target, env);
    if (isObjectType(type) && !Object.hasOwn(type, access.name))
      return {
        ok: false,
        code: 'expression-unknown-field',
        message: `No such key: ${access.name}`,
        range: access.range,
        known: Object.keys(type),
      };
    return null;
  }
  for (const child of childrenOf(ast)) {
    const found = unknownField(child, child === bodyOf(ast) ? withElement(ast, env) : env);
    if (found) return found;
  }
  return null;
}

/** What is known of a node's type without asking the checker: names and fields. */
function typeOf(node: ASTNode, env: TypeEnv): CelType | undefined {
  if (node.op === 'id') return Object.hasOwn(env, node.args) ? env[node.args] : undefined;
  const access = accessOf(node);
  if (access) {
    const type = typeOf(access.target, env);
    return isObjectType(type) && Object.hasOwn(type, access.name) ? type[access.name] : undefined;
  }
  if (node.op === '[]') return elementOf(typeOf(node.args[0], env));
  return node.op === 'rcall' && node.args[0] === 'filter' ? typeOf(node.args[1], env) : undefined;
}

function elementOf(type: CelType | undefined): CelType | undefined {
  return type !== undefined && isListType(type) ? type[0] : undefined;
}

function bodyOf(node: ASTNode): ASTNode | undefined {
  return node.op === 'rcall' && LOOPS.includes(node.args[0]) ? node.args[2].at(-1) : undefined;
}

/** Inside a macro its variable stands for an element of the list, whatever the name meant outside. */
function withElement(node: ASTNode, env: TypeEnv): TypeEnv {
  const variable = node.op === 'rcall' ? node.args[2][0] : undefined;
  if (node.op !== 'rcall' || variable?.op !== 'id') return env;
  return { ...env, [variable.args]: elementOf(typeOf(node.args[1], env)) ?? 'dyn' };
}

interface Access {
  target: ASTNode;
  name: string;
  range: { start: number; end: number };
}

function accessOf(node: ASTNode): Access | null {
  if (node.op === '.' || node.op === '.?') {
    const [target, name] = node.args;
    return { target, name, range: { start: node.end - name.length, end: node.end } };
  }
  if (node.op !== '[]' && node.op !== '[?]') return null;
  const [target, index] = node.args;
  return index.op === 'value' && typeof index.args === 'string'
    ? { target, name: index.args, range: { start: index.start, end: index.end } }
    : null;
}
