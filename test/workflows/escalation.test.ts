import { loadPlan } from '../../db/plan';
import { newest, syncShipped } from '../../db/definitions';
import { startInstance } from '../../db/startInstance';
import type { Plan } from '../../domain/process/types';
import type { ProcessInput } from '../../workflows/messages';
import { openSkipping, type Skipping } from './skipping';
import { shipped } from './stage';

const HOUR = 3_600_000;

interface Given {
  id: string;
  workflowId: string;
  input: ProcessInput;
  due: number;
}

describe('the three days of a task that nobody does', () => {
  let skipping: Skipping;
  beforeAll(async () => {
    skipping = await openSkipping();
    await syncShipped(skipping.company.db, shipped());
  }, 60_000);
  afterAll(() => skipping.close());

  /** What `POST /api/tasks` and the relay do: the task is due in so many hours of the test server's clock. */
  async function giveTask(hours: number): Promise<Given> {
    const { company, environment, start } = skipping;
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

  const taskOf = (id: string) => skipping.company.db('task').first().where({ instance_id: id });

  it('fires each rung once, in order, never early, and the task goes to the manager', async () => {
    const { company, environment } = skipping;
    const { id, due } = await giveTask(72);
    await environment.sleep('71 hours');
    expect(await skipping.rungsOf(id)).toEqual([]);
    expect(await taskOf(id)).toMatchObject({ assignee_id: company.idOf('li'), priority: 'normal' });

    await environment.sleep('14 days');
    const [overdue, escalated, ...more] = await skipping.rungsOf(id);
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
    const { company, environment, start } = skipping;
    const { id, input, workflowId } = await giveTask(72);
    await environment.sleep('1 hour');
    // The test server's clock stands still while a task waits for a worker, so the run is taken away and carried on.
    await environment.client.workflow.getHandle(workflowId).terminate();
    const { state } = await company.db('process_instance').first('state').where({ id });
    await environment.sleep('20 days');
    expect(await skipping.rungsOf(id)).toEqual([]);
    await start(workflowId, { ...input, start: undefined, state });
    await environment.sleep('1 hour');
    expect((await skipping.rungsOf(id)).map(({ late }) => late)).toEqual([true, true]);
    const log = await company
      .db('process_event')
      .where({ instance_id: id, event: 'rungFired' })
      .orderBy('id')
      .select('data');
    expect(log.map(({ data }) => data.rung)).toEqual(['PT0S', 'P2D']);
    expect(await taskOf(id)).toMatchObject({ assignee_id: company.idOf('qian'), priority: 'high' });
  }, 60_000);

  it('fires the rungs of a run that continued as new, on time', async () => {
    const { company, environment, start } = skipping;
    const { id, input, workflowId, due } = await giveTask(72);
    await environment.sleep('1 hour');
    await environment.client.workflow.getHandle(workflowId).terminate();
    const { state } = await company.db('process_instance').first('state').where({ id });
    await start(workflowId, { ...input, start: undefined, state });
    await environment.sleep('15 days');
    const fired = await skipping.rungsOf(id);
    expect(fired).toMatchObject([
      { rung: 'PT0S', late: false },
      { rung: 'P2D', late: false },
    ]);
    expect(Number(fired[0]?.at)).toBeGreaterThanOrEqual(due);
  }, 60_000);
});
