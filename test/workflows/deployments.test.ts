import { deployTenTimes } from './deployments';
import { openStage, type Stage } from './stage';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
}, 60_000);
afterAll(() => stage.close());

/** `bench/deployments.ts` does the same with a thousand. */
describe('ten deployments during sixty running instances, and a restart of the worker', () => {
  it('leave each on its version, and every history replays', async () => {
    expect(await deployTenTimes(stage, 60)).toEqual({
      instances: 60,
      histories: 60,
      strays: [],
      diverged: [],
      failed: [],
    });
  }, 120_000);
});
