import { choose, rowsOf, rulesFrom, targetsOf } from './migrationMap';

const text = (name: string) => ({ 'zh-CN': name, en: name });
const version = (number: number, stages: Record<string, string[]>, more: object = {}) => ({
  version: number,
  title: text('sale'),
  stages: Object.entries(stages).map(([id, steps]) => ({
    id,
    title: text(id),
    steps: steps.map((step) => ({ id: step, kind: 'human', title: text(step) })),
  })),
  ...more,
});
const OLD = version(1, { quote: ['price', 'approve'], deliver: ['ship'] });
const POSITIONS = [
  { version: 1, stage: 'quote', step: null, running: 3 },
  { version: 1, stage: 'quote', step: 'approve', running: 1 },
  { version: 1, stage: 'quote', step: 'price', running: 2 },
  { version: 2, stage: 'other', step: null, running: 9 },
];
const places = (rows: ReturnType<typeof rowsOf>) => rows.map(({ at, target }) => [at, target]);

test('what the target declares is filled in, and the rest by its name', () => {
  const to = version(
    2,
    { offer: ['pricing', 'approve'] },
    {
      migrations: [
        { from: 1, map: { 'quote/price': 'offer/pricing' }, ifActive: { 'quote/approve': 'finish' } },
      ],
    },
  );
  const rows = rowsOf(POSITIONS, OLD, to);
  expect(places(rows)).toEqual([
    ['quote', 'offer'],
    ['quote/approve', 'offer/approve'],
    ['quote/price', 'offer/pricing'],
  ]);
  expect(rows.map(({ ifActive }) => ifActive)).toEqual(['keep', 'finish', 'keep']);
  expect(rulesFrom(rows, OLD, to)).toEqual({
    map: { quote: 'offer', 'quote/approve': 'offer/approve', 'quote/price': 'offer/pricing' },
    ifActive: { 'quote/approve': 'finish' },
  });
});

test('what the target has nothing for is open, and not withdrawn before somebody says so', () => {
  const to = version(2, { quote: ['price'], deliver: ['ship'] });
  const rows = rowsOf(POSITIONS, OLD, to);
  expect(places(rows)).toEqual([
    ['quote', 'quote'],
    ['quote/approve', null],
    ['quote/price', 'quote/price'],
  ]);
  expect(rulesFrom(rows, OLD, to).ifActive).toEqual({});
  const withdrawn = choose(rows, 'quote/approve', { ifActive: 'abort' }, to);
  expect(rulesFrom(withdrawn, OLD, to).ifActive).toEqual({ 'quote/approve': 'abort' });
  const merged = choose(rows, 'quote/approve', { target: 'quote/price', ifActive: 'abort' }, to);
  expect(rulesFrom(merged, OLD, to)).toMatchObject({
    map: { 'quote/approve': 'quote/price' },
    ifActive: { 'quote/approve': 'abort' },
  });
});

test('steps follow their stage, and only its steps are offered', () => {
  const to = version(2, { quote: ['price'], offer: ['price', 'sign'] });
  const rows = choose(rowsOf(POSITIONS, OLD, to), 'quote', { target: 'offer' }, to);
  expect(places(rows)).toEqual([
    ['quote', 'offer'],
    ['quote/approve', null],
    ['quote/price', 'offer/price'],
  ]);
  const offered = (at: string) => {
    const row = rows.find((one) => one.at === at);
    return row && targetsOf(row, rows, to).map(({ value }) => value);
  };
  expect(offered('quote')).toEqual(['quote', 'offer']);
  expect(offered('quote/price')).toEqual(['offer/price', 'offer/sign']);
});

test('declared names of what nobody is in go along', () => {
  const to = version(
    2,
    { quote: ['price', 'approve'] },
    { migrations: [{ from: 1, map: { 'deliver/ship': 'quote/price' } }] },
  );
  expect(rulesFrom(rowsOf(POSITIONS, OLD, to), OLD, to).map).toMatchObject({ 'deliver/ship': 'quote/price' });
});

test('a suggestion is filled in and marked, and is one no more once somebody chose', () => {
  const to = version(2, { offer: ['pricing', 'approve'] });
  const rows = rowsOf(POSITIONS, OLD, to, [
    { at: 'quote', to: 'offer', because: 'title' },
    { at: 'quote/price', to: 'offer/pricing', because: 'undo' },
  ]);
  expect(rows.map(({ at, target, because }) => [at, target, because])).toEqual([
    ['quote', 'offer', 'title'],
    ['quote/approve', 'offer/approve', null],
    ['quote/price', 'offer/pricing', 'undo'],
  ]);
  const chosen = choose(rows, 'quote/price', { target: 'offer/approve' }, to);
  expect(chosen.map(({ because }) => because)).toEqual(['title', null, null]);
});
