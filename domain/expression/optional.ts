import { Optional, type ASTNode } from '@marcbachmann/cel-js';
import { nodes } from './vocabulary';

let isEmptyAValue = false;

/** Before semantics 4 an empty field that was asked for with `.?` was a value like any other. */
export function withEmptyAsValue<T>(isValue: boolean, run: () => T): T {
  const outer = isEmptyAValue;
  isEmptyAValue = isValue;
  try {
    return run();
  } finally {
    isEmptyAValue = outer;
  }
}

/** The fields and elements that may be read as optionals: all behind the first `.?`. */
export function readsOptional(ast: ASTNode): boolean {
  return [...nodes(ast)].some(({ op }) => op === '.?' || op === '[?]');
}

export function isRead({ op }: ASTNode): boolean {
  return op === '.' || op === '.?' || op === '[]' || op === '[?]';
}

/** An empty field of a record is `null` in JSON, and absent to whoever asks with `.?`: its `orValue` stands for it. */
export function absentWhereEmpty(result: unknown): unknown {
  const isEmpty = result instanceof Optional && result.hasValue() && result.value() === null;
  return isEmpty && !isEmptyAValue ? Optional.none() : result;
}
