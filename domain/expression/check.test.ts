import { celType, check } from './check';

const env = {
  entity: celType({
    type: 'object',
    properties: {
      amount: { type: 'number' },
      name: { type: 'string' },
      tags: { type: 'array', items: { type: 'string' } },
      lines: {
        type: 'array',
        items: { type: 'object', properties: { price: { type: 'number' }, sku: { type: 'string' } } },
      },
      note: { type: ['string', 'null'] },
    },
  }),
  steps: { call: { status: 'string', out: { interest: 'string' } } },
  today: 'string',
};

describe('static types', () => {
  it('accept what will evaluate', () => {
    for (const source of [
      'entity.amount == 1',
      'entity.amount > 100 && entity.name != null',
      "'a' in entity.tags",
      'entity.?amount.orValue(0) > 1',
      'entity.note == "x"',
      'has(steps.call.out.interest)',
      'days(today, today) > 1',
      'entity.amount == null || null != entity.name',
      'entity.lines == null || entity == null',
      'entity.amount in [1, 2.5]',
      '(entity.amount > 1 ? entity.amount : 0) > 1',
      '(entity.amount > 1 ? size(entity.lines) : entity.amount) > 1',
      'entity.lines.exists(l, l.price > 2 && l.sku == "x")',
      'entity.lines.filter(l, l.price > 2)[0].sku == "x"',
      'entity.name.substring(0, 2) == "ab"',
    ]) {
      expect([source, check(source, env, 'bool')]).toEqual([source, { ok: true, type: expect.any(String) }]);
    }
  });

  it.each([
    ['entity.amout > 1', 'expression-unknown-field', { start: 7, end: 12 }],
    ['steps.cal.out == 1', 'expression-unknown-field', { start: 6, end: 9 }],
    ['entiti.amount > 1', 'expression-unknown-name', { start: 0, end: 6 }],
    ['entity.name == 1', 'expression-type', { start: 0, end: 16 }],
    ['has(entity.amout)', 'expression-unknown-field', { start: 11, end: 16 }],
    ['entity.?amout.orValue(1) > 1', 'expression-unknown-field', { start: 8, end: 13 }],
    ['entity["amout"] > 1', 'expression-unknown-field', { start: 7, end: 14 }],
    ['entity.lines.exists(l, l.prize > 1)', 'expression-unknown-field', { start: 25, end: 30 }],
    ['entity.lines[0].prize > 1', 'expression-unknown-field', { start: 16, end: 21 }],
    ['entity.amount == null && entity.typo > 1', 'expression-unknown-field', { start: 32, end: 36 }],
    ['entity.amount == null && entity.name > 1', 'expression-type', { start: 25, end: 40 }],
    ['workdays(today, today) > 1', 'expression-unknown-function', { start: 0, end: 22 }],
    ['entity.amount', 'expression-not-boolean', { start: 0, end: 13 }],
    ['entity.name.matches("x")', 'expression-matches', expect.anything()],
    ['entity.amount >', 'expression-syntax', expect.anything()],
  ])('%s: %s', (source, code, range) => {
    expect(check(source, env, 'bool')).toMatchObject({ ok: false, code, range });
  });
});
