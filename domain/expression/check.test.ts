import { celType, check } from './check';

const env = {
  entity: celType({
    type: 'object',
    properties: {
      amount: { type: 'number' },
      name: { type: 'string' },
      tags: { type: 'array', items: { type: 'string' } },
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
    ]) {
      expect([source, check(source, env, 'bool')]).toEqual([source, { ok: true, type: expect.any(String) }]);
    }
  });

  it.each([
    ['entity.amout > 1', 'expression-unknown-field', { start: 7, end: 12 }],
    ['steps.cal.out == 1', 'expression-unknown-field', { start: 6, end: 9 }],
    ['entiti.amount > 1', 'expression-unknown-name', { start: 0, end: 6 }],
    ['entity.name == 1', 'expression-type', { start: 0, end: 16 }],
    ['entity.amount', 'expression-not-boolean', { start: 0, end: 13 }],
    ['entity.name.matches("x")', 'expression-matches', expect.anything()],
    ['entity.amount >', 'expression-syntax', expect.anything()],
  ])('%s: %s', (source, code, range) => {
    expect(check(source, env, 'bool')).toMatchObject({ ok: false, code, range });
  });
});
