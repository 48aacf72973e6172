import fc from 'fast-check';
import { matchedLines } from './matchedLines';
import { mergedText, partsOf, type Choice } from './mergeText';

const base = 'title\nstages\n  one\n  two\nend';

test('what only one of the two changed is suggested; what both changed is a question', () => {
  const mine = base.replace('title', 'my title').replace('  two', '  two of mine');
  const theirs = base.replace('  two', '  two of theirs').replace('  one', '  nought\n  one');
  expect(partsOf(mine, theirs, base)).toEqual([
    { mine: ['my title'], theirs: ['title'], by: 'mine' },
    { same: ['stages'] },
    { mine: [], theirs: ['  nought'], by: 'theirs' },
    { same: ['  one'] },
    { mine: ['  two of mine'], theirs: ['  two of theirs'], by: null },
    { same: ['end'] },
  ]);
  const merged = mergedText(partsOf(mine, theirs, base), [null, null, 'theirs']);
  expect(merged).toBe('my title\nstages\n  nought\n  one\n  two of theirs\nend');
});

test('without the text that both began with nothing is suggested', () => {
  expect(partsOf('a\nb', 'a\nc', null)).toEqual([{ same: ['a'] }, { mine: ['b'], theirs: ['c'], by: null }]);
});

const text = fc
  .array(fc.constantFrom('{', '}', '"a"', '"b"', ''), { maxLength: 30 })
  .map((lines) => lines.join('\n'));

test('all of mine is mine, all of theirs is theirs, and who changed nothing gets all of the other', () => {
  fc.assert(
    fc.property(text, text, fc.option(text), (mine, theirs, first) => {
      const parts = partsOf(mine, theirs, first);
      const all = (choice: Choice) =>
        mergedText(
          parts,
          parts.flatMap((part) => ('same' in part ? [] : [choice])),
        );
      expect(all('mine')).toBe(mine);
      expect(all('theirs')).toBe(theirs);
      expect(mergedText(partsOf(mine, theirs, mine), [])).toBe(theirs);
      expect(mergedText(partsOf(mine, theirs, theirs), [])).toBe(mine);
    }),
  );
});

test('lines are matched in order, and as many as there can be', () => {
  fc.assert(
    fc.property(text, text, (one, other) => {
      const [from, to] = [one.split('\n'), other.split('\n')];
      const matched = [...matchedLines(from, to)].sort(([a], [b]) => a - b);
      matched.forEach(([a, b], n) => {
        expect(from[a]).toBe(to[b]);
        if (n > 0) expect(b).toBeGreaterThan(matched[n - 1]?.[1] ?? -1);
      });
      expect(matched).toHaveLength(longestCommon(from, to));
    }),
  );
});

function longestCommon(from: string[], to: string[]): number {
  const row = new Array<number>(to.length + 1).fill(0);
  for (const a of from) {
    let corner = 0;
    to.forEach((b, n) => {
      const above = row[n + 1] ?? 0;
      row[n + 1] = a === b ? corner + 1 : Math.max(above, row[n] ?? 0);
      corner = above;
    });
  }
  return row[to.length] ?? 0;
}
