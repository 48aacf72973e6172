import { historyToJSON } from '@temporalio/common/lib/proto-utils';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { bundleWorkflowCode, DefaultLogger, Worker } from '@temporalio/worker';
import { examine } from '../../db/doctor/doctor';
import { seededDice } from '../../definitions/random/dice.testkit';
import { lostSteps, waitsForNothing } from '../../definitions/random/invariants.testkit';
import { dataConverter } from '../../temporal/codec';
import { NOT_DERIVED, STATE_QUERY } from '../../workflows/messages';
import { beginRandom, changeCompany, hireStaff, moveRandom, standing, type RandomCase } from './randomCases';
import { skippingServer } from './skipping';
import { openStage, type Stage } from './stage';

/**
 * The processes of definitions/random on real workflows, with real actions, records, children and people who leave, all
 * at once. `RANDOM_CASES=60 RANDOM_SEED=$RANDOM npm test test/workflows/random.test.ts` looks at others.
 */
const CASES = Number(process.env['RANDOM_CASES'] ?? 24);
const SEED = Number(process.env['RANDOM_SEED'] ?? 20261128);
const ROUNDS = 14;
const HOUR = 3_600_000;
/** temporal.api.enums.v1.WorkflowTaskFailedCause: news came while the case wanted to end; it looks again. */
const UNHANDLED_COMMAND = 1;

let environment: TestWorkflowEnvironment;
let stage: Stage;
let cases: RandomCase[];
const broken: unknown[] = [];
beforeAll(async () => {
  environment = await skippingServer();
  stage = await openStage(environment.address);
  await hireStaff(stage);
  const begun = [];
  for (let n = 0; n < CASES; n++) begun.push(await beginRandom(stage, SEED + n));
  cases = begun.filter((one) => one !== null);
  const dice = seededDice(SEED);
  for (let round = 0; round < ROUNDS; round++) {
    const now = await environment.currentTimeMs();
    const note = (seed: number) => (error: unknown) =>
      void broken.push({ seed, round, error: String(error) });
    await Promise.all(cases.map((one) => moveRandom(stage, one, now).catch(note(one.seed))));
    await changeCompany(stage, dice, now);
    // The clock is one for all.
    await environment.sleep((1 + dice.throw(30)) * HOUR);
  }
}, 600_000);
afterAll(async () => {
  await stage.close();
  await environment.teardown();
});

it('nothing answers but with what was asked, or a refusal', () => {
  expect(cases.length).toBeGreaterThan(CASES / 2);
  expect(broken).toEqual([]);
});

it('every row is as the state says, and the state in the database is the one of the workflow', async () => {
  expect((await examine(stage.company.db, null)).filter(({ ok }) => !ok)).toEqual([]);
  for (const { id, workflowId } of cases) {
    const state = await stage.temporal.client.workflow.getHandle(workflowId).query(STATE_QUERY);
    expect([workflowId, (await standing(stage, id)).state]).toEqual([workflowId, state]);
  }
}, 60_000);

it('no step is lost, and every case waits for something', async () => {
  const lost = [];
  for (const { id, seed } of cases) {
    const world = await standing(stage, id);
    const steps = lostSteps(world);
    if (steps.length > 0 || waitsForNothing(world)) lost.push({ seed, steps });
  }
  expect(lost).toEqual([]);
});

it('every history replays, its commits came from the events alone, and no workflow task failed', async () => {
  const workflowBundle = await bundleWorkflowCode({
    workflowsPath: require.resolve('../../workflows/index'),
    logger: new DefaultLogger('WARN'),
  });
  const failed: unknown[] = [];
  const replayed = Worker.runReplayHistories({ workflowBundle, dataConverter }, histories(failed));
  for await (const { workflowId, error } of replayed)
    if (error) failed.push({ workflowId, error: error.message });
  expect(failed).toEqual([]);
}, 300_000);

/** Also of the children, and of the sales and orders that came about. */
async function* histories(failed: unknown[]) {
  for (const workflowId of await stage.company.db('process_instance').pluck<string[]>('workflow_id')) {
    const history = await stage.temporal.client.workflow.getHandle(workflowId).fetchHistory();
    for (const { workflowTaskFailedEventAttributes: attributes } of history.events ?? [])
      if (attributes && Number(attributes.cause) !== UNHANDLED_COMMAND)
        failed.push({ workflowId, cause: attributes.cause });
    if (historyToJSON(history).includes(NOT_DERIVED)) failed.push({ workflowId, code: NOT_DERIVED });
    yield { workflowId, history };
  }
}
