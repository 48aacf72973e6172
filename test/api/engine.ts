import { randomUUID } from 'node:crypto';
import { NativeConnection } from '@temporalio/worker';
import { createWorker } from '../../activities/worker';
import type { Engine } from '../../api/deps';
import { answeringQuickly } from '../../api/quickly';
import { startRelay } from '../../api/relay';
import { connectTemporal } from '../../api/temporal';
import { until } from '../../cli/up/until';
import { connect } from '../../db/connect';
import { hearCommits } from '../../db/committed';
import { syncShipped } from '../../db/definitions';
import { keepHistories } from '../replay/record';
import { temporalAddress, workflowBundle } from '../support/servers';
import { shipped } from '../workflows/stage';

/** Real workflows behind the API: a relay, and a worker on a task queue of its own, with the shipped definitions. */
export async function startEngine(databaseUrl: string): Promise<Engine & { close(): Promise<void> }> {
  const db = connect(databaseUrl, { max: 20 });
  await syncShipped(db, shipped());
  const taskQueue = `api-${randomUUID()}`;
  const connection = await NativeConnection.connect({ address: temporalAddress() });
  const temporal = await connectTemporal(temporalAddress(), 'default', taskQueue);
  const worker = await createWorker({
    connection,
    db,
    namespace: 'default',
    taskQueue,
    workflowBundle: workflowBundle(),
  });
  const running = worker.run();
  const relay = startRelay(
    db,
    databaseUrl,
    temporal,
    (error) => void process.stderr.write(`relay: ${String(error)}\n`),
  );
  const commits = hearCommits(
    databaseUrl,
    (error) => void process.stderr.write(`commits: ${String(error)}\n`),
  );
  return {
    ...answeringQuickly(temporal, commits),
    async close() {
      await keepHistories(temporal.client, db);
      await commits.close();
      await relay.close();
      worker.shutdown();
      await running;
      await temporal.close();
      await connection.close();
      await db.destroy();
    },
  };
}

/** Waits until there is something; tests wait for nothing else. */
export async function eventually<Value>(
  look: () => Promise<Value | null | undefined | false>,
  what: string,
): Promise<Value> {
  let found: Value | null | undefined | false;
  const done = await until(async () => Boolean((found = await look())), { timeout: 30_000, every: 30 });
  if (!done || !found) throw new Error(`Waited in vain for ${what}`);
  return found;
}
