import type { Json, JsonObject } from '../../domain/process/types';
import type { Dice } from './dice.testkit';

interface FieldSchema {
  type?: string | string[];
  format?: string;
  items?: FieldSchema;
}

/** Answers that a form accepts: what is optional is there now and then, what may be null is null now and then. */
export function answersTo(
  form: { properties?: Record<string, FieldSchema>; required?: string[] },
  dice: Dice,
): JsonObject {
  const fields = Object.entries(form.properties ?? {}).filter(
    ([name]) => form.required?.includes(name) || dice.chance(50),
  );
  return Object.fromEntries(fields.map(([name, schema]) => [name, valueOf(schema, dice)]));
}

function valueOf({ type, format, items }: FieldSchema, dice: Dice): Json {
  const types = Array.isArray(type) ? type : [type];
  if (types.includes('null') && dice.chance(50)) return null;
  switch (types[0]) {
    case 'number':
      return dice.pick([0, 1, 2.5, -3, 100]);
    case 'boolean':
      return dice.chance(50);
    case 'array':
      return Array.from({ length: dice.throw(3) }, () => valueOf(items ?? { type: 'string' }, dice));
    default:
      return format === 'date'
        ? dice.pick(['2026-03-04', '2026-12-31'] as const)
        : dice.pick(['', 'a', 'x', '中'] as const);
  }
}
