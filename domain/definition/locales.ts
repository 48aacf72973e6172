import { finding, pointer, type Finding } from './problem';

const LOCALES = ['zh-CN', 'en'];
/** Data of the author's, and JSON Schemas: a key `en` there is no language. */
const NO_LABELS = [
  'with',
  'then',
  'input',
  'data',
  'set',
  'default',
  'vars',
  'schema',
  'params',
  'form',
  'tests',
];

/** A text in one language wants the others too. */
export function missingLocales(value: unknown, at: string): Finding[] {
  if (Array.isArray(value)) return value.flatMap((item, n) => missingLocales(item, `${at}/${n}`));
  if (typeof value !== 'object' || value === null) return [];
  const entries: [string, unknown][] = Object.entries(value);
  if (isLabel(entries)) {
    return LOCALES.filter((locale) => !Object.hasOwn(value, locale)).map((name) =>
      finding('missing-locale', at, { name }),
    );
  }
  return entries.flatMap(([key, item]) =>
    NO_LABELS.includes(key) ? [] : missingLocales(item, at + pointer(key)),
  );
}

function isLabel(entries: [string, unknown][]): boolean {
  return (
    entries.length > 0 && entries.every(([key, text]) => LOCALES.includes(key) && typeof text === 'string')
  );
}
