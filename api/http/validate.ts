import Ajv2020, { type ErrorObject, type ValidateFunction } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { DomainError, type FieldError } from '../../domain/errors';
import { explainError } from './explain';
import type { Schema } from './route';

const options = {
  strict: true,
  strictTypes: false,
  strictRequired: false,
  allErrors: true,
  $data: false,
  discriminator: false,
} as const;
const bodies = addFormats(new Ajv2020(options));
const hastily = addFormats(new Ajv2020({ ...options, allErrors: false }));
const queries = addFormats(new Ajv2020({ ...options, coerceTypes: true, useDefaults: true }));

const MOST_FOR_ALL_ERRORS = 3_000;

/** Checks a value against a JSON Schema that was compiled once; VALIDATION_FAILED names every wrong place. */
export type Check = (value: unknown) => void;

export function bodyCheck(schema: Schema, prefix = ''): Check {
  const [first, all] = [hastily.compile(schema), bodies.compile(schema)];
  return (value) => {
    if (first(value)) return;
    const validate = isSmall(value) ? all : first;
    validate(value);
    throw new DomainError('VALIDATION_FAILED', {}, fieldErrors(validate, prefix));
  };
}

/** To gather every error of a body full of them takes seconds, in which nobody else is answered. */
function isSmall(value: unknown): boolean {
  let left = MOST_FOR_ALL_ERRORS;
  const count = (part: unknown): void => {
    if (--left < 0 || typeof part !== 'object' || part === null) return;
    for (const name in part) {
      if (left < 0) return;
      // own members of parsed JSON
      count((part as Record<string, unknown>)[name]);
    }
  };
  count(value);
  return left >= 0;
}

/** Query values come as text: numbers and booleans are read, defaults filled in. BAD_REQUEST names what is wrong. */
export function queryCheck(schema: Schema): Check {
  const validate = queries.compile(schema);
  return (value) => {
    if (!validate(value)) throw new DomainError('BAD_REQUEST', {}, fieldErrors(validate, '?'));
  };
}

/** All that is wrong with a value, without throwing; for documents that are checked on request. */
export function fieldErrors(validate: ValidateFunction, prefix = ''): FieldError[] {
  // nobody reads more than this
  const errors = (validate.errors ?? []).filter((error) => !isConsequence(error, validate.errors ?? []));
  return errors.slice(0, 50).map((error) => explainError(error, prefix));
}

// "must match a schema in anyOf" adds nothing where its branches have been named.
function isConsequence(error: ErrorObject, all: ErrorObject[]): boolean {
  const isSummary = error.keyword === 'anyOf' || error.keyword === 'oneOf' || error.keyword === 'if';
  return (
    isSummary && all.some((other) => other !== error && other.instancePath.startsWith(error.instancePath))
  );
}
