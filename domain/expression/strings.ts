import type { Environment } from '@marcbachmann/cel-js';
import { afford } from './budget';

/** What CEL's strings extension has and the library has not. What is made is paid for before it is made. */
export function addStringFunctions(environment: Environment): void {
  environment.registerFunction('string.charAt(int): string', (text: string, at: bigint) =>
    charAt(text, Number(at)),
  );
  environment.registerFunction('string.replace(string, string): string', replace);
  environment.registerFunction(
    'string.replace(string, string, int): string',
    (text: string, from: string, to: string, most: bigint) => replace(text, from, to, Number(most)),
  );
  environment.registerFunction('string.reverse(): string', (text: string) => [...text].reverse().join(''));
  environment.registerFunction('string.format(list): string', format);
}

/** Nothing at the very end of the text, as the extension has it. */
function charAt(text: string, at: number): string {
  if (at < 0 || at > text.length)
    throw new RangeError(`There is no position ${at} in a text of ${text.length}`);
  return text.charAt(at);
}

/** The first `most` of them, or all where that is negative. */
function replace(text: string, from: string, to: string, most = -1): string {
  const parts = from === '' ? ['', ...text, ''] : text.split(from);
  const times = most < 0 ? parts.length - 1 : Math.min(most, parts.length - 1);
  afford(text.length + times * to.length);
  const replaced = parts.slice(0, times + 1).join(to);
  return [replaced, ...parts.slice(times + 1)].join(from);
}

const MOST_DIGITS = 20;
const CLAUSE = /%(?:\.(\d{1,3}))?(.?)/gs;

/** `%s` anything, `%d` a whole number, `%f` a fraction with six digits or as many as `%.2f` says, `%%` a percent sign. */
function format(text: string, values: unknown[]): string {
  let next = 0;
  const made = text.replace(CLAUSE, (clause, digits: string | undefined, verb: string) => {
    if (verb === '%' && digits === undefined) return '%';
    if (next >= values.length) throw new RangeError(`Nothing is given for ${clause}`);
    const said = say(verb, values[next++], digits === undefined ? undefined : Number(digits), clause);
    afford(said.length);
    return said;
  });
  if (next < values.length)
    throw new RangeError(`${values.length - next} more values than the text has places`);
  return made;
}

function say(verb: string, value: unknown, digits: number | undefined, clause: string): string {
  const number = typeof value === 'bigint' ? Number(value) : value;
  if (verb === 's' && digits === undefined && (number === null || typeof number !== 'object'))
    return String(number);
  if (verb === 'd' && digits === undefined && Number.isInteger(number)) return String(number);
  if (verb === 'f' && typeof number === 'number' && (digits ?? 0) <= MOST_DIGITS)
    return number.toFixed(digits ?? 6);
  throw new RangeError(`${clause} does not take this value`);
}
