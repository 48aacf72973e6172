import { finding, pointer, type Finding } from './problem';

const LONGEST = 200;
const MOST_REPEATS = 1_000;
/** Each unbounded repeat multiplies the time by the length of the answer; starting anywhere does so once more. */
const MOST_UNBOUNDED = 2;
/** A range as wide as this counts as one without an end. */
const WIDE = 10;
/** Each option doubles the ways. */
const MOST_OPTIONAL = 12;

/** Regular expressions in a JSON Schema that an answer could keep busy for minutes. */
export function patternRisks(schema: unknown, at: string): Finding[] {
  if (Array.isArray(schema)) return schema.flatMap((item, n) => patternRisks(item, `${at}/${n}`));
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema).flatMap(([key, value]: [string, unknown]) => {
    const here = at + pointer(key);
    if (key === 'pattern' && typeof value === 'string')
      return isRisky(value) ? [finding('pattern-too-costly', here)] : [];
    const names = key === 'patternProperties' && typeof value === 'object' && value !== null ? value : {};
    return [
      ...Object.keys(names).flatMap((pattern) =>
        isRisky(pattern) ? [finding('pattern-too-costly', here + pointer(pattern))] : [],
      ),
      ...patternRisks(value, here),
    ];
  });
}

/** Nested repeats, repeated alternatives, back references, look-arounds: what makes a backtracking engine explode. */
export function isRisky(pattern: string): boolean {
  if (pattern.length > LONGEST) return true;
  const text = pattern
    .replace(/\\[^1-9k]/g, 'x')
    .replace(/\[(?:\\.|[^\]\\])*\]/g, 'x')
    .replace(/\(\?:/g, '(');
  if (/\\[1-9k]|\(\?[=!<]/.test(text)) return true;
  let [unbounded, optional] = [text.startsWith('^') ? 0 : 1, 0];
  // For each open group whether a repeat, an option or an alternative stands in it.
  const groups: boolean[] = [false];
  let closed = false;
  for (let index = 0; index < text.length; index++) {
    const repeat = repeatAt(text, index);
    if (repeat) {
      if ((closed && repeat.isRepeat) || repeat.most > MOST_REPEATS) return true;
      if (repeat.isWide) unbounded += 1;
      else if (repeat.isOption) optional += 1;
      groups[groups.length - 1] = true;
      index += repeat.length - 1;
      closed = false;
      continue;
    }
    const character = text[index];
    if (character === '(') groups.push(false);
    else if (character === '|') groups[groups.length - 1] = true;
    closed = character === ')' && groups.pop() === true;
    if (closed) groups[groups.length - 1] = true;
  }
  return unbounded > MOST_UNBOUNDED || optional > MOST_OPTIONAL;
}

/** A quantifier, with the `?` or `+` that may follow it. */
function repeatAt(text: string, index: number) {
  const found = /^(?:[*+?]|\{(\d+)(,?)(\d*)\})\??/.exec(text.slice(index));
  if (!found) return null;
  const [whole, least, comma, most] = found;
  const isOption = whole.startsWith('?');
  const upper = least === undefined ? (isOption ? 1 : Infinity) : Number(comma ? most || Infinity : least);
  const lower = whole.startsWith('+') ? 1 : Number(least ?? 0);
  return {
    length: whole.length,
    isRepeat: upper > 1,
    isOption: upper > lower,
    isWide: upper - lower >= WIDE,
    most: upper === Infinity ? lower : upper,
  };
}
