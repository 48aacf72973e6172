import { randomUUID } from 'node:crypto';
import type { DataConverter } from '@temporalio/common';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { createWorker } from '../../activities/worker';
import { loadPlan } from '../../db/plan';
import { startInstance } from '../../db/startInstance';
import type { Command } from '../../domain/process/commands';
import { SEMANTICS, type Plan } from '../../domain/process/types';
import {
  COMMAND_UPDATE,
  PROCESS_WORKFLOW,
  SEARCH_ATTRIBUTES,
  type CommandInput,
  type ProcessInput,
} from '../../workflows/messages';
import { dataConverter } from '../../temporal/codec';
import { openCompany, type Company } from '../db/company';
import { keepHistories } from '../replay/record';
import { timeSkippingPath, workflowBundle } from '../support/servers';
import { publishProcess } from './process';

/** temporal.api.enums.v1.IndexedValueType */
const KEYWORD = 2;

type Loose = Record<string, unknown>;

export type Skipping = Awaited<ReturnType<typeof openSkipping>>;

/** A server whose clock jumps, with our search attributes. */
export async function skippingServer(client: { dataConverter?: DataConverter } = {}) {
  const executable = { type: 'existing-path' as const, path: timeSkippingPath() };
  const environment = await TestWorkflowEnvironment.createTimeSkipping({ server: { executable }, client });
  await environment.connection.operatorService.addSearchAttributes({
    namespace: 'default',
    searchAttributes: Object.fromEntries(Object.keys(SEARCH_ATTRIBUTES).map((name) => [name, KEYWORD])),
  });
  return environment;
}

/** A worker on a server whose clock jumps over the time in which nothing is to be done. */
export async function openSkipping() {
  const environment = await skippingServer({ dataConverter });
  const company = await openCompany();
  const taskQueue = `skipping-${randomUUID()}`;
  const { nativeConnection: connection } = environment;
  const worker = await createWorker({
    connection,
    db: company.db,
    namespace: 'default',
    taskQueue,
    workflowBundle: workflowBundle(),
  });
  const running = worker.run();
  const start = (workflowId: string, input: ProcessInput) =>
    environment.client.workflow.start(PROCESS_WORKFLOW, { workflowId, taskQueue, args: [input] });
  return {
    company,
    environment,
    start,
    /** A case of li's of a process that was published for it. */
    open: (key: string, stages: Record<string, Loose>, more: Loose = {}, semantics = SEMANTICS) =>
      openOn(company, environment, start, publishProcess({ company }, key, stages, more), semantics),
    rungsOf: (id: string) =>
      company
        .db('rung_fired')
        .select('task_key', 'rung', 'at', 'late')
        .where({ instance_id: id })
        .orderBy('at'),
    async close() {
      await keepHistories(environment.client, company.db);
      worker.shutdown();
      await running;
      await environment.teardown();
      await company.close();
    },
  };
}

async function openOn(
  { db, idOf }: Company,
  environment: TestWorkflowEnvironment,
  start: (workflowId: string, input: ProcessInput) => ReturnType<typeof environment.client.workflow.start>,
  published: ReturnType<typeof publishProcess>,
  semantics: number,
) {
  const definition = await published;
  const vars = { owner: idOf('li') };
  const { id, workflowId } = await startInstance(db, { definition, title: 'x', input: vars });
  const began = await environment.currentTimeMs();
  const plan = (await loadPlan(db, definition, began)) as Plan; // it was published a moment ago
  const input: ProcessInput = {
    instanceId: id,
    plan,
    about: { customerId: null, ownerId: null },
    start: { entityId: id, entity: {}, vars },
    actor: null,
    semantics,
  };
  const handle = await start(workflowId, input);
  const act = (command: Command) =>
    handle.executeUpdate<unknown, [CommandInput]>(COMMAND_UPDATE, {
      args: [{ commandId: randomUUID(), command, actor: { id: idOf('li'), holds: ['admin'] } }],
    });
  return { id, workflowId, input, began, act, handle };
}
