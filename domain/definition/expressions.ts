import { check } from '../expression/check';
import { isListType, type CelType, type TypeEnv } from '../expression/types';
import { FUNCTIONS, METHODS } from '../expression/vocabulary';
import { closest, finding, type Finding, type ProblemCode } from './problem';
import { MESSAGES } from './messages';
import { syntaxWords } from './syntaxWords';

/** Checks one expression in its place; findings carry the characters that are wrong. */
export function checkExpression(
  source: string,
  pointer: string,
  env: TypeEnv,
  expected: 'bool' | 'any',
): Finding[] {
  if (source.trim() === '') return [finding('empty-when', pointer)];
  const result = check(source, env, expected);
  if (result.ok) return [];
  const hint =
    result.code === 'expression-unknown-function'
      ? question(closest(result.message, [...FUNCTIONS, ...METHODS]))
      : suggestion(result.message, env, result.known);
  return [
    finding(
      codeOf(result.code),
      pointer,
      { detail: syntaxWords(result.message) },
      { range: result.range, ...(hint ? { hint } : {}) },
    ),
  ];
}

function codeOf(code: string): ProblemCode {
  // The checker's codes are a subset of ours; anything else is a matter of types.
  return code in MESSAGES ? (code as ProblemCode) : 'expression-type';
}

function suggestion(message: string, env: TypeEnv, known?: string[]): string | undefined {
  const name = /(?:No such key|Unknown variable): (\w+)/.exec(message)?.[1];
  if (!name) return undefined;
  return question(closest(name, known ?? namesIn(env)));
}

function question(known: string | undefined): string | undefined {
  return known && `${known}?`;
}

function* namesIn(type: CelType | TypeEnv): Generator<string> {
  if (typeof type === 'string') return;
  if (isListType(type)) {
    yield* namesIn(type[0]);
    return;
  }
  for (const [name, inner] of Object.entries(type)) {
    yield name;
    yield* namesIn(inner);
  }
}
