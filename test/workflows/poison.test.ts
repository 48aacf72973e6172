import { poisonAmong } from './poison';
import { openStage, type Stage } from './stage';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
}, 60_000);
afterAll(() => stage.close());

/** `bench/poison.ts` does the same with fifty among a thousand, and measures. */
describe('six kinds of poisoned definitions among good cases', () => {
  it('have their incidents at every event; no good case fails', async () => {
    const { rounds, failed, silent } = await poisonAmong(stage, { good: 12, others: 6, rounds: 2 });
    expect({ failed, silent }).toEqual({ failed: [], silent: [] });
    expect(rounds.map(({ side, latencies }) => [side, latencies.length])).toEqual([
      ['harmless', 12],
      ['poisoned', 12],
    ]);
  }, 120_000);
});
