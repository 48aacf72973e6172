import { layOut } from './layout';

test('what fits stands on one line, the rest is broken, and nothing is lost', () => {
  const value = { a: [1, 2], b: { long: 'x'.repeat(90), none: [], empty: {} }, c: null };
  expect(JSON.parse(layOut(value))).toEqual(value);
  expect(layOut(value)).toBe(
    [
      '{',
      '  "a": [1, 2],',
      '  "b": {',
      `    "long": "${'x'.repeat(90)}",`,
      '    "none": [],',
      '    "empty": {}',
      '  },',
      '  "c": null',
      '}',
      '',
    ].join('\n'),
  );
});
