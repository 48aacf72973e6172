import type { ASTNode, Environment } from '@marcbachmann/cel-js';
import { allowNull, createEnvironment } from './environment';
import { compile, ExpressionError, type SourceRange } from './expression';
import { unknownField } from './fields';
import { references } from './references';
import { unifyNumbers } from './numbers';
import { typesOf } from './shape';
import { LOOPS, nodes } from './vocabulary';

import {
  isListType,
  isObjectType,
  type ObjectType,
  type CelType,
  type TypeCheck,
  type TypeEnv,
} from './types';

/** A JSON Schema as far as types of expressions need it. */
export interface TypeSchema {
  title?: string;
  type?: string | string[];
  properties?: Record<string, TypeSchema>;
  items?: TypeSchema;
  required?: string[];
  enum?: unknown[];
  const?: unknown;
  additionalProperties?: unknown;
}

const environments = new WeakMap<TypeEnv, Map<string, Environment>>();
let base: Environment | undefined;

/** Checks an expression without evaluating it. `expected: 'bool'` also refuses what is certainly no condition. */
export function check(source: string, env: TypeEnv, expected: 'bool' | 'any'): TypeCheck {
  try {
    compile(source);
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    return { ok: false, code: error.code, message: error.message, range: error.range };
  }
  const parsed = environmentOf(source, env).parse(source);
  const missing = unknownField(parsed.ast, env);
  if (missing) return missing;
  unifyNumbers(parsed.ast);
  const { valid, type = 'dyn', error } = parsed.check();
  // What the library itself cannot decide (the elements of `[]`) is left to the run.
  if (!valid && error && (error.code as string | undefined) === undefined) return { ok: true, type: 'dyn' };
  if (!valid && error) {
    const range = error.range ? { start: error.range.start, end: error.range.end } : undefined;
    return { ok: false, code: CODES[error.code] ?? 'expression-type', message: error.summary, range };
  }
  if (expected === 'bool' && valid && type !== 'bool' && type !== 'dyn') {
    return {
      ok: false,
      code: 'expression-not-boolean',
      message: `${type} is not a condition`,
      range: { start: 0, end: source.length },
    };
  }
  return { ok: true, type };
}

/** Lists written with elements of several types whose elements a macro works with. */
export function mixedLists(source: string, env: TypeEnv): SourceRange[] {
  if (!source.includes('[')) return [];
  const parsed = environmentOf(source, env).parse(source);
  unifyNumbers(parsed.ast);
  if (!parsed.check().valid) return [];
  return [...nodes(parsed.ast)].flatMap((node) =>
    node.op === 'rcall' && LOOPS.includes(node.args[0])
      ? [...nodes(node.args[1])].filter(isMixed).map(({ start, end }) => ({ start, end }))
      : [],
  );
}

function isMixed(node: ASTNode): boolean {
  const types = node.op === 'list' ? node.args.map(typeName).filter((type) => type !== 'null') : [];
  return new Set(types).size > 1;
}

/** Not in the library's types, but on every node that was checked; a test notices when that changes. */
function typeName(node: ASTNode): string {
  const { checkedType } = node as unknown as { checkedType?: { name?: string } }; // see above
  return String(checkedType?.name ?? 'dyn');
}

/** The CEL type of a JSON Schema. Numbers are doubles, as at run time; what is not closed is dynamic. */
export function celType(schema: TypeSchema | undefined): CelType {
  const [type, ...others] = [
    ...new Set(
      typesOf(schema)
        .filter((name) => name !== 'null')
        .map((name) => (name === 'integer' ? 'number' : name)),
    ),
  ];
  if (others.length > 0) return 'dyn';
  switch (type) {
    case 'string':
      return 'string';
    case 'number':
      return 'double';
    case 'boolean':
      return 'bool';
    case 'array': {
      const item = celType(schema?.items);
      if (typeof item === 'string') return `list<${item}>`;
      return isObjectType(item) ? [item] : 'list<dyn>';
    }
    case 'object':
      return schema?.properties
        ? Object.fromEntries(Object.entries(schema.properties).map(([name, field]) => [name, celType(field)]))
        : 'dyn';
    default:
      return 'dyn';
  }
}

const CODES: Record<string, string> = {
  no_such_key: 'expression-unknown-field',
  unknown_variable: 'expression-unknown-name',
};

/** An environment of the names that the expression reads: all of a large process would take too long to register. */
function environmentOf(source: string, env: TypeEnv): Environment {
  const used = narrowed(env, references(source));
  const key = JSON.stringify(used);
  const known = environments.get(env) ?? new Map<string, Environment>();
  environments.set(env, known);
  const environment = known.get(key) ?? createTyped(used);
  known.set(key, environment);
  return environment;
}

function createTyped(types: TypeEnv): Environment {
  const environment = (base ??= createEnvironment(false)).clone();
  for (const [name, type] of Object.entries(types))
    environment.registerVariable(name, register(environment, `the.${name}`, type));
  return environment;
}

/** The variables that are read, with those of their fields that are. */
function narrowed(env: TypeEnv, paths: string[][]): TypeEnv {
  const used: TypeEnv = {};
  for (const [name = '', field] of paths) {
    if (!Object.hasOwn(env, name)) continue;
    const type = env[name] ?? 'dyn';
    const part =
      field === undefined || !isObjectType(type) || !Object.hasOwn(type, field) ? type : pick(type, field);
    const before = used[name];
    used[name] = isObjectType(before) && isObjectType(part) ? { ...before, ...part } : part;
  }
  return used;
}

function pick(type: ObjectType, field: string): ObjectType {
  return { [field]: type[field] ?? 'dyn' };
}

/** The name of a type, registered with everything below it. */
function register(environment: Environment, name: string, type: CelType): string {
  if (typeof type === 'string') return type;
  if (isListType(type)) return `list<${register(environment, `${name}.item`, type[0])}>`;
  const fields = Object.fromEntries(
    Object.entries(type).map(([field, inner]) => [field, register(environment, `${name}.${field}`, inner)]),
  );
  environment.registerType(name, { fields });
  allowNull(environment, name);
  return name;
}
