import { csvOf } from './csv';

test('commas, quotes and line breaks stay within their cell; nothing is an empty one', () => {
  expect(csvOf([['a,b', 'say "x"', 'two\nlines', null, 1.5]])).toBe(
    '\uFEFF"a,b","say ""x""","two\nlines",,1.5\r\n',
  );
});

test('what a spreadsheet would compute stays text, and a negative number stays a number', () => {
  expect(csvOf([['=1+1', '+49', '-x', '@sum', -2]])).toBe("\uFEFF'=1+1,'+49,'-x,'@sum,-2\r\n");
});
