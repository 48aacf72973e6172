import { NativeConnection } from '@temporalio/worker';
import type { WorkflowHandle } from '@temporalio/client';
import {
  ANSWERS,
  answer,
  type Answer,
  playOurs,
  playByHand,
  startHandSale,
  startHandWorker,
} from '../../bench/hand/play';
import { temporalAddress } from '../support/servers';
import { countByType } from './events';
import { openStage, type Stage } from './stage';

jest.setTimeout(120_000);

let stage: Stage;
let connection: NativeConnection;
let stopHand: () => Promise<void>;
beforeAll(async () => {
  stage = await openStage();
  connection = await NativeConnection.connect({ address: temporalAddress() });
  stopHand = await startHandWorker(stage, connection);
}, 60_000);
afterAll(async () => {
  await stopHand();
  await connection.close();
  await stage.close();
});

/** P1: what an interpreted process costs in events against the one that a person writes for this sale alone. */
describe('a sale written by hand', () => {
  it('has no fewer events than the interpreted one, where it guarantees as much', async () => {
    const hand = await eventsOf(await playByHand(stage, false));
    const ours = await eventsOf(await playOurs(stage));
    expect(ours.others).toEqual(hand.others);
    // By hand each wait sets a timer; ours keeps the one it has while the earliest deadline stays the same.
    expect(ours.timers).toBeLessThanOrEqual(hand.timers);
  });

  it('has fewer events with local commits, which may lose an acknowledged answer (decision 0006)', async () => {
    const { others } = await eventsOf(await playByHand(stage, true));
    expect(others).toMatchObject({ MARKER_RECORDED: 14, WORKFLOW_TASK_COMPLETED: 8 });
    expect(others).not.toHaveProperty('ACTIVITY_TASK_SCHEDULED');
  });

  it('refuses an answer to what is not asked', async () => {
    const handle = await startHandSale(stage, false);
    const [call, requirements] = ANSWERS as [Answer, Answer];
    await answer(stage, handle, call);
    await expect(answer(stage, handle, call)).rejects.toThrow();
    expect(await answer(stage, handle, requirements)).toMatchObject({ stage: 'solution' });
    await handle.terminate();
  });
});

async function eventsOf(handle: WorkflowHandle) {
  const { events } = await handle.fetchHistory();
  const { TIMER_STARTED = 0, TIMER_CANCELED = 0, ...others } = countByType(events ?? []);
  return { others, timers: TIMER_STARTED + TIMER_CANCELED };
}
