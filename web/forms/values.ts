import type { Values } from '../types';
import type { FieldSpec } from './spec';

/** What a new form starts with. A computed default is the server's to fill in, except for today. */
export function defaultsOf(specs: FieldSpec[]): Values {
  return Object.fromEntries(
    specs.flatMap(({ name, widget, required, default: value }): [string, unknown][] => {
      // a box that is not ticked is an answer
      if (value === undefined) return widget === 'checkbox' && required ? [[name, false]] : [];
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return [[name, value]];
      return 'cel' in value && value.cel === 'today'
        ? [[name, new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)]]
        : [];
    }),
  );
}

export function isEmpty(value: unknown): boolean {
  return (
    value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
  );
}

/** Only what was filled in, of the fields that are shown and may be written. */
export function filledIn(specs: FieldSpec[], values: Values): Values {
  return Object.fromEntries(
    specs
      .filter(({ readOnly, name }) => !readOnly && !isEmpty(values[name]))
      .map(({ name }) => [name, values[name]]),
  );
}

/** What differs from before; a field that was emptied is null. */
export function changed(specs: FieldSpec[], before: Values, now: Values): Values {
  return Object.fromEntries(
    specs
      .filter(
        ({ readOnly, name }) =>
          !readOnly && JSON.stringify(before[name] ?? null) !== JSON.stringify(now[name] ?? null),
      )
      .map(({ name }) => [name, isEmpty(now[name]) ? null : now[name]]),
  );
}
