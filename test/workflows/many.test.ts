import { AT_ONCE } from '../../activities/worker';
import { begin, begun, human, insist, publishProcess, startCase } from './process';
import { openStage, type Stage } from './stage';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
  const { temporal } = stage;
  const start = temporal.startProcess;
  // Runs are cut short, so that a new one begins in the midst of a list.
  temporal.startProcess = (workflowId, input) => start(workflowId, { ...input, longRun: LONG_RUN });
}, 60_000);
afterAll(() => stage.close());

/** `FOR_EACH_ITEMS=2000` is the whole of it. */
const ITEMS = Number(process.env.FOR_EACH_ITEMS ?? 60);
const LIMIT = Math.min(50, Math.ceil(ITEMS / 8));
const LONG_RUN = Math.min(1_000, Math.ceil(ITEMS / 3));
const items = Array.from({ length: ITEMS }, (_, n) => n);
const vars = {
  type: 'object',
  properties: { owner: { type: 'string' }, items: { type: 'array', default: items } },
};
const childVars = {
  type: 'object',
  properties: { owner: { type: 'string' }, n: { type: 'number' } },
};

async function publishVisits(key: string, more: object) {
  await publishProcess(
    stage,
    `${key}.one`,
    { s: { steps: [{ id: 'd', kind: 'decision', out: 'n', rules: [{ then: { cel: 'vars.n' } }] }] } },
    { vars: childVars },
  );
  const visits = {
    id: 'visits',
    kind: 'process',
    process: `${key}.one`,
    forEach: { cel: 'vars.items' },
    as: 'n',
    input: { owner: { cel: 'vars.owner' }, n: { cel: 'n' } },
    limit: LIMIT,
    ...more,
  };
  const steps = [visits, human('after', { needs: ['visits'] })];
  return begin(stage, await publishProcess(stage, key, { s: { steps } }, { vars }));
}

describe.each([
  ['waited for', 'test.each', {}],
  ['not waited for', 'test.detached', { detached: true }],
])('a long list of processes that are %s', (_, key, more) => {
  it('goes on over several runs of its workflow; no item is lost, none is started twice', async () => {
    const { db } = stage.company;
    const instance = await publishVisits(key, more);
    const handle = stage.temporal.client.workflow.getHandle(instance.workflowId);
    await waitWhileItMoves(key, async () => {
      const ended = { definition_key: `${key}.one`, status: 'ended' };
      return Number((await db('process_instance').where(ended).count())[0]?.['count']);
    });
    const children = await db('process_instance').where({ definition_key: `${key}.one` });
    const numbers = children.map(({ state }: { state: { vars: { n: number } } }) => state.vars.n);
    expect(numbers.sort((a, b) => a - b)).toEqual(items);
    await stage.eventually(
      () => db('task').first().where({ instance_id: instance.id, step: 'after' }),
      'what comes after the list',
    );
    expect((await handle.describe()).historyLength).toBeLessThan(2_000);
    await stage.eventually(async () => {
      const { events } = await handle.fetchHistory();
      return events?.[0]?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId;
    }, 'a run that another one has continued as');
  }, 1_800_000);
});

/** All are done; the patience is for each of them, since a long list takes long. */
async function waitWhileItMoves(what: string, count: () => Promise<number>): Promise<void> {
  for (let done = await count(); done < ITEMS;) {
    const before = done;
    done = await stage.eventually(async () => {
      const now = await count();
      return now > before && now;
    }, `the next of ${what} after ${before}`);
  }
}

describe('more work than a worker has connections for', () => {
  it('waits at Temporal until it has one', async () => {
    const { db } = stage.company;
    const most = AT_ONCE.maxConcurrentActivityTaskExecutions;
    const definition = await publishProcess(stage, 'test.crowd', { s: { steps: [human('a')] } });
    const lock = await db.transaction();
    await lock.raw('lock table applied_commit');
    const crowd: { id: string; workflowId: string }[] = [];
    for (let n = 0; n < 2 * most; n++) crowd.push(await startCase(stage, definition));
    const begunAtOnce = await stage.eventually(async () => {
      const states = (await Promise.all(crowd.map(commitOf))).filter((state) => state !== undefined);
      const started = states.filter((state) => Number(state) === STARTED).length;
      return states.length === crowd.length && started >= most && started;
    }, 'the commits of all');
    await lock.rollback();
    expect(begunAtOnce).toBe(most);
    await Promise.all(crowd.map(({ id }) => begun(stage, id)));
  });
});

/** temporal.api.enums.v1.PendingActivityState */
const STARTED = 2;

/** The state of the commit that a workflow waits for. */
async function commitOf({ workflowId }: { workflowId: string }) {
  const { raw } = await stage.temporal.client.workflow
    .getHandle(workflowId)
    .describe()
    .catch(() => ({ raw: null })); // not started yet
  return raw?.pendingActivities?.[0]?.state;
}

describe('a case that goes round in a circle', () => {
  it('stops with an incident and holds up no other; a retry goes round once more', async () => {
    const { db } = stage.company;
    const circle = {
      a: { steps: [{ id: 'm', kind: 'milestone' }], repeat: { max: 100_000 }, exit: [{ to: 'b' }] },
      b: { steps: [{ id: 'n', kind: 'milestone' }], repeat: { max: 100_000 }, exit: [{ to: 'a' }] },
    };
    const instance = await begin(stage, await publishProcess(stage, 'test.circle', circle));
    const open = () => db('incident').where({ instance_id: instance.id }).whereNull('resolved_at');
    expect((await open()).map(({ code }) => code)).toEqual(['TOO_MANY_FIRINGS']);
    const other = await begin(
      stage,
      await publishProcess(stage, 'test.straight', { s: { steps: [human('a')] } }),
    );
    expect(await stage.act(other, 'li', { op: 'complete', step: 'a', with: {} })).toMatchObject({
      status: 'ended',
    });
    await insist(stage, instance, 'qian', { op: 'retry' });
    expect((await open()).map(({ code }) => code)).toEqual(['TOO_MANY_FIRINGS']);
    await insist(stage, instance, 'qian', { op: 'cancel', reason: '定义有误' });
    const row = await db('process_instance').first('status').where({ id: instance.id });
    expect(row.status).toBe('cancelled');
  }, 60_000);
});
