import fc from 'fast-check';
import { DomainError } from '../../domain/errors';
import { parseJson } from './json';

function reasonOf(text: string): unknown {
  try {
    parseJson(text);
  } catch (error) {
    if (error instanceof DomainError) return error.details['reason'];
    throw error;
  }
  return 'accepted';
}

test('reads what JSON.stringify writes', () => {
  const plain = fc.jsonValue().filter((value) => reasonOf(JSON.stringify(value)) === 'accepted');
  fc.assert(
    fc.property(plain, (value) =>
      expect(parseJson(JSON.stringify(value, null, 1))).toEqual(JSON.parse(JSON.stringify(value))),
    ),
  );
});

test('never throws anything but its own refusal, and accepts nothing that JSON.parse refuses', () => {
  const pieces = fc.array(
    fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      '"',
      ':',
      ',',
      '\\',
      'u',
      '00',
      '1',
      '-',
      'e',
      '.',
      'true',
      ' ',
      '\u0000',
      '\ud800',
      '😀',
      'a',
    ),
  );
  fc.assert(
    fc.property(pieces, (parts) => {
      const text = parts.join('');
      if (reasonOf(text) === 'accepted') expect(parseJson(text)).toEqual(JSON.parse(text));
    }),
  );
});

test('a body of very many values is too large', () =>
  expect(() => parseJson(`[${'1,'.repeat(100_000)}1]`)).toThrow(
    expect.objectContaining({ code: 'BODY_TOO_LARGE' }),
  ));

test.each([
  ['{"a":1,"a":2}', 'duplicateKey'],
  ['{"a":1,"\\u0061":2}', 'duplicateKey'],
  ['{"__proto__":{"admin":true}}', 'forbiddenKey'],
  ['{"a":{"\\u005f_proto__":1}}', 'forbiddenKey'],
  ['{"constructor":{}}', 'forbiddenKey'],
  ['['.repeat(100) + ']'.repeat(100), 'depth'],
  ['9007199254740993', 'number'],
  ['1e400', 'number'],
  ['0.1234567890123456789', 'number'],
  ['"\\ud800"', 'surrogate'],
  ['"\\udc00\\ud800"', 'surrogate'],
  ['"\\u0000"', 'nul'],
  ['"\u0000"', 'nul'],
  ['"\n"', 'syntax'],
  ['{a:1}', 'syntax'],
  ['{"a":1,}', 'syntax'],
  ['[1] 2', 'syntax'],
  ['01', 'syntax'],
  ['', 'syntax'],
  ['"open', 'syntax'],
  ['NaN', 'syntax'],
])('%j is refused as %s', (text, reason) => expect(reasonOf(text)).toBe(reason));

test.each([
  ['-0.5e-3', -0.0005],
  ['"\\ud83d\\ude00"', '😀'],
  [' [ ] ', []],
  ['9007199254740991', Number.MAX_SAFE_INTEGER],
])('%s is accepted', (text, value) => expect(parseJson(text)).toEqual(value));
