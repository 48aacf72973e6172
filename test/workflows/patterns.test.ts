import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { historyToJSON } from '@temporalio/common/lib/proto-utils';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { publish } from '../../db/definitions';
import { jsonFiles, loadShipped, parseDefinitions } from '../../definitions/load';
import type { ProcessDefinition } from '../../domain/generated/process';
import type { Scenario } from '../../domain/generated/scenario';
import { NOT_DERIVED } from '../../workflows/messages';
import { diverged, replayAll } from '../replay/replays';
import { playForReal, type Played } from './patternPlayer';
import { skippingServer } from './skipping';
import { openStage, type Stage } from './stage';

const AT_ONCE = 8;
const recorded = join(__dirname, '../replay/histories/patterns');

const shipped = loadShipped();
const files = jsonFiles(join(__dirname, '../../definitions/patterns'));
const { documents } = parseDefinitions(
  files.map((file) => ({ file, text: readFileSync(file, 'utf8') })),
  shipped,
);
const definitions = documents as ProcessDefinition[]; // definitions/patterns.test.ts says so
const plays = definitions.flatMap((definition) =>
  // As above.
  ((definition.tests ?? []) as unknown as Scenario[]).map((scenario, n) => ({
    name: `${definition.key}: ${scenario.name}`,
    isFirst: n === 0,
    definition,
    scenario,
  })),
);
type Play = (typeof plays)[number];

let environment: TestWorkflowEnvironment;
let stage: Stage;
const played = new Map<string, Played>();
/** What is under way, also when the machine is so slow that nobody waits for it any more. */
let playing: Promise<void> = Promise.resolve();
let isOver = false;
beforeAll(async () => {
  environment = await skippingServer();
  stage = await openStage(environment.address);
  for (const definition of definitions) await publish(stage.company.db, definition, null);
  await (playing = playEverything());
}, 240_000);
afterAll(async () => {
  isOver = true;
  await playing;
  await stage.close();
  await environment.teardown();
});

async function playEverything(): Promise<void> {
  const takesTime = ({ scenario }: Play) => scenario.steps.some((step) => 'advance' in step);
  await playAll(
    plays.filter((play) => !takesTime(play)),
    AT_ONCE,
  );
  // The clock is one for all, so what moves it goes alone.
  await playAll(plays.filter(takesTime), 1);
}

async function playAll(some: Play[], atOnce: number): Promise<void> {
  const queue = [...some];
  const worker = async () => {
    for (let play = queue.shift(); play && !isOver; play = queue.shift()) {
      const { name, definition, scenario } = play;
      const sleep = (milliseconds: number) => environment.sleep(milliseconds);
      const result = await playForReal(stage, definition, scenario, [...documents, ...shipped], sleep).catch(
        (error: unknown) => ({ workflowId: '', differences: [String(error)] }),
      );
      played.set(name, result);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

describe('a pattern runs in the system as in the simulator', () => {
  it.each(plays.map(({ name }) => name))('%s', (name) => {
    expect(played.get(name)?.differences).toEqual([]);
  });
});

it('every commit came from the events alone to what the workflow meant', async () => {
  const handedOver: string[] = [];
  for (const [name, { workflowId }] of played) {
    const history = await stage.temporal.client.workflow.getHandle(workflowId).fetchHistory();
    if (historyToJSON(history).includes(NOT_DERIVED)) handedOver.push(name);
  }
  expect(handedOver).toEqual([]);
  expect(played.size).toBe(plays.length);
}, 60_000);

it('every history replays, the recorded ones too', async () => {
  const replayed = await replayAll(histories());
  expect(diverged(replayed)).toEqual([]);
  expect(replayed.size).toBe(plays.length);
}, 60_000);

/** The recorded ones are of first scenarios; the others are fresh. `GUANXI_RECORD=1` records anew. */
async function* histories() {
  for (const { name, isFirst, definition } of plays) {
    if (isFirst && !process.env['GUANXI_RECORD']) continue;
    const workflowId = played.get(name)?.workflowId ?? '';
    const history = await stage.temporal.client.workflow.getHandle(workflowId).fetchHistory();
    if (!isFirst) yield { workflowId, history };
    else writeFileSync(join(recorded, `${definition.key}.json`), compact(historyToJSON(history)));
  }
  for (const file of readdirSync(recorded)) {
    const history: unknown = JSON.parse(readFileSync(join(recorded, file), 'utf8'));
    yield { workflowId: file, history };
  }
}

function compact(json: string): string {
  return JSON.stringify(JSON.parse(json));
}
