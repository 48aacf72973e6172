import { FIELD_TYPES, isCleanText, isUuid, type FilterKind } from './fieldTypes';

/** A value written in a filter. Numbers keep their digits as text. */
export type Literal =
  | { kind: 'null' }
  | { kind: 'text'; value: string }
  | { kind: 'number'; value: string }
  | { kind: 'boolean'; value: boolean };

/** What is bound for a field of this kind; undefined when the value is not of that kind. Null never equals: use `== null`. */
export function literalOf(literal: Literal, kind: FilterKind): string | boolean | undefined {
  if (literal.kind === 'null') return undefined;
  if (literal.kind === 'boolean') return kind === 'boolean' ? literal.value : undefined;
  if (literal.kind === 'number')
    return kind === 'number' && /^-?\d{1,20}(\.\d{1,20})?$/.test(literal.value) ? literal.value : undefined;
  return textAs(literal.value, kind);
}

function textAs(text: string, kind: FilterKind): string | undefined {
  if (!isCleanText(text)) return undefined;
  switch (kind) {
    case 'text':
      return text;
    case 'uuid':
      return isUuid(text) ? text : undefined;
    case 'date':
      return orUndefined(FIELD_TYPES.date.parse(text));
    case 'datetime':
      // a date alone stands for its first instant in UTC
      return orUndefined(FIELD_TYPES.datetime.parse(text) ?? FIELD_TYPES.date.parse(text));
    default:
      return undefined;
  }
}

function orUndefined(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
