import { fork, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time';
import { startRelay } from '../../api/relay';
import { connectTemporal } from '../../api/temporal';
import { registerSearchAttributes } from '../../cli/up/search-attributes';
import { until } from '../../cli/up/until';
import { startInstance } from '../../db/startInstance';
import { DomainError } from '../../domain/errors';
import { SEARCH_ATTRIBUTES } from '../../workflows/messages';
import { openCompany } from '../db/company';
import { temporalAddress } from '../support/servers';
import { human, publishProcess } from './process';

const COMMANDS = 50;
const workers: ChildProcess[] = [];
afterAll(() => workers.forEach((worker) => worker.kill('SIGKILL')));

const root = join(__dirname, '../..');

/** A worker as it is deployed: a process of its own that ends on SIGTERM. */
async function startWorker(databaseUrl: string, namespace: string): Promise<ChildProcess> {
  const worker = fork(join(root, 'activities/worker.ts'), {
    execArgv: ['-r', join(root, 'scripts/register-ts.cjs')],
    env: {
      ...process.env,
      DATABASE_URL: databaseUrl,
      TEMPORAL_ADDRESS: temporalAddress(),
      TEMPORAL_NAMESPACE: namespace,
    },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  workers.push(worker);
  await once(worker, 'message');
  return worker;
}

/** A namespace of one's own, so that no other worker takes the work; made without the test noticing that it takes a while. */
async function openNamespace(): Promise<string> {
  const namespace = `shutdown-${randomUUID()}`;
  const connection = await Connection.connect({ address: temporalAddress() });
  await connection.workflowService.registerNamespace({
    namespace,
    workflowExecutionRetentionPeriod: msToTs('1 day'),
  });
  await connection.close();
  const isThere = () =>
    registerSearchAttributes(temporalAddress(), namespace, SEARCH_ATTRIBUTES).then(
      () => true,
      () => false,
    );
  if (!(await until(isThere, { timeout: 60_000, every: 200 })))
    throw new Error('The namespace never came up');
  return namespace;
}

describe('SIGTERM to the only worker while fifty commands are under way', () => {
  it('loses none of them, does none twice, and the worker ends by itself', async () => {
    const company = await openCompany();
    const namespace = await openNamespace();
    const temporal = await connectTemporal(temporalAddress(), namespace);
    const relay = startRelay(company.db, company.url, temporal, () => undefined);
    const first = await startWorker(company.url, namespace);
    const definition = await publishProcess({ company }, 'test.load', {
      s: { steps: [human('a'), human('b', { needs: ['a'] })] },
    });
    const cases = [];
    for (let n = 0; n < COMMANDS; n++)
      cases.push(
        await startInstance(company.db, { definition, title: `${n}`, input: { owner: company.idOf('li') } }),
      );
    const running = async () =>
      (await company.db('process_instance').where({ status: 'active' })).length === COMMANDS;
    expect(await until(running, { timeout: 60_000, every: 100 })).toBe(true);

    const actor = { id: company.idOf('li'), holds: [] };
    /** As a client does: the same command again until somebody answers. */
    const send = async (workflowId: string) => {
      const commandId = randomUUID();
      for (;;)
        try {
          return await temporal.command(workflowId, {
            commandId,
            command: { op: 'complete', step: 'a', with: {} },
            actor,
          });
        } catch (error) {
          if (!(error instanceof DomainError) || error.code !== 'UNAVAILABLE') throw error;
        }
    };
    const answers = cases.map(({ workflowId }) => send(workflowId));
    await answers[0];
    first.kill('SIGTERM');
    const [code] = (await once(first, 'exit')) as [number | null];
    const second = await startWorker(company.url, namespace);

    for (const { openTasks } of await Promise.all(answers)) expect(openTasks).toMatchObject([{ step: 'b' }]);
    expect(code).toBe(0);
    const done = await company.db('process_event').where({ event: 'taskCompleted' });
    expect(done).toHaveLength(COMMANDS);
    expect(new Set(done.map(({ instance_id }) => instance_id)).size).toBe(COMMANDS);
    second.kill('SIGTERM');
    await once(second, 'exit');
    await relay.close();
    await temporal.close();
    await company.close();
  }, 180_000);
});
