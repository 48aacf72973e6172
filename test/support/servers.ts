import { randomUUID } from 'node:crypto';
import { Client } from 'pg';

export interface TestDatabase {
  url: string;
  drop(): Promise<void>;
}

/** A database of one's own, migrated and empty: a clone of the run's template, made in a few milliseconds. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = setting('GUANXI_TEST_POSTGRES');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await execute(server, `create database ${name} template template`);
  const url = server.replace(/\/postgres$/, `/${name}`);
  return { url, drop: () => execute(server, `drop database ${name} with (force)`) };
}

/** Address of the Temporal development server of this run; keep to task queues and workflow ids of your own. */
export function temporalAddress(): string {
  return setting('GUANXI_TEST_TEMPORAL');
}

/** Program for `TestWorkflowEnvironment.createTimeSkipping({ server: { executable: { type: 'existing-path', path } } })`. */
export function timeSkippingPath(): string {
  return setting('GUANXI_TEST_TIME_SKIPPING');
}

/** The workflows of this run, bundled once; without them, as in benchmarks, a worker bundles its own. */
export function workflowBundle(): { codePath: string } | undefined {
  const codePath = process.env['GUANXI_TEST_WORKFLOWS'];
  return codePath ? { codePath } : undefined;
}

function setting(name: string): string {
  const value = process.env[name];
  if (!value)
    throw new Error(`${name} is not set: this test belongs under test/, where jest starts the servers.`);
  return value;
}

async function execute(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
