import { en } from './en';
import { studioEn, studioZh } from './studio';
import { zhCN } from './zh-CN';

const chinese = flat({ ...zhCN, ...studioZh });
const english = flat({ ...en, ...studioEn });

test('both languages have the same texts', () => {
  expect([...english.keys()].sort()).toEqual([...chinese.keys()].sort());
});

test.each([...chinese])('%s is filled in with the same values in both languages', (key, text) => {
  expect(holesOf(english.get(key) ?? '')).toEqual(holesOf(text));
  expect(english.get(key)?.trim()).not.toBe('');
});

/** Every text by its path. */
function flat(texts: object, before = ''): Map<string, string> {
  return new Map(
    Object.entries(texts).flatMap(([name, value]: [string, unknown]) =>
      typeof value === 'object' && value !== null
        ? [...flat(value, `${before}${name}.`)]
        : [[`${before}${name}`, String(value)] as const],
    ),
  );
}

function holesOf(text: string): string[] {
  return [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => String(name)).sort();
}
