import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import pino from 'pino';
import { connect, type Db } from '../db/connect';
import { hearCommits } from '../db/committed';
import { deleteOldKeys } from '../db/idempotency';
import type { Listener } from '../db/listen';
import { schemaReached } from '../db/migrate';
import { deleteExpiredSessions } from '../db/sessions';
import { createApp } from './app';
import { createPasswords } from './auth/password';
import { createIdentities } from './auth/principal';
import { createThrottle } from './auth/throttle';
import { readConfig, type Config } from './config';
import type { Deps } from './deps';
import { createMetrics } from './metrics';
import { startBulk } from './bulk';
import { answeringQuickly } from './quickly';
import { startRelay } from './relay';
import { keepSchedules } from './schedules';
import { createHttpServer } from './server';
import { createBench } from './studio/bench';
import { connectTemporal, type Temporal } from './temporal';

const HOUR = 3_600_000;
/** How long requests that are under way may take to end. */
const GRACE = 4_000;
/** Milliseconds: no report and no filter, however it is put together, keeps the database busy for longer. */
const LONGEST_STATEMENT = 30_000;

/** A process that answers HTTP, relays the outbox to Temporal and keeps the schedules. SIGTERM ends it in good order. */
async function main(): Promise<void> {
  const config = readConfig(process.env);
  const log = pino({ level: config.logLevel, base: { part: 'api' } });
  const db = connect(config.databaseUrl, {
    max: 20,
    applicationName: 'guanxi api',
    statementTimeout: LONGEST_STATEMENT,
  });
  const complain = (error: unknown): void => log.error({ err: error }, 'relay');
  const temporal = await connectTemporal(config.temporalAddress, config.temporalNamespace);
  const commits = hearCommits(config.databaseUrl, complain);
  const engine = answeringQuickly(temporal, commits);
  const deps = {
    db,
    engine,
    config,
    log,
    identities: createIdentities(db),
    passwords: createPasswords(),
    throttle: createThrottle(),
    metrics: createMetrics(db),
    bench: createBench(),
  };
  const server = createHttpServer(createApp(deps));
  await listening(server, config);
  const ending = ended();
  const work = (await schemaReached(db, ending, complain)) ? startWork(deps, engine, complain) : [];
  log.info({ port: portOf(server) }, 'ready');
  process.send?.('ready');
  await ending;
  log.info('stopping');
  await Promise.all([
    closed(server),
    ...work.map((part) => part.close()),
    commits.close(),
    deps.bench.close(),
  ]);
  await engine.close();
  await db.destroy();
  if (process.connected) process.disconnect();
}

/** What goes on without anybody asking. */
function startWork(
  { db, config, log }: Deps,
  engine: Temporal,
  complain: (error: unknown) => void,
): Listener[] {
  const cleaning = setInterval(() => void clean(db).catch(complain), HOUR);
  return [
    startRelay(db, config.databaseUrl, engine, complain),
    startBulk(db, config, engine, complain),
    keepSchedules(db, config.databaseUrl, engine.client, (error) => log.error({ err: error }, 'schedules')),
    { close: () => Promise.resolve(clearInterval(cleaning)) },
  ];
}

async function clean(db: Db): Promise<void> {
  await deleteExpiredSessions(db);
  await deleteOldKeys(db);
}

function listening(server: Server, { port, host }: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new Error(`Port ${port} is taken; choose another one with PORT.`)
          : error,
      ),
    );
    server.listen(port, host, resolve);
  });
}

/** No new connections; idle ones end at once, busy ones with their answer. */
function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), GRACE).unref();
  });
}

function ended(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT', 'disconnect']) process.once(signal, () => resolve());
  });
}

function portOf(server: Server): number {
  // a TCP server's address is an AddressInfo
  return (server.address() as AddressInfo).port;
}

if (require.main === module) {
  main().catch((error: unknown) => {
    process.stderr.write(`api: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  });
}
