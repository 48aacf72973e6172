import { remembering } from './remember';

function counting(answers: (string | null)[]) {
  const clock = { now: 0 };
  let asked = 0;
  const memory = remembering(
    () => Promise.resolve(answers[asked++] ?? null),
    () => clock.now,
  );
  return { clock, memory, asked: () => asked };
}

test('asks once in a second', async () => {
  const { clock, memory, asked } = counting(['a', 'b']);
  expect(await Promise.all([memory.get('x'), memory.get('x')])).toEqual(['a', 'a']);
  clock.now = 999;
  expect(await memory.get('x')).toBe('a');
  clock.now = 1000;
  expect(await memory.get('x')).toBe('b');
  expect(asked()).toBe(2);
});

test('what is forgotten, or was refused, is asked again', async () => {
  const { memory } = counting(['a', null, 'b']);
  expect(await memory.get('x')).toBe('a');
  memory.forget('x');
  expect(await memory.get('x')).toBeNull();
  expect(await memory.get('x')).toBe('b');
});

test('a failure is not remembered', async () => {
  let isAway = true;
  const memory = remembering(() => (isAway ? Promise.reject(new Error('away')) : Promise.resolve('a')));
  await expect(memory.get('x')).rejects.toThrow('away');
  isAway = false;
  expect(await memory.get('x')).toBe('a');
});
