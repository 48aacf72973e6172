import { readConfig } from './config';
import { createPace } from './pace';

/** A clock that only moves when somebody waits or works. */
function handClock() {
  let now = 1_000;
  const waits: number[] = [];
  return {
    waits,
    now: () => now,
    work: (milliseconds: number) => void (now += milliseconds),
    wait(milliseconds: number) {
      waits.push(milliseconds);
      now += milliseconds;
      return Promise.resolve();
    },
  };
}

test('no more begin in a second than are allowed, and a slow one is not caught up with', async () => {
  const clock = handClock();
  const turn = createPace(4, clock);
  const begun: number[] = [];
  for (const took of [0, 100, 900, 0, 250, 0]) {
    await turn();
    begun.push(clock.now());
    clock.work(took);
  }
  expect(begun).toEqual([1_000, 1_250, 1_500, 2_400, 2_650, 2_900]);
  expect(clock.waits).toEqual([250, 150, 250]);
});

test('several that come at once get turns one after the other', async () => {
  const clock = handClock();
  const turn = createPace(2, { now: () => 0, wait: clock.wait });
  await Promise.all([turn(), turn(), turn()]);
  expect(clock.waits).toEqual([500, 1_000]);
});

test('without a limit nothing waits', async () => {
  const clock = handClock();
  const turn = createPace(0, clock);
  await turn();
  await turn();
  expect(clock.waits).toEqual([]);
});

test('the rate of bulk jobs is a whole number, or the program does not start', () => {
  const read = (rate?: string) => readConfig({ DATABASE_URL: 'postgres:', GUANXI_BULK_RATE: rate }).bulkRate;
  expect([read(), read(''), read('0'), read('25')]).toEqual([0, 0, 0, 25]);
  for (const wrong of ['-1', '2.5', '10/s', 'fast']) expect(() => read(wrong)).toThrow(/GUANXI_BULK_RATE/);
});
