import { loadShipped, parseDefinition } from '../../../definitions/load';
import { catalogueOf } from '../../../domain/definition/catalogue';
import { addItem, itemsIn, switchItem } from './listItems';
import { newDocument } from './newDocument';

const catalogue = catalogueOf(loadShipped());
const text = newDocument('list', 'my.list', { 'zh-CN': '列表', en: 'List' });

test('an item is added behind the others, and the list is still right', () => {
  const more = addItem(text, 'second', { 'zh-CN': '第二项', en: 'Second' });
  expect(itemsIn(more)?.map(({ code, order }) => [code, order])).toEqual([
    ['first', 1],
    ['second', 2],
  ]);
  expect(parseDefinition(more, 'list.json', catalogue).problems).toEqual([]);
});

test('an item is switched off and on again', () => {
  const off = switchItem(text, 0, false);
  expect(itemsIn(off)?.[0]?.active).toBe(false);
  expect(itemsIn(switchItem(off, 0, true))).toEqual(itemsIn(text));
});
