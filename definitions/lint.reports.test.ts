import { problems, title } from './lintExample';

const BY = [{ id: 'owner', field: 'ownerId' }];
const COUNT = { id: 'deals', title, count: true };
const report = (more: object = {}) => ({
  kind: 'report',
  key: 'x',
  version: 1,
  title,
  entity: 'opportunity',
  by: BY,
  measures: [COUNT],
  ...more,
});
const by = (...dimensions: object[]) => report({ by: dimensions });
const measures = (...some: object[]) =>
  report({ measures: some.map((one, n) => ({ id: `m${n}`, title, ...one })) });

const REFUSED: Record<string, [object, string]> = {
  'an entity that is not there': [report({ entity: 'oportunity' }), 'unknown-entity /entity'],
  'a group of a field that is not there': [by({ id: 'a', field: 'owner' }), 'unknown-field /by/0/field'],
  'a group of amounts': [by({ id: 'a', field: 'amount' }), 'not-allowed-value /by/0/field'],
  'a group of long texts': [by({ id: 'a', field: 'need' }), 'not-allowed-value /by/0/field'],
  'a date without its period': [by({ id: 'a', field: 'expectedClose' }), 'missing-property /by/0'],
  'a period of what is no date': [
    by({ id: 'a', field: 'ownerId', period: 'month' }),
    'unknown-property /by/0/period',
  ],
  'four groups': [by(...'abcd'.split('').map((id) => ({ id, field: 'ownerId' }))), 'out-of-range /by'],
  'no figure': [report({ measures: [] }), 'out-of-range /measures'],
  'one id twice': [by({ id: 'a', field: 'ownerId' }, { id: 'a', field: 'mode' }), 'duplicate-id /by/1/id'],
  'a group and a figure of one id': [
    report({ measures: [{ ...COUNT, id: 'owner' }] }),
    'duplicate-id /measures/0/id',
  ],
  'the sum of texts': [measures({ sum: 'name' }), 'not-allowed-value /measures/0/sum'],
  'the mean of dates': [measures({ average: 'expectedClose' }), 'not-allowed-value /measures/0/average'],
  'the most of a field that is not there': [measures({ most: 'amout' }), 'unknown-field /measures/0/most'],
  'two reckonings in one': [measures({ sum: 'amount', count: true }), 'unknown-property /measures/0/sum'],
  'no count': [measures({ count: false }), 'unknown-variant /measures/0'],
  'an order by what is not shown': [report({ sort: '-amount' }), 'not-allowed-value /sort'],
  'a condition that is empty': [report({ when: ' ' }), 'empty-when /when'],
  'a condition that is none': [report({ when: 'entity.amount' }), 'expression-not-boolean /when'],
  'a field that is not there': [report({ when: 'entity.amout > 1' }), 'expression-unknown-field /when'],
  'a field without its record': [report({ when: 'amount > 1' }), 'expression-unknown-name /when'],
  'a sum of two fields': [report({ when: 'entity.amount + 1 > 2' }), 'filter-unsupported /when'],
  'the size of a text in a figure': [
    measures({ count: true, when: 'size(entity.name) > 3' }),
    'filter-unsupported /measures/0/when',
  ],
  'a date that is none': [report({ when: "entity.expectedClose > 'soon'" }), 'filter-unsupported /when'],
};

const ACCEPTED: Record<string, object> = {
  'groups by period, and figures with conditions': report({
    when: "entity.expectedClose >= today && entity.ownerId == user.id && entity.mode in ['direct', 'project']",
    by: [
      { id: 'month', field: 'expectedClose', period: 'month' },
      { id: 'made', field: 'createdAt', period: 'quarter' },
      { id: 'mode', field: 'mode', title },
    ],
    measures: [
      COUNT,
      { id: 'sum', title, sum: 'amount', when: "!(entity.source == null) || entity.name.startsWith('a')" },
      { id: 'mean', title, average: 'probability' },
      { id: 'first', title, least: 'createdAt' },
      { id: 'last', title, most: 'expectedClose' },
    ],
    sort: '-sum',
    limit: 10,
  }),
};

describe('a report', () => {
  it.each(Object.entries(REFUSED))('with %s is refused', (_, [document, expected]) => {
    expect(problems(document)).toEqual([expected]);
  });

  it.each(Object.entries(ACCEPTED))('with %s is accepted', (_, document) => {
    expect(problems(document)).toEqual([]);
  });
});
