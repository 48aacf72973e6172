import type { Environment } from '@marcbachmann/cel-js';
import { createEnvironment } from './environment';
import { compile, ExpressionError, type SourceRange } from './expression';

/** A JSON Schema as far as types of expressions need it. */
export interface TypeSchema {
  type?: string | string[];
  properties?: Record<string, TypeSchema>;
  items?: TypeSchema;
  enum?: unknown[];
  additionalProperties?: unknown;
}

export type CelType = string | { [field: string]: CelType };
/** Variable names and their types; a name that is not here is an error. */
export type TypeEnv = Record<string, CelType>;

export type TypeCheck =
  { ok: true; type: string } | { ok: false; code: string; message: string; range?: SourceRange };

const environments = new WeakMap<TypeEnv, Environment>();

/** Checks an expression without evaluating it. `expected: 'bool'` also refuses what is certainly no condition. */
export function check(source: string, env: TypeEnv, expected: 'bool' | 'any'): TypeCheck {
  try {
    compile(source);
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    return { ok: false, code: error.code, message: error.message, range: error.range };
  }
  const { valid, type = 'dyn', error } = environmentOf(env).check(source);
  if (!valid && error && !isTolerable(error.code, error.message)) {
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

/** The CEL type of a JSON Schema. Numbers are doubles, as at run time; what is not closed is dynamic. */
export function celType(schema: TypeSchema | undefined): CelType {
  const type = Array.isArray(schema?.type) ? schema.type.find((name) => name !== 'null') : schema?.type;
  if (Array.isArray(schema?.type) && schema.type.includes('null')) return 'dyn';
  switch (type) {
    case 'string':
      return 'string';
    case 'number':
    case 'integer':
      return 'double';
    case 'boolean':
      return 'bool';
    case 'array': {
      const item = celType(schema?.items);
      return `list<${typeof item === 'string' ? item : 'dyn'}>`;
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

/** JSON's null and its one kind of number fit where CEL is stricter than the wrapper that evaluates. */
function isTolerable(code: string, message: string): boolean {
  const [first = ''] = message.split('\n');
  if (/\bnull\b/.test(first)) return true;
  const numbers = /'(int|double)'.*'(int|double)'/.test(first);
  return numbers && (code === 'incompatible_argument_type' || code === 'incompatible_ternary_branches');
}

function environmentOf(env: TypeEnv): Environment {
  const known = environments.get(env);
  if (known) return known;
  const environment = createEnvironment(false);
  // Registers != too.
  environment.registerOperator('double == int', (a: number, b: bigint) => a === Number(b));
  for (const [name, type] of Object.entries(env)) {
    if (typeof type === 'string') environment.registerVariable(name, type);
    else environment.registerVariable({ name, schema: objectSchema(type) });
  }
  environments.set(env, environment);
  return environment;
}

type ObjectSchema = { [field: string]: string | ObjectSchema };

/** CEL calls some field names reserved; they are read as dynamic fields. */
function objectSchema(type: { [field: string]: CelType }): ObjectSchema {
  return Object.fromEntries(
    Object.entries(type).map(([name, field]) => [
      name,
      typeof field === 'string' ? field : objectSchema(field),
    ]),
  );
}
