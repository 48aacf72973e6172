import type { Schema } from './route';

/** Pieces that routes build their schemas of. */
export const TEXT: Schema = { type: 'string' };
export const UUID: Schema = { type: 'string', format: 'uuid' };
export const INSTANT: Schema = { type: 'string', format: 'date-time' };
export const PRIORITY: Schema = choice('low', 'normal', 'high', 'urgent');
export const DATE: Schema = { type: 'string', format: 'date' };
export const WHOLE: Schema = { type: 'integer' };
export const FLAG: Schema = { type: 'boolean' };
export const MONEY: Schema = { type: 'string', pattern: '^-?\\d{1,16}\\.\\d{2}$' };
/** A text in each language. */
export const LABEL: Schema = {
  type: 'object',
  properties: { 'zh-CN': TEXT, en: TEXT },
  additionalProperties: TEXT,
};
/** Any JSON object. */
export const JSON_OBJECT: Schema = { type: 'object', additionalProperties: true };
/** Why something is done: some words, not only spaces. */
export const REASON: Schema = { type: 'string', pattern: '\\S', maxLength: 2000 };

export const VERSION: Schema = { type: 'integer', minimum: 1, maximum: 1_000_000 };
/** The id of a stage, and of a step with or without its stage. */
export const STAGE_ID: Schema = { type: 'string', pattern: '^[A-Za-z][A-Za-z0-9]*$', maxLength: 64 };
export const STEP_ID: Schema = {
  type: 'string',
  pattern: '^[A-Za-z][A-Za-z0-9]*(/[A-Za-z][A-Za-z0-9]*)?$',
  maxLength: 130,
};

export type SchemaMap = Record<string, Schema>;

export function object(
  properties: Record<string, Schema>,
  required: string[] = Object.keys(properties),
): Schema {
  return { type: 'object', additionalProperties: false, properties, required };
}

/** All properties may be absent. */
export function partial(properties: Record<string, Schema>): Schema {
  return object(properties, []);
}

export function list(items: Schema): Schema {
  return { type: 'array', items };
}

export function orNull(schema: Schema): Schema {
  return { anyOf: [schema, { type: 'null' }] };
}

export function choice(...values: string[]): Schema {
  return { type: 'string', enum: values };
}

export function page(items: Schema): Schema {
  return object({ items: list(items), next: orNull(TEXT) });
}

export const PAGE_QUERY = {
  limit: { type: 'integer', minimum: 1, maximum: 200 },
  cursor: { type: 'string', maxLength: 2000 },
} as const;

export function query(properties: Record<string, Schema>): Schema {
  return { properties };
}
