import { defaultsOf } from '../../forms/values';
import type { FieldSpec } from '../../forms/spec';
import type { Values } from '../../types';

/**
 * What was filled in, in the form as it is now. A field of another kind begins anew, and so does one that still has what
 * it began with; a field that is gone keeps its value, for when it comes back.
 */
export function carriedOver(values: Values, before: FieldSpec[], after: FieldSpec[]): Values {
  const were = new Map(before.map((spec) => [spec.name, spec]));
  const began = defaultsOf(before);
  const kept = Object.entries(values).filter(([name, value]) => {
    const [old, now] = [were.get(name), after.find((spec) => spec.name === name)];
    if (now && old && old.widget !== now.widget) return false;
    if (now?.options && !now.options.some(({ code }) => code === value)) return false;
    return JSON.stringify(value) !== JSON.stringify(began[name]);
  });
  return { ...defaultsOf(after), ...Object.fromEntries(kept) };
}
