import { readdirSync, readFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { NativeConnection, type Worker } from '@temporalio/worker';
import { createWorker } from '../../activities/worker';
import { startRelay } from '../../api/relay';
import { connectTemporal, type Temporal } from '../../api/temporal';
import { loadPeople } from '../../db/people';
import { syncShipped, type DefinitionDocument } from '../../db/definitions';
import { createRecord } from '../../db/records/create';
import { directoryOf, queuesOf, rolesHeld } from '../../domain/process/directory';
import type { Command } from '../../domain/process/commands';
import type { Actor, Plan, ProcessState } from '../../domain/process/types';
import { findInstanceByWorkflow, type InstanceRow } from '../../db/instances';
import { loadPlan } from '../../db/plan';
import { openCompany, type Company } from '../db/company';
import { keepHistories } from '../replay/record';
import { temporalAddress, workflowBundle } from '../support/servers';
import type { CommandResult } from '../../workflows/messages';
import { until } from '../../cli/up/until';

/** A database, a worker of its own task queue, and a relay: the durable side of the system in one process. */
export interface Stage {
  company: Company;
  temporal: Temporal;
  taskQueue: string;
  /** Sends a command as a person, with the roles that the person holds in the case. */
  act(instance: InstanceRow, login: string, command: Command, commandId?: string): Promise<CommandResult>;
  instanceOf(entityId: string, key: string): Promise<InstanceRow>;
  /** Waits for a condition on the database; the tests sleep nowhere else. */
  eventually<T>(look: () => Promise<T | null | undefined | false>, what: string): Promise<T>;
  restartWorker(): Promise<void>;
  close(): Promise<void>;
}

/** On the development server of the run, or on another one that the test brings along. */
export async function openStage(address = temporalAddress()): Promise<Stage> {
  const company = await openCompany();
  await company
    .db('employee')
    .where({ login: 'wang' })
    .update({ groups: ['order-desk'] });
  await company
    .db('employee')
    .where({ login: 'zheng' })
    .update({ groups: ['finance'] });
  await syncShipped(company.db, shipped());
  const taskQueue = `test-${randomUUID()}`;
  const connection = await NativeConnection.connect({ address });
  const temporal = await connectTemporal(address, 'default', taskQueue);
  let run = await startWorker(company, connection, taskQueue);
  const relay = startRelay(
    company.db,
    company.url,
    temporal,
    (error) => void process.stderr.write(`relay: ${String(error)}\n`),
  );
  return {
    company,
    temporal,
    taskQueue,
    act: async (instance, login, command, commandId = randomUUID()) =>
      temporal.command(instance.workflowId, {
        commandId,
        command,
        actor: await actorFor(company, instance, login),
      }),
    instanceOf: (entityId, key) =>
      eventually(async () => {
        const row = await company
          .db('process_instance')
          .first<{ workflow_id: string } | undefined>('workflow_id')
          .where({ entity_id: entityId, definition_key: key });
        const instance = row && (await findInstanceByWorkflow(company.db, row.workflow_id));
        return instance && instance.status !== 'starting' && instance;
      }, `an instance of ${key}`),
    eventually,
    async restartWorker() {
      await run.stop();
      run = await startWorker(company, connection, taskQueue);
    },
    async close() {
      await keepHistories(temporal.client, company.db, taskQueue);
      await relay.close();
      await run.stop();
      await temporal.close();
      await connection.close();
      await company.close();
    },
  };
}

export async function createSale(stage: Stage, more: Record<string, unknown> = {}): Promise<string> {
  const { db, as, idOf } = stage.company;
  const customer = await createRecord(
    db,
    'customer',
    {
      name: '苏州精密制造有限公司',
      ownerId: idOf('li'),
      email: 'cg@suzhou.example',
      paymentTerms: 'net30',
      locale: 'zh-CN',
    },
    as('li'),
  );
  const sale = await createRecord(
    db,
    'opportunity',
    {
      name: '光谱仪采购',
      customerId: customer.id,
      ownerId: idOf('li'),
      lines: [{ description: '台式光谱仪', quantity: 2, unitPrice: '180000' }],
      ...more,
    },
    as('li'),
  );
  return sale.id;
}

/** Every definition that is shipped, as it lies in definitions/. */
export function shipped(): DefinitionDocument[] {
  const root = join(__dirname, '../../definitions');
  return ['processes', 'dunning', 'forms', 'calendars', 'templates', 'types', 'statuses'].flatMap(
    (folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.json'))
        .map((file) => JSON.parse(readFileSync(join(root, folder, file), 'utf8')) as DefinitionDocument), // checked by the loader's own tests
  );
}

async function actorFor(company: Company, instance: InstanceRow, login: string): Promise<Actor> {
  const id = company.idOf(login);
  const fresh = await findInstanceByWorkflow(company.db, instance.workflowId);
  const plan = (await loadPlan(
    company.db,
    { key: instance.definitionKey, version: instance.definitionVersion },
    Date.now(),
  )) as Plan; // it runs, so it is published
  const state = (fresh?.state ?? instance.state) as unknown as ProcessState; // the snapshot is a state
  const directory = directoryOf(await loadPeople(company.db));
  const holds = rolesHeld(plan, state, directory, id);
  return { id, name: login, holds, queues: queuesOf(directory, id) };
}

async function startWorker(company: Company, connection: NativeConnection, taskQueue: string) {
  const worker: Worker = await createWorker({
    connection,
    db: company.db,
    namespace: 'default',
    taskQueue,
    workflowBundle: workflowBundle(),
  });
  const running = worker.run();
  return {
    async stop() {
      worker.shutdown();
      await running;
    },
  };
}

async function eventually<T>(look: () => Promise<T | null | undefined | false>, what: string): Promise<T> {
  let found: T | null | undefined | false;
  const done = await until(async () => Boolean((found = await look())), { timeout: 30_000, every: 50 });
  if (!done || !found) throw new Error(`Waited in vain for ${what}`);
  return found;
}
