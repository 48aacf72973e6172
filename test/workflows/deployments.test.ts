import { randomUUID } from 'node:crypto';
import { connectTemporal, type Temporal } from '../../api/temporal';
import { migration } from '../../api/bulkCommand';
import { getInstance, type InstanceRow } from '../../db/instances';
import { SEMANTICS } from '../../domain/process/types';
import { temporalAddress } from '../support/servers';
import { deployTenTimes } from './deployments';
import { openFleet } from './olderWorker';
import { begin, begun, human, insist, publishProcess, startCase } from './process';
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

describe('a worker that does not know the newest rules', () => {
  const KEY = 'test.newer';
  const taskQueue = `older-${randomUUID()}`;
  const version = (number: number) =>
    publishProcess(stage, KEY, { s: { steps: [human('a')] } }, { version: number });

  let fleet: Awaited<ReturnType<typeof openFleet>>;
  let queue: Temporal;
  let semantics = SEMANTICS;
  beforeAll(async () => {
    fleet = await openFleet(stage, taskQueue);
    queue = await connectTemporal(temporalAddress(), 'default', taskQueue);
    stage.temporal.startProcess = (id, input) => queue.startProcess(id, { ...input, semantics });
  }, 60_000);
  afterAll(async () => {
    await fleet.close();
    await queue.close();
  });

  /** Tasks of the case's workflow that failed, and by whom the others were done. */
  async function tasksOf({ workflowId }: Pick<InstanceRow, 'workflowId'>) {
    const { events } = await queue.client.workflow.getHandle(workflowId).fetchHistory();
    return {
      failed: (events ?? []).filter((event) => event.workflowTaskFailedEventAttributes).length,
      doneBy: (events ?? []).flatMap(
        ({ workflowTaskCompletedEventAttributes: done }) => done?.identity ?? [],
      ),
    };
  }
  const untilLeft = (one: Pick<InstanceRow, 'workflowId'>) =>
    stage.eventually(async () => (await tasksOf(one)).failed > 0, 'the older worker to leave it');

  it('leaves cases that go by them, from the start or by a migration, to one that does', async () => {
    await fleet.startOlder();
    const first = await version(1);
    await version(2);
    // by the rules of before it does what there is to do
    semantics = SEMANTICS - 1;
    const before = await begin(stage, first);
    expect((await tasksOf(before)).doneBy).toContain('older');

    semantics = SEMANTICS;
    const after = await startCase(stage, first);
    await untilLeft(after);
    const target = await migration(stage.company.db, { version: 2 }, '改版', before);
    const moving = insist(stage, before, 'admin', target);
    await untilLeft(before);

    await fleet.startNewer();
    const complete = { op: 'complete', step: 'a', with: {} } as const;
    await insist(stage, await begun(stage, after.id), 'li', complete);
    await moving;
    await insist(stage, before, 'li', complete);
    for (const { id } of [before, after])
      expect(await getInstance(stage.company.db, id)).toMatchObject({
        status: 'ended',
        state: { semantics },
      });
    expect((await tasksOf(after)).doneBy).not.toContain('older');
  }, 120_000);
});
