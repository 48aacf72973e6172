import type { SourceRange } from '../expression/expression';
import type { TypeSchema } from '../expression/check';
import type { Field } from '../generated/entity';
import type { ProcessDefinition } from '../generated/process';
import { parsePointer } from '../process/assignments';
import type { Catalogue } from './catalogue';
import { variablesOf } from './variables';
import { isDate, isInstant, literalsOf } from './literals';
import { inList, lookUp } from './lookup';
import { finding, type Finding } from './problem';

/** What a field takes besides its type. */
interface Limits {
  codes?: (code: string, at: string) => Finding[];
  isWhole?: boolean;
  format?: string;
  minimum?: number;
  maximum?: number;
}

/** Values that `set` writes as they stand: codes of their list, whole numbers, dates that exist. */
export function lintWritten(
  definition: ProcessDefinition,
  catalogue: Catalogue,
  path: string,
  value: unknown,
  at: string,
): Finding[] {
  const limits = limitsOf(definition, catalogue, parsePointer(path));
  return limits ? writtenWithin(limits, value, at) : [];
}

/** The same of a field of a record that an action writes. */
export function lintFieldWritten(field: Field, catalogue: Catalogue, value: unknown, at: string): Finding[] {
  return writtenWithin(ofField(field, catalogue), value, at);
}

function writtenWithin(limits: Limits, value: unknown, at: string): Finding[] {
  return literalsOf(value, at).flatMap((literal) => misfit(literal, limits));
}

function limitsOf(
  definition: ProcessDefinition,
  catalogue: Catalogue,
  [root, name = '', ...inner]: string[],
): Limits | null {
  if (inner.length > 0) return null;
  if (root === 'vars') {
    const variables = variablesOf(definition.vars);
    return Object.hasOwn(variables, name) ? ofSchema(variables[name] ?? {}) : null;
  }
  const fields = (definition.entity === undefined ? undefined : catalogue.entity(definition.entity))?.fields;
  const field = fields && Object.hasOwn(fields, name) ? fields[name] : undefined;
  return field ? ofField(field, catalogue) : null;
}

function ofSchema(schema: TypeSchema & { format?: string; minimum?: number; maximum?: number }): Limits {
  const { enum: choices, type, format, minimum, maximum } = schema;
  return {
    ...(choices && {
      codes: (code, at) =>
        choices.includes(code) ? [] : [finding('not-allowed-value', at, { expected: choices.join(', ') })],
    }),
    ...(type === 'integer' && { isWhole: true }),
    ...(format !== undefined && { format }),
    ...(minimum !== undefined && { minimum }),
    ...(maximum !== undefined && { maximum }),
  };
}

function ofField(field: Field, catalogue: Catalogue): Limits {
  const { list, options, type, minimum, maximum } = field;
  const format = { date: 'date', datetime: 'date-time' }[String(type)];
  return {
    ...(list !== undefined && { codes: (code, at) => inList(catalogue, list, code, at) }),
    ...(options && {
      codes: (code, at) => {
        const codes = options.map((option) => option.code);
        return lookUp('unknown-list-item', code, at, codes, { list: field.title.en ?? '' });
      },
    }),
    ...(type === 'integer' && { isWhole: true }),
    ...(format !== undefined && { format }),
    ...(minimum !== undefined && { minimum }),
    ...(maximum !== undefined && { maximum }),
  };
}

function misfit(
  { value, at, range }: { value: unknown; at: string; range?: SourceRange },
  { codes, isWhole, format, minimum = -Infinity, maximum = Infinity }: Limits,
): Finding[] {
  if (typeof value === 'string') {
    const found = [
      ...(codes?.(value, at) ?? []),
      ...(format === 'date' && !isDate(value) ? [finding('bad-format', at, { example: '2026-01-31' })] : []),
      ...(format === 'date-time' && !isInstant(value)
        ? [finding('bad-format', at, { example: '2026-01-31T09:00:00Z' })]
        : []),
    ];
    return range ? found.map((one) => ({ ...one, range })) : found;
  }
  if (typeof value !== 'number') return [];
  if (isWhole && !Number.isInteger(value))
    return [finding('wrong-value', at, { expected: 'integer', actual: 'number' })];
  const detail = value < minimum ? `>= ${minimum}` : value > maximum ? `<= ${maximum}` : null;
  return detail === null ? [] : [finding('out-of-range', at, { detail })];
}
