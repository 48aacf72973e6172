import { TestWorkflowEnvironment } from '@temporalio/testing';
import { createWorker } from '../../activities/worker';
import { loadPlan } from '../../db/plan';
import { newest, syncShipped } from '../../db/definitions';
import { startInstance } from '../../db/startInstance';
import type { Plan } from '../../domain/process/types';
import { PROCESS_WORKFLOW, SEARCH_ATTRIBUTES, type ProcessInput } from '../../workflows/messages';
import { openCompany, type Company } from '../db/company';
import { keepHistories } from '../replay/record';
import { timeSkippingPath } from '../support/servers';
import { shipped } from './stage';

const TASK_QUEUE = 'escalation-test';
const HOUR = 3_600_000;
/** temporal.api.enums.v1.IndexedValueType */
const KEYWORD = 2;

interface Given {
  id: string;
  workflowId: string;
  input: ProcessInput;
  due: number;
}

interface Fired {
  rung: string;
  at: Date;
  late: boolean;
}

describe('the three days of a task that nobody does', () => {
  let company: Company;
  let environment: TestWorkflowEnvironment;
  let stopWorker: () => Promise<void>;
  beforeAll(async () => {
    const executable = { type: 'existing-path' as const, path: timeSkippingPath() };
    environment = await TestWorkflowEnvironment.createTimeSkipping({ server: { executable } });
    await environment.connection.operatorService.addSearchAttributes({
      namespace: 'default',
      searchAttributes: Object.fromEntries(Object.keys(SEARCH_ATTRIBUTES).map((name) => [name, KEYWORD])),
    });
    company = await openCompany();
    await syncShipped(company.db, shipped());
    stopWorker = await startWorker();
  }, 60_000);
  afterAll(async () => {
    await keepHistories(environment.client, company.db);
    await stopWorker();
    await environment.teardown();
    await company.close();
  });

  async function startWorker(): Promise<() => Promise<void>> {
    const { nativeConnection: connection } = environment;
    const worker = await createWorker({
      connection,
      db: company.db,
      namespace: 'default',
      taskQueue: TASK_QUEUE,
    });
    const running = worker.run();
    return async () => {
      worker.shutdown();
      await running;
    };
  }

  /** What `POST /api/tasks` and the relay do: the task is due in so many hours of the test server's clock. */
  async function giveTask(hours: number): Promise<Given> {
    const { db, idOf } = company;
    const definition = await newest(db, 'process', 'general.task');
    if (!definition) throw new Error('general.task is shipped');
    const due = (await environment.currentTimeMs()) + hours * HOUR;
    const vars = {
      title: '整理报价资料',
      assigneeId: idOf('li'),
      requesterId: idOf('li'),
      due: new Date(due).toISOString(),
    };
    const { id, workflowId } = await startInstance(db, { definition, title: vars.title, input: vars });
    const plan = (await loadPlan(db, definition, due)) as Plan; // it was published a moment ago
    const input: ProcessInput = {
      instanceId: id,
      plan,
      about: { customerId: null, ownerId: null },
      start: { entityId: id, entity: {}, vars },
      actor: null,
    };
    await start(workflowId, input);
    return { id, workflowId, input, due };
  }

  const start = (workflowId: string, input: ProcessInput) =>
    environment.client.workflow.start(PROCESS_WORKFLOW, { workflowId, taskQueue: TASK_QUEUE, args: [input] });

  const firedOf = (id: string): Promise<Fired[]> =>
    company.db('rung_fired').select('rung', 'at', 'late').where({ instance_id: id }).orderBy('at');
  const taskOf = (id: string) => company.db('task').first().where({ instance_id: id });

  it('fires each rung once, in order, never early, and the task goes to the manager', async () => {
    const { id, due } = await giveTask(72);
    await environment.sleep('71 hours');
    expect(await firedOf(id)).toEqual([]);
    expect(await taskOf(id)).toMatchObject({ assignee_id: company.idOf('li'), priority: 'normal' });

    await environment.sleep('14 days');
    const [overdue, escalated, ...more] = await firedOf(id);
    expect(more).toEqual([]);
    expect([overdue, escalated]).toMatchObject([
      { rung: 'PT0S', late: false },
      { rung: 'P2D', late: false },
    ]);
    expect(Number(overdue?.at)).toBeGreaterThanOrEqual(due);
    // Two days of work are never less than two days.
    expect(Number(escalated?.at)).toBeGreaterThanOrEqual(due + 24 * HOUR);
    expect(await taskOf(id)).toMatchObject({ assignee_id: company.idOf('qian'), priority: 'high' });
  }, 60_000);

  it('fires what was missed while nothing ran, in order, and marks it late', async () => {
    const { id, input, workflowId } = await giveTask(72);
    await environment.sleep('1 hour');
    // The test server's clock stands still while a task waits for a worker, so the run is taken away and carried on.
    await environment.client.workflow.getHandle(workflowId).terminate();
    const { state } = await company.db('process_instance').first('state').where({ id });
    await environment.sleep('20 days');
    expect(await firedOf(id)).toEqual([]);
    await start(workflowId, { ...input, start: undefined, state });
    await environment.sleep('1 hour');
    expect((await firedOf(id)).map(({ late }) => late)).toEqual([true, true]);
    const log = await company
      .db('process_event')
      .where({ instance_id: id, event: 'rungFired' })
      .orderBy('id')
      .select('data');
    expect(log.map(({ data }) => data.rung)).toEqual(['PT0S', 'P2D']);
    expect(await taskOf(id)).toMatchObject({ assignee_id: company.idOf('qian'), priority: 'high' });
  }, 60_000);

  it('fires the rungs of a run that continued as new, on time', async () => {
    const { id, input, workflowId, due } = await giveTask(72);
    await environment.sleep('1 hour');
    await environment.client.workflow.getHandle(workflowId).terminate();
    const { state } = await company.db('process_instance').first('state').where({ id });
    await start(workflowId, { ...input, start: undefined, state });
    await environment.sleep('15 days');
    const fired = await firedOf(id);
    expect(fired).toMatchObject([
      { rung: 'PT0S', late: false },
      { rung: 'P2D', late: false },
    ]);
    expect(Number(fired[0]?.at)).toBeGreaterThanOrEqual(due);
  }, 60_000);
});
