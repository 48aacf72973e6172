import { periodsOf, withDay } from './periods';

test('one day off is typed once, and the last day can be another one', () => {
  const one = withDay([['', '']], 0, 0, '2026-03-02');
  expect(one).toEqual([['2026-03-02', '2026-03-02']]);
  expect(withDay(one, 0, 1, '2026-03-04')).toEqual([['2026-03-02', '2026-03-04']]);
});

test('what is no list of days shows as none', () => {
  expect(periodsOf(null)).toEqual([]);
  expect(periodsOf([{ from: '2026-03-02' }, ['2026-03-02']])).toEqual([['2026-03-02', '']]);
});
