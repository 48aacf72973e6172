import { loadShipped, parseDefinition } from '../../../definitions/load';
import { catalogueOf } from '../../../domain/definition/catalogue';
import { draftableKinds, isKey, newDocument, pretty } from './newDocument';

const catalogue = catalogueOf(loadShipped());
const title = { 'zh-CN': '客户投诉', en: 'Complaint' };

test.each(draftableKinds)('a new %s has no problem', (kind) => {
  const text = newDocument(kind, 'my.new-one', title);
  expect(parseDefinition(text, 'new.json', catalogue).problems).toEqual([]);
});

test('what fits stands on one line, the rest is broken, and nothing is lost', () => {
  const value = { a: [1, 2], b: { long: 'x'.repeat(90), none: [], empty: {} }, c: null };
  expect(JSON.parse(pretty(value))).toEqual(value);
  expect(pretty(value).split('\n')[1]).toBe('  "a": [1, 2],');
});

test('keys are as the schema wants them', () => {
  expect(['a', 'service.complaint', 'a-b.c1'].every(isKey)).toBe(true);
  expect(['', '1a', 'a..b', '投诉', 'a/b', 'x'.repeat(129)].some(isKey)).toBe(false);
});
