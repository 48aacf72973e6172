import { compile, evaluate, ExpressionError } from './expression';

const outcome = (source: string, context: Record<string, unknown> = {}) => {
  const result = evaluate(source, context);
  return result.ok ? result.value : result.error.message;
};
const refusal = (source: string) => {
  try {
    compile(source);
  } catch (error) {
    return error instanceof ExpressionError ? error.code : 'other';
  }
  return 'accepted';
};
const TOO_MUCH = 'The expression does too much work';
const many = new Array<number>(2_000).fill(1);

describe('an expression from a hostile author', () => {
  it('cannot loop long, whatever swallows the error', () => {
    const nested = 'x.exists(a, x.exists(b, x.exists(c, c > 5)))';
    for (const source of [nested, `${nested} || true`, `x.all(a, ${nested})`, 'x.map(a, x.map(b, 1))'])
      expect([source, outcome(source, { x: many })]).toEqual([source, TOO_MUCH]);
  });

  it('cannot make long texts or lists', () => {
    expect(outcome(`["aaaaaaaa"]${'.map(a, a + a)'.repeat(30)}`)).toBe(TOO_MUCH);
    expect(outcome(`[[1, 1, 1, 1]]${'.map(a, a + a + a + a)'.repeat(9)}`)).toBe(TOO_MUCH);
    expect(outcome('text.split("")', { text: 'x'.repeat(100_000) })).toBe(TOO_MUCH);
  });

  it('spends only its own budget, and an honest loop over 2,000 items is within it', () => {
    outcome('x.map(a, x.map(b, 1))', { x: many });
    expect(outcome('x.all(a, a > 0) && x.filter(a, a == 1).size() == 2000', { x: many })).toBe(true);
  });

  it('calls nothing outside our vocabulary', () => {
    for (const source of [
      'timestamp("2026-01-01T00:00:00Z")',
      'duration("72h")',
      'now.getHours("Asia/Shanghai")',
      'cel.bind(a, 1, a)',
      'google.protobuf',
      'optional.of(1)',
      'type(1)',
      'bytes("a")',
      'uint(1)',
    ])
      expect([source, refusal(source)]).toEqual([source, 'expression-unknown-function']);
    expect(refusal('b"abc"')).toBe('expression-syntax');
    expect(refusal('1u')).toBe('expression-syntax');
    expect(refusal('tags.exists(t, t.matches("^(a+)+$"))')).toBe('expression-matches');
  });

  it('reaches no prototype, by name, field, index or has', () => {
    for (const name of ['constructor', 'toString', 'hasOwnProperty', 'valueOf', '__defineGetter__'])
      expect([name, evaluate(name, {}).ok]).toEqual([name, false]);
    for (const name of ['constructor', '__proto__', 'prototype', 'toString', 'valueOf']) {
      expect(evaluate(`x["${name}"]`, { x: {} }).ok).toBe(false);
      expect(outcome(`"${name}" in x`, { x: {} })).toBe(false);
      expect(outcome(`x[?"${name}"]`, { x: {} })).toBeNull();
    }
    expect(outcome('has(x.constructor)', { x: {} })).toBe(false);
    expect(evaluate('{"__proto__": {"admin": true}}', {})).toEqual({ ok: true, value: {} });
    expect(({} as Record<string, unknown>)['admin']).toBeUndefined();
  });

  it.each([
    '('.repeat(1_000_000),
    `${'!'.repeat(3_000)}true`,
    `${'-'.repeat(3_000)}1`,
    '['.repeat(1_900) + ']'.repeat(1_900),
    `a${'.b'.repeat(1_900)}`,
    `a${'[0]'.repeat(1_200)}`,
    `${'a ? b : '.repeat(400)}c`,
    `${'a && '.repeat(700)}a`,
    `[${'1, '.repeat(900)}1]`,
  ])('is refused when it is too large (%#)', (source) => {
    expect(refusal(source)).toBe('expression-too-large');
  });

  it('gives nothing that JSON does not know', () => {
    for (const value of [new Date(0), new Set([1]), () => 1, Symbol('x'), new Uint8Array(2)])
      expect(evaluate('x', { x: value })).toMatchObject({ ok: false });
    for (const source of ['0.0 / 0.0', '1.0 / 0.0', 'x / y', 'x % y', '9007199254740993', 'double("inf")'])
      expect([source, evaluate(source, { x: 1, y: 0 }).ok]).toEqual([source, false]);
    // not only when the quotient is the answer
    expect(outcome('x / 0.0 > 5', { x: 3 })).toBe('Division by zero');
  });

  it('is not fooled by days that do not exist', () => {
    for (const date of ['2026-02-30', '2026-13-01', '2026-1-1', 'soon', ''])
      expect([date, evaluate(`days("${date}", "2026-03-01")`, {}).ok]).toEqual([date, false]);
    expect(evaluate('businessDays("2026-02-30", "2026-03-01")', {}).ok).toBe(false);
    expect(evaluate('businessDays("0001-01-01", "9999-12-31")', {}).ok).toBe(false);
  });
});
