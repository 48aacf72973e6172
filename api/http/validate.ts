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
const queries = addFormats(new Ajv2020({ ...options, coerceTypes: true, useDefaults: true }));

/** Checks a value against a JSON Schema that was compiled once; VALIDATION_FAILED names every wrong place. */
export type Check = (value: unknown) => void;

export function bodyCheck(schema: Schema, prefix = ''): Check {
  const validate = bodies.compile(schema);
  return (value) => {
    if (!validate(value)) throw new DomainError('VALIDATION_FAILED', {}, fieldErrors(validate, prefix));
  };
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
  // allErrors is bounded by the size of the body; nobody reads more than this
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
