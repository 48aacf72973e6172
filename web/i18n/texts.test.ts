import { en } from './en';
import { zhCN } from './zh-CN';

const keysOf = (texts: object): string[] =>
  Object.entries(texts).flatMap(([group, words]) =>
    Object.keys(words as object).map((key) => `${group}.${key}`),
  );
const holesOf = (text: string): string[] =>
  [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => String(name)).sort();

test('both languages have the same texts', () => {
  expect(keysOf(en).sort()).toEqual(keysOf(zhCN).sort());
});

test.each(keysOf(zhCN))('%s is filled in with the same values in both languages', (key) => {
  const [group = '', name = ''] = key.split('.');
  // key was made from these groups and names
  const chinese = (zhCN as unknown as Record<string, Record<string, string>>)[group]?.[name] ?? '';
  const english = (en as unknown as Record<string, Record<string, string>>)[group]?.[name] ?? '';
  expect(holesOf(english)).toEqual(holesOf(chinese));
  expect(english.trim()).not.toBe('');
});
