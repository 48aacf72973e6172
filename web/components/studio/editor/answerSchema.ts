import { textAt } from './document';
import type { Schema } from './schemaWalk';

const COUNT: Schema = { type: 'integer' };
const TEXT: Schema = { type: 'string' };
const FIELD: Schema = { $ref: '#/$defs/field' };

/** The words of JSON Schema that a form and variables are made of: what a field is, and what an object of fields. */
const ANSWERS: Schema = {
  $ref: '#/$defs/object',
  $defs: {
    object: {
      type: 'object',
      properties: {
        type: { const: 'object' },
        additionalProperties: { type: 'boolean' },
        properties: { type: 'object', additionalProperties: FIELD },
        required: { type: 'array', items: TEXT },
      },
      required: ['type', 'properties'],
    },
    field: {
      type: 'object',
      properties: {
        type: { enum: ['string', 'number', 'integer', 'boolean', 'array', 'object'] },
        title: TEXT,
        description: TEXT,
        enum: { type: 'array', items: TEXT },
        format: { enum: ['date', 'date-time', 'time', 'email', 'uri', 'uuid'] },
        default: TEXT,
        minLength: COUNT,
        maxLength: COUNT,
        pattern: TEXT,
        minimum: { type: 'number' },
        maximum: { type: 'number' },
        multipleOf: { type: 'number' },
        items: FIELD,
        minItems: COUNT,
        maxItems: COUNT,
        uniqueItems: { type: 'boolean' },
        properties: { type: 'object', additionalProperties: FIELD },
        required: { type: 'array', items: TEXT },
        additionalProperties: { type: 'boolean' },
      },
      required: ['type'],
    },
  },
};

/** Where in the document the JSON Schema begins in which the path lies, and by what it is completed; null outside of one. */
export function answersAt(document: unknown, path: readonly (string | number)[]): [Schema, number] | null {
  const kind = textAt(document, ['kind']);
  if (kind === 'form') return path[0] === 'schema' ? [ANSWERS, 1] : null;
  if (kind !== 'process') return null;
  if (path[0] === 'vars') return [ANSWERS, 1];
  const isForm = path[0] === 'stages' && path[2] === 'steps' && path[4] === 'form';
  return isForm && path.length >= 5 && typeof path[3] === 'number' ? [ANSWERS, 5] : null;
}
