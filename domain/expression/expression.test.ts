import { check } from './check';
import { compile, evaluate, evaluateBoolean, ExpressionError } from './expression';
import { withEmptyAsValue } from './optional';
import { references } from './references';

const value = (source: string, context: Record<string, unknown> = {}) => {
  const result = evaluate(source, context);
  return result.ok ? result.value : result.error.code;
};

describe('expressions', () => {
  it('mix whole numbers and fractions', () => {
    expect(value('amount * 2', { amount: 1.5 })).toBe(3);
    expect(value('vars.rounds + 1', { vars: { rounds: 0 } })).toBe(1);
    expect(value('discount <= 0.1', { discount: 0 })).toBe(true);
    expect(value('n % 2 == 1', { n: 3 })).toBe(true);
  });

  it.each([
    ['x > 1 ? 1 : 2.5', 1],
    ['x > 1 ? size("a") : 2.5', 1],
    ['2.5 in [1, 2]', false],
    ['2 in [1, 2.0]', true],
    ['x in [1, 3]', true],
    ['1 != null', true],
    ['null == size(items)', false],
    ['size(items) != 2.5', true],
    ['size(items) == items.size()', true],
    ['5 / 2', 2.5],
    ['size(items) / 2', 1.5],
    ['-x / 2', -1.5],
    ['7 % 4', 3],
    ['items[1]', 20],
    ['items[size(items) - 1]', 30],
    ['items.map(i, i / 4)[0]', 2.5],
    ['items.exists(i, size(string(i)) == 2)', true],
    ['"abcdef".substring(1, size("abc"))', 'bc'],
    ['"abc".indexOf("c") + 0.5', 2.5],
    ['string(2)', '2'],
    ['string(size(items))', '3'],
    ['int(2.7) * 1.5', 3],
    ['addDays("2026-01-01", size(items))', '2026-01-04'],
    ['{"a": 1}["a"]', 1],
    ['x == 3 && items == [10, 20, 30]', true],
  ])('have one kind of number: %s', (source, expected) => {
    const context = { x: 3, items: [10, 20, 30] };
    expect(evaluate(source, context)).toEqual({ ok: true, value: expected });
    const env = { x: 'double', items: 'list<double>' };
    expect(check(source, env, 'any')).toMatchObject({ ok: true });
  });

  it('give plain JSON, never a BigInt', () => {
    expect(value('1 + 2')).toBe(3);
    expect(value('-x', { x: 0 })).toBe(0);
    expect(value('[1, 2].map(x, x * 2)')).toEqual([2, 4]);
    expect(value('{"a": [1]}')).toEqual({ a: [1] });
    expect(value('entity.?missing', { entity: {} })).toBeNull();
  });

  it.each([
    ['entity.?note.orValue("none")', 'none'],
    ['entity.?note.hasValue()', false],
    ['entity.?note.or(entity.?name).value()', 'n'],
    ['entity.?name.orValue("none")', 'n'],
    ['entity.?gone.orValue("none")', 'none'],
    ['entity.?of.town.orValue("none")', 'none'],
    ['entity.?of["town"].orValue("none")', 'none'],
    ['entity.list[?0].orValue(3)', 3],
    ['entity.list[?1].orValue(3)', 1],
    ['entity.?note.orValue(null) == null', true],
    ['entity.note == null', true],
  ])('take an empty field for absent where it is asked for: %s', (source, expected) => {
    const entity = { note: null, name: 'n', of: { town: null }, list: [null, 1] };
    expect(value(source, { entity })).toBe(expected);
  });

  it('took it for a value in cases from before semantics 4', () => {
    const before = (source: string) =>
      withEmptyAsValue(true, () => value(source, { entity: { note: null } }));
    expect(before('entity.?note.orValue("none")')).toBe(null);
    expect(before('entity.?note.hasValue()')).toBe(true);
  });

  it('report a missing field instead of guessing, and `has` asks for it', () => {
    expect(value('entity.amout', { entity: { amount: 1 } })).toBe('no_such_key');
    expect(value('has(entity.amout)', { entity: { amount: 1 } })).toBe(false);
  });

  it('count days', () => {
    expect(value('days("2026-02-27", "2026-03-02")')).toBe(3);
    expect(value('addDays("2026-12-30", 3)')).toBe('2027-01-02');
    const workdays = {
      week: [false, true, true, true, true, true, false],
      closed: [{ from: '2026-05-01', to: '2026-05-05' }],
      open: [{ from: '2026-05-09', to: '2026-05-09' }],
    };
    expect(evaluate('businessDays("2026-04-30", "2026-05-11")', {}, workdays)).toEqual({
      ok: true,
      value: 5,
    });
  });

  it('are conditions only when boolean', () => {
    expect(evaluateBoolean('1', {})).toMatchObject({ ok: false, error: { code: 'expression-not-boolean' } });
  });

  it('reach no prototype', () => {
    for (const source of [
      'x.constructor',
      'x.__proto__',
      'x["constructor"]',
      'x.toString',
      '"a".constructor',
      '[1].length',
    ]) {
      expect(evaluate(source, { x: {} }).ok).toBe(false);
    }
  });

  it('refuse matches, endless nesting and length', () => {
    const code = (source: string) => {
      try {
        compile(source);
      } catch (error) {
        return error instanceof ExpressionError ? error.code : 'other';
      }
      return 'accepted';
    };
    expect(code('"a".matches("(a+)+$")')).toBe('expression-matches');
    expect(code('('.repeat(1_000) + '1' + ')'.repeat(1_000))).toBe('expression-too-large');
    expect(code('1 +'.repeat(2_000) + '1')).toBe('expression-too-large');
    expect(code('客户 == 1')).toBe('expression-syntax');
    expect(code('')).toBe('expression-syntax');
  });

  it('never throw when evaluated', () => {
    for (const source of [
      '1 / 0',
      'x.y.z',
      'days("x", "y")',
      'addDays("2026-01-01", 99999999999)',
      '9223372036854775807 + 1',
    ]) {
      expect(evaluate(source, { x: null }).ok).toBe(false);
    }
  });
});

describe('references', () => {
  it('name the paths that are read', () => {
    expect(references('steps.price.out.discount > 0.1 && has(entity.budget)')).toEqual([
      ['steps', 'price', 'out', 'discount'],
      ['entity', 'budget'],
    ]);
    expect(references('entity["amount"] > 1')).toEqual([['entity', 'amount']]);
  });
});
