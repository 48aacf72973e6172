import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import { Service } from '../../cli/up/child';
import { prepareDatabase } from '../../cli/up/schema';
import { defaultDataDirectory, pathsOf } from '../../cli/up/paths';
import { anyFreePort } from '../../cli/up/ports';
import { answers, ensureDatabase, postgresUrl, preparePostgres } from '../../cli/up/postgres';
import { registerSearchAttributes } from '../../cli/up/search-attributes';
import { prepareTemporal, temporalServes, timeSkippingServer } from '../../cli/up/temporal';
import { bundling } from '../../temporal/bundling';
import { SEARCH_ATTRIBUTES } from '../../workflows/messages';

/** Servers of one test run. Jest runs set-up and tear-down of all projects in one process, so they live on globalThis. */
export interface TestServers {
  services: Service[];
  folder: string;
}

declare global {
  var guanxiTestServers: Promise<TestServers> | undefined;
}

/** Starts PostgreSQL with a migrated template database, and Temporal. Addresses reach the tests through the environment. */
export default async function globalSetup(): Promise<void> {
  globalThis.guanxiTestServers ??= startServers();
  await globalThis.guanxiTestServers;
}

async function startServers(): Promise<TestServers> {
  const folder = mkdtempSync(join(tmpdir(), 'guanxi-test-'));
  const { tools } = pathsOf(defaultDataDirectory());
  const log = (line: string): void => void process.stderr.write(`${line}\n`);
  const [, ...started] = await Promise.all([
    bundle(folder),
    startPostgres(folder),
    startTemporal(folder, tools, log),
  ]);
  process.env['GUANXI_TEST_TIME_SKIPPING'] = timeSkippingServer(tools, log);
  return { services: started, folder };
}

/** Once for all tests: each worker of theirs would take some seconds for it. */
async function bundle(folder: string): Promise<void> {
  const root = join(__dirname, '../..');
  const { code } = await bundleWorkflowCode({
    workflowsPath: join(root, 'workflows', 'index.ts'),
    logger: new DefaultLogger('WARN'),
    ...bundling(root),
  });
  const path = join(folder, 'workflows.js');
  writeFileSync(path, code);
  process.env['GUANXI_TEST_WORKFLOWS'] = path;
}

async function startPostgres(folder: string): Promise<Service> {
  const port = await anyFreePort();
  // these databases are thrown away, so they need not survive a power cut
  const settings = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=300'];
  const service = new Service({
    name: 'postgres',
    title: 'PostgreSQL',
    log: join(folder, 'postgres.log'),
    command: await preparePostgres({ directory: join(folder, 'postgres'), port, settings }),
    isReady: () => answers(postgresUrl(port, 'postgres')),
    stop: { signal: 'SIGINT', patience: 3_000 },
  });
  await service.ready();
  await ensureDatabase(port, 'template');
  await prepareDatabase(postgresUrl(port, 'template'));
  process.env['GUANXI_TEST_POSTGRES'] = postgresUrl(port, 'postgres');
  return service;
}

async function startTemporal(folder: string, tools: string, log: (line: string) => void): Promise<Service> {
  const port = await anyFreePort();
  const address = `127.0.0.1:${port}`;
  const service = new Service({
    name: 'temporal',
    title: 'Temporal',
    log: join(folder, 'temporal.log'),
    command: prepareTemporal({ tools, port, log }),
    isReady: () => temporalServes(address),
    stop: { signal: 'SIGTERM', patience: 3_000 },
  });
  await service.ready();
  await registerSearchAttributes(address, 'default', SEARCH_ATTRIBUTES);
  process.env['GUANXI_TEST_TEMPORAL'] = address;
  return service;
}

export async function stopServers({ services, folder }: TestServers): Promise<void> {
  await Promise.all(services.map((service) => service.stop()));
  rmSync(folder, { recursive: true, force: true });
}
