import { loadShipped, parseDefinition } from '../../../definitions/load';
import { catalogueOf } from '../../../domain/definition/catalogue';
import { draftableKinds, isKey, newDocument } from './newDocument';

const catalogue = catalogueOf(loadShipped());
const title = { 'zh-CN': '客户投诉', en: 'Complaint' };

test.each(draftableKinds)('a new %s has no problem', (kind) => {
  const text = newDocument(kind, 'my.new-one', title);
  expect(parseDefinition(text, 'new.json', catalogue).problems).toEqual([]);
});

test('keys are as the schema wants them', () => {
  expect(['a', 'service.complaint', 'a-b.c1'].every(isKey)).toBe(true);
  expect(['', '1a', 'a..b', '投诉', 'a/b', 'x'.repeat(129)].some(isKey)).toBe(false);
});
