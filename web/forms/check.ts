import type { TFunction } from 'i18next';
import type { FieldError } from '../api';
import { textOf } from '../i18n';
import type { Language, Values } from '../types';
import type { FieldSpec } from './spec';
import { isEmpty } from './values';

export type Errors = Record<string, string>;

/** What a person can correct before the server is asked; the server checks everything again. */
export function check(specs: FieldSpec[], values: Values, t: TFunction): Errors {
  return Object.fromEntries(
    specs.flatMap((spec): [string, string][] => {
      const message = spec.readOnly ? undefined : faultOf(spec, values[spec.name], t);
      return message === undefined ? [] : [[spec.name, message]];
    }),
  );
}

function faultOf(
  { required, minimum, maximum, minLength, maxLength, pattern }: FieldSpec,
  value: unknown,
  t: TFunction,
): string | undefined {
  if (isEmpty(value)) return required ? t('form.required') : undefined;
  if (minimum !== undefined && Number(value) < minimum) return t('form.min', { min: minimum });
  if (maximum !== undefined && Number(value) > maximum) return t('form.max', { max: maximum });
  if (maxLength !== undefined && typeof value === 'string' && value.length > maxLength)
    return t('form.long', { max: maxLength });
  if (minLength !== undefined && typeof value === 'string' && value.length < minLength)
    return t('form.short', { min: minLength });
  if (pattern !== undefined && typeof value === 'string' && !fits(value, pattern)) return t('form.pattern');
  return undefined;
}

/** A pattern that is being written may be none yet; the server checks again. */
function fits(value: string, pattern: string): boolean {
  try {
    return new RegExp(pattern, 'u').test(value);
  } catch {
    return true;
  }
}

/** The server's errors by field: "/with/discount" and "/discount" are both "discount", "/lines/0/quantity" is "lines.0.quantity". */
export function errorsOf(errors: FieldError[], language: Language): Errors {
  return Object.fromEntries(
    errors.map(({ pointer, message }) => [
      pointer
        .replace(/^\/with(?=\/)/, '')
        .slice(1)
        .replaceAll('/', '.'),
      textOf(message, language),
    ]),
  );
}
