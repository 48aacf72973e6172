import { join } from 'node:path';
import { DefaultLogger, NativeConnection, Runtime, Worker, bundleWorkflowCode } from '@temporalio/worker';
import { historyToJSON } from '@temporalio/common/lib/proto-utils';
import type { WorkflowHandle } from '@temporalio/client';
import globalSetup from '../test/support/global-setup';
import globalTeardown from '../test/support/global-teardown';
import { temporalAddress } from '../test/support/servers';
import { openStage, type Stage } from '../test/workflows/stage';
import { countByType } from '../test/workflows/events';
import { playByHand, playOurs, startHandWorker } from './hand/play';
import { bundling } from '../temporal/bundling';
import { dataConverter } from '../temporal/codec';
import { report, type Series } from './report';

const ROUNDS = 5;
const EACH = 6;
/** How often each history is replayed for one value; with fewer, it is the start of a context that is measured. */
const REPLAYS = 40;

type Play = (stage: Stage) => Promise<WorkflowHandle>;
type History = Parameters<typeof Worker.runReplayHistory>[1];

const SIDES: Record<string, Play> = {
  guanxi: playOurs,
  hand: (stage) => playByHand(stage, false),
  'hand-local': (stage) => playByHand(stage, true),
};

/**
 * P1: a seven-stage sale by `sales.project` against one written by hand: with regular commits (as ours) and with local
 * ones. Client, relay and both workers are this one process, so CPU time is that of all of them for the side at work.
 */
async function main(): Promise<void> {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  await globalSetup();
  const stage = await openStage();
  const connection = await NativeConnection.connect({ address: temporalAddress() });
  const stopHand = await startHandWorker(stage, connection);
  try {
    await compareHistories(stage);
    await compareTimes(stage);
  } finally {
    await stopHand();
    await connection.close();
    await stage.close();
    await globalTeardown();
  }
}

async function compareHistories(stage: Stage): Promise<void> {
  const bundles: Record<string, string> = { guanxi: '../workflows/index' };
  const replay: Series = {};
  const recorded: [name: string, history: History, events: number, bundle: { code: string }][] = [];
  for (const [name, play] of Object.entries(SIDES)) {
    const history = await (await play(stage)).fetchHistory();
    const events = history.events ?? [];
    const bytes = historyToJSON(history).length;
    process.stdout.write(`${name}: ${events.length} events, ${bytes} bytes as JSON\n`);
    process.stdout.write(`  ${JSON.stringify(countByType(events))}\n`);
    const workflowsPath = require.resolve(bundles[name] ?? './hand/workflow');
    const { preloadModules, webpackConfigHook } = bundling(join(__dirname, '..'));
    const bundle = await bundleWorkflowCode({
      workflowsPath,
      webpackConfigHook,
      ...(name === 'guanxi' && { preloadModules }),
      logger: new DefaultLogger('ERROR'),
    });
    recorded.push([name, history, events.length, bundle]);
    replay[name] = [];
  }
  for (let round = -1; round < ROUNDS; round++)
    for (const [name, history, events, workflowBundle] of recorded) {
      const start = process.cpuUsage();
      await replayOften(history, workflowBundle);
      // the first round warms up
      if (round >= 0) replay[name]?.push((cpuMillis(start) / REPLAYS / events) * 1_000);
    }
  report('p1-replay', 'CPU ms of a replay for 1,000 events', replay, ['guanxi', 'hand']);
}

async function replayOften(history: History, workflowBundle: { code: string }): Promise<void> {
  const histories = Array.from({ length: REPLAYS }, (_, i) => ({ workflowId: `replay-${i}`, history }));
  for await (const { error } of Worker.runReplayHistories({ workflowBundle, dataConverter }, histories))
    if (error) throw error;
}

async function compareTimes(stage: Stage): Promise<void> {
  const cpu: Series = { guanxi: [], hand: [], 'hand-local': [] };
  const wall: Series = { guanxi: [], hand: [], 'hand-local': [] };
  const sides = Object.entries(SIDES);
  for (let round = -1; round < ROUNDS; round++)
    for (const [name, play] of round % 2 === 0 ? sides : [...sides].reverse()) {
      const start = process.cpuUsage();
      const began = performance.now();
      await Promise.all(Array.from({ length: EACH }, () => play(stage)));
      if (round < 0) continue;
      cpu[name]?.push(cpuMillis(start) / EACH);
      wall[name]?.push((performance.now() - began) / EACH);
    }
  report('p1-cpu', 'CPU ms a sale', cpu, ['guanxi', 'hand']);
  report('p1-wall', `wall ms a sale, ${EACH} at once`, wall, ['guanxi', 'hand']);
}

function cpuMillis(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1_000;
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(1);
  },
);
