import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { check } from './check';
import { evaluate } from './expression';

const page = readFileSync(join(__dirname, '../../docs/expressions.md'), 'utf8');
const examples = [...page.matchAll(/^\| `(.+)` \| `(.+)` \|$/gm)].map(([, source = '', result = '']) => [
  source,
  result,
]);
const outcome = (source: string, context: Record<string, unknown> = {}) => {
  const result = evaluate(source, context);
  return result.ok ? result.value : result.error.message;
};

describe('functions of texts', () => {
  it('have an example each in the docs', () => {
    expect(examples.length).toBeGreaterThan(20);
  });

  it.each(examples)('do what the docs say: %s is %s', (source, result) => {
    expect(JSON.stringify(outcome(source ?? ''))).toBe(JSON.stringify(JSON.parse(result ?? '')));
    expect(check(source ?? '', {}, 'any')).toMatchObject({ ok: true });
  });

  it.each([
    ["'abc'.replace('', '-')", '-a-b-c-'],
    ["'abc'.replace('', '-', 2)", '-a-bc'],
    ["'aaa'.replace('a', 'b', 0)", 'aaa'],
    ["'aaa'.replace('a', 'b', 2)", 'bba'],
    ["'aaa'.replace('a', 'b', -1)", 'bbb'],
    ["'a.b'.replace('.', '$&')", 'a$&b'],
    ["''.replace('a', 'b')", ''],
    ["'a👍b'.reverse()", 'b👍a'],
    ["'abc'.charAt(size('ab'))", 'c'],
    ["'%s %s %s'.format(['$&', true, 2.5])", '$& true 2.5'],
    ["'%f'.format([1])", '1.000000'],
    ["'%d'.format([size('abc')])", '3'],
  ])('%s is %s', (source, result) => {
    expect(outcome(source)).toBe(result);
  });

  it.each([
    ["'abc'.charAt(4)", 'There is no position 4 in a text of 3'],
    ["'abc'.charAt(-1)", 'There is no position -1 in a text of 3'],
    ["'%d'.format([1.5])", '%d does not take this value'],
    ["'%d'.format(['1'])", '%d does not take this value'],
    ["'%s'.format([])", 'Nothing is given for %s'],
    ["'%s'.format([1, 2])", '1 more values than the text has places'],
    ["'%q'.format([1])", '%q does not take this value'],
    ["'%.99f'.format([1])", '%.99f does not take this value'],
    ["'%s'.format([[1]])", '%s does not take this value'],
  ])('%s is an error: %s', (source, message) => {
    expect(outcome(source)).toBe(message);
  });

  it.each([
    ["'a'.replace(1, 'b')", 'expression-type'],
    ["'a'.replace('a')", 'expression-type'],
    ["'a'.charAt('0')", 'expression-type'],
    ['1.reverse()', 'expression-type'],
    ["'a'.reverse() > 1", 'expression-type'],
  ])('are typed: %s is %s', (source, code) => {
    expect(check(source, {}, 'any')).toMatchObject({ ok: false, code });
  });

  it('make no text that is longer than the budget', () => {
    const text = 'x'.repeat(40_000);
    const TOO_MUCH = 'The expression does too much work';
    expect(outcome("text.replace('x', text)", { text })).toBe(TOO_MUCH);
    expect(outcome("text.replace('', text)", { text })).toBe(TOO_MUCH);
    expect(outcome("text.split('').join(text)", { text })).toBe(TOO_MUCH);
    expect(outcome("'%s%s'.format([text, text])", { text })).toBe(TOO_MUCH);
    expect(outcome(`['xx']${".map(a, a.replace('x', a))".repeat(20)}`)).toBe(TOO_MUCH);
    expect(outcome(`['xx']${".map(a, '%s%s'.format([a, a]))".repeat(20)}`)).toBe(TOO_MUCH);
    expect(outcome("['a', 'b'].map(a, a.split('').join('-')).size()")).toBe(2);
  });
});
