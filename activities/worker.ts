import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NativeConnection, Runtime, Worker, DefaultLogger, type WorkerOptions } from '@temporalio/worker';
import { connect, type Db } from '../db/connect';
import { noteDelivery, withdrawIfVoid } from '../db/dunning/delivery';
import { listen, type Listener } from '../db/listen';
import { schemaReached } from '../db/migrate';
import { bundling } from '../temporal/bundling';
import { dataConverter } from '../temporal/codec';
import { TASK_QUEUE } from '../workflows/messages';
import { createDunningActivities } from './dunning/activities';
import { createProcessActivities, createScheduleActivities } from './index';
import { createSender, type Sender } from './messages/sender';

export interface WorkerConfig {
  databaseUrl: string;
  temporalAddress: string;
  namespace: string;
  smtpUrl: string | null;
  mailFrom: string;
}

/**
 * What a worker has begun has a connection at once: what is more waits at Temporal, and not in the pool, where it would
 * fail after five seconds. The other two connections are the sender's and one to spare.
 */
export const AT_ONCE = { maxConcurrentActivityTaskExecutions: 16, maxConcurrentLocalActivityExecutions: 8 };
const CONNECTIONS = 26;

/** A process that runs workflows, their activities and the sender of messages; ends on SIGTERM or when its parent is gone. */
async function main(): Promise<void> {
  Runtime.install({ logger: new DefaultLogger('WARN'), shutdownSignals: [] });
  const config = readConfig(process.env);
  const db = connect(config.databaseUrl, { max: CONNECTIONS, applicationName: 'guanxi worker' });
  const complain = (error: unknown) => void process.stderr.write(`worker: ${String(error)}\n`);
  const isOrphan = new Promise((resolve) => process.once('disconnect', resolve));
  if (!(await schemaReached(db, isOrphan, complain))) return db.destroy();
  const connection = await connectTemporal(config.temporalAddress);
  const worker = await createWorker({ connection, db, namespace: config.namespace });
  const sending = config.smtpUrl
    ? startSender(db, config.databaseUrl, config.smtpUrl, config.mailFrom)
    : null;
  const stop = () => {
    if (worker.getState() === 'RUNNING') worker.shutdown();
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  process.once('disconnect', stop);
  const running = worker.run();
  process.send?.('ready');
  await running;
  await sending?.listener.close();
  sending?.sender.close();
  await connection.close();
  await db.destroy();
  if (process.connected) process.disconnect();
}

const PATIENCE = { attempts: 60, pause: 500 };

/** Temporal may be starting again just now: a worker that starts beside it waits for half a minute. */
async function connectTemporal(address: string): Promise<NativeConnection> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await NativeConnection.connect({ address });
    } catch (error) {
      const isOrphan = process.send !== undefined && !process.connected;
      if (isOrphan || attempt >= PATIENCE.attempts) throw error;
      await new Promise((resolve) => setTimeout(resolve, PATIENCE.pause));
    }
  }
}

/** For the worker process and for tests, which bring connections of their own, and workflows that are bundled once. */
export async function createWorker(deps: {
  connection: NativeConnection;
  db: Db;
  namespace: string;
  taskQueue?: string;
  workflowBundle?: { codePath: string } | undefined;
}): Promise<Worker> {
  return Worker.create({
    connection: deps.connection,
    namespace: deps.namespace,
    taskQueue: deps.taskQueue ?? TASK_QUEUE,
    dataConverter,
    activities: {
      ...createProcessActivities(deps),
      ...createScheduleActivities(deps),
      ...createDunningActivities(deps),
    },
    ...(deps.workflowBundle ? { workflowBundle: deps.workflowBundle } : workflowCode()),
    workerDeploymentOptions: { version: codeVersion(), useWorkerVersioning: false },
    // A worker that was killed gives its sticky workflows back after this long.
    stickyQueueScheduleToStartTimeout: '2 seconds',
    shutdownGraceTime: '5 seconds',
    shutdownForceTime: '8 seconds',
    maxCachedWorkflows: 1_000,
    ...AT_ONCE,
    ...PATIENT,
  });
}

/**
 * Cutting a workflow off in the midst of its work ends the whole worker, also when only the machine is slow: it gets
 * longer than the five seconds that are the default. The types do not show this option.
 */
const PATIENT: object = { isolateExecutionTimeout: '30 seconds' };

/** The prebuilt bundle beside the compiled program; from the sources the bundle is made here. */
function workflowCode(): Pick<WorkerOptions, 'workflowBundle' | 'workflowsPath' | 'bundlerOptions'> {
  const codePath = join(__dirname, '..', 'workflow-bundle.js');
  return existsSync(codePath)
    ? { workflowBundle: { codePath } }
    : {
        workflowsPath: require.resolve('../workflows/index'),
        bundlerOptions: bundling(join(__dirname, '..')),
      };
}

/**
 * Which code did a piece of work, as Temporal's tools show it. Any worker takes any case: old ones replay on new code,
 * see docs/decisions/0018, so that nothing has to be drained at a deployment.
 */
function codeVersion(): { deploymentName: string; buildId: string } {
  const { workflowBundle } = workflowCode();
  const code = workflowBundle && 'codePath' in workflowBundle ? readFileSync(workflowBundle.codePath) : null;
  const buildId = code ? createHash('sha256').update(code).digest('hex').slice(0, 12) : 'sources';
  return { deploymentName: 'guanxi', buildId };
}

export function startSender(
  db: Db,
  databaseUrl: string,
  smtpUrl: string,
  from: string,
): { sender: Sender; listener: Listener } {
  const sender = createSender(db, {
    smtpUrl,
    from,
    isStillWanted: async (trx, message) => !(await withdrawIfVoid(trx, message)),
    onSent: (trx, message) => noteDelivery(trx, message, 'sent'),
    onFailed: (trx, message) => noteDelivery(trx, message, 'failed'),
  });
  const complain = (error: unknown) =>
    void process.stderr.write(`sender: ${error instanceof Error ? error.message : String(error)}\n`);
  return { sender, listener: listen(databaseUrl, 'guanxi_message', 5_000, () => sender.drain(), complain) };
}

function readConfig(env: NodeJS.ProcessEnv): WorkerConfig {
  const databaseUrl = env['DATABASE_URL'];
  if (!databaseUrl)
    throw new Error('DATABASE_URL is not set; "guanxi up" sets it, or see docs/operations.md.');
  return {
    databaseUrl,
    temporalAddress: env['TEMPORAL_ADDRESS'] ?? '127.0.0.1:7233',
    namespace: env['TEMPORAL_NAMESPACE'] ?? 'default',
    smtpUrl: env['SMTP_URL'] ?? null,
    mailFrom: env['GUANXI_MAIL_FROM'] ?? '华东仪器 <no-reply@guanxi.example>',
  };
}

if (require.main === module) {
  main().catch((error: unknown) => {
    process.stderr.write(`worker: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  });
}
