import { createTurns } from './turns';

const idle = new Set<string>();

test('an author with many jobs delays another by one', () => {
  const turns = createTurns<{ author: string; n: number }>();
  for (let n = 0; n < 3; n++) turns.add({ author: 'ann', n });
  turns.add({ author: 'bob', n: 0 });
  const order = Array.from({ length: 5 }, () => turns.next(idle)).map(
    (job) => job && `${job.author}${job.n}`,
  );
  expect(order).toEqual(['ann0', 'bob0', 'ann1', 'ann2', undefined]);
});

test('whoever is being served waits, and the others do not', () => {
  const turns = createTurns<{ author: string }>();
  turns.add({ author: 'ann' });
  expect(turns.next(new Set(['ann']))).toBeUndefined();
  expect(turns.waitingOf('ann')).toBe(1);
  expect(turns.ready(new Set(['ann']))).toBe(0);
  turns.add({ author: 'bob' });
  expect(turns.ready(idle)).toBe(2);
  expect(turns.next(new Set(['ann']))).toEqual({ author: 'bob' });
  expect(turns.next(idle)).toEqual({ author: 'ann' });
});
