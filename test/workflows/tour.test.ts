import { createRecord } from '../../db/records/create';
import type { ProcessState } from '../../domain/process/types';
import { begin, begun, human, publishProcess } from './process';
import { openStage, type Stage } from './stage';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
}, 60_000);
afterAll(() => stage.close());

/** What no other test on real workflows goes through; `docs/histories.md` says what each stored history is of. */
describe('a case that goes through what is rare', () => {
  it('decides by one rule and by all, waits for a while and an instant, publishes, sends, and takes its children along', async () => {
    const { db, idOf } = stage.company;
    const vars = { owner: { type: 'string' }, n: { type: 'number', default: 5 } };
    const rules = [
      { when: 'vars.n > 3', then: 'large' },
      { when: 'vars.n < 9', then: 'small' },
    ];
    const kid = await publishProcess(stage, 'test.tourKid', { k: { steps: [human('k')] } });
    const steps = [
      { id: 'all', kind: 'decision', hit: 'collect', rules },
      { id: 'only', kind: 'decision', hit: 'unique', rules: rules.slice(0, 1) },
      { id: 'while', kind: 'wait', for: { after: 'PT1S' } },
      { id: 'instant', kind: 'wait', for: { until: { cel: 'now' } } },
      human('asked'),
      human('closed'),
      human('skipped'),
      { id: 'kid', kind: 'process', process: kid.key, input: { owner: { cel: 'vars.owner' } } },
    ];
    const onEnter = [
      { event: 'tour.began', data: { n: { cel: 'vars.n' } } },
      { send: ['email'], template: 'task.overdue', to: 'owner' },
    ];
    const stages = { one: { steps, onEnter }, two: { steps: [human('last')] } };
    const definition = await publishProcess(stage, 'test.tour', stages, {
      vars: { type: 'object', properties: vars },
    });
    const hearer = await begin(
      stage,
      await publishProcess(stage, 'test.hearer', {
        h: { steps: [{ id: 'w', kind: 'wait', for: { event: 'tour.began' } }] },
      }),
    );
    const instance = await begin(stage, definition);
    const act = (login: string, command: Parameters<typeof stage.act>[2]) =>
      stage.act(instance, login, command);
    await stage.eventually(
      async () => (await db('process_instance').first('status').where({ id: hearer.id })).status === 'ended',
      'whoever waits for the event',
    );
    const child = await stage.eventually(
      () => db('process_instance').first('id').where({ parent_id: instance.id, status: 'active' }),
      'the child',
    );

    await act('li', { op: 'start', step: 'asked' });
    await act('li', { op: 'wait', step: 'asked', event: 'answer' });
    await stage.temporal.signal(instance.workflowId, 'event', { name: 'answer', data: {} });
    await stage.eventually(
      () => db('task').first().where({ instance_id: instance.id, step: 'asked', status: 'execute' }),
      'the task that wakes',
    );
    await act('qian', { op: 'close', step: 'closed', reason: '不需要' });
    await act('qian', { op: 'skip', step: 'skipped', reason: '不需要' });
    const done = async () => {
      const row = await db('process_instance').first('state').where({ id: instance.id });
      const ran = row.state.stages.one.steps as Record<string, { status: string; out: unknown }>; // the snapshot is a state
      return ran['while']?.status === 'completed' && ran['instant']?.status === 'completed' && ran;
    };
    expect(await stage.eventually(done, 'the end of the waits')).toMatchObject({
      all: { out: { result: ['large', 'small'] } },
      only: { out: { result: 'large' } },
    });
    await act('qian', { op: 'jump', stage: 'two', reason: '提前' });
    await stage.eventually(
      async () => (await begun(stage, child.id)).status === 'cancelled',
      'the child of a stage that was left',
    );
    await act('li', { op: 'complete', step: 'last', with: {} });
    expect(await db('process_instance').first('status').where({ id: instance.id })).toEqual({
      status: 'ended',
    });
    expect(await db('task').where({ instance_id: instance.id, assignee_id: idOf('li') })).toHaveLength(4);
  }, 60_000);

  it('starts a list that nobody waits for window by window, tries an action again, and gets many events at once', async () => {
    const { db, as } = stage.company;
    const product = await createRecord(
      db,
      'product',
      { name: '光谱仪', price: '100', cost: '60' },
      as('admin'),
    );
    const items = { type: 'array', default: [1, 2, 3] };
    const vars = { type: 'object', properties: { owner: { type: 'string' }, items } };
    const change = { entity: 'product', id: product.id, set: { name: '台式光谱仪' } };
    await publishProcess(stage, 'test.each.one', { k: { steps: [{ id: 'm', kind: 'milestone' }] } });
    const steps = [
      {
        ...{ id: 'each', kind: 'process', process: 'test.each.one', detached: true },
        ...{ forEach: { cel: 'vars.items' }, limit: 1 },
      },
      {
        id: 'change',
        kind: 'auto',
        action: 'record.update',
        with: change,
        retry: { max: 9, backoff: 'PT1S' },
      },
      human('last'),
    ];
    // What is not there for a while is no refusal.
    await db.raw('alter table product rename to away');
    const instance = await begin(
      stage,
      await publishProcess(stage, 'test.again', { s: { steps } }, { vars }),
    );
    const { id, workflowId } = instance;
    const stateOf = async () =>
      (await db('process_instance').first<{ state: ProcessState }>('state').where({ id })).state;
    await stage.eventually(async () => (await stateOf()).deadlines['retry:s/change'], 'the action to fail');
    await db.raw('alter table away rename to product');
    const ran = async () => (await stateOf()).stages.s?.steps.change?.status === 'completed';
    await stage.eventually(ran, 'the action to be tried again');
    expect(await db('process_instance').where({ parent_id: id })).toHaveLength(3);

    // While a commit is held up, events gather.
    const lock = await db.transaction();
    await lock.raw('lock table applied_commit');
    const numbers = Array.from({ length: 60 }, (_, n) => n);
    const tell = (n: number) => stage.temporal.signal(workflowId, 'event', { name: 'e', data: { n } });
    await tell(-1);
    await Promise.all(numbers.map(tell));
    await lock.rollback();
    await stage.eventually(async () => (await stateOf()).mailbox.length > numbers.length, 'all events');
    await stage.act(instance, 'li', { op: 'complete', step: 'last', with: {} });
    expect((await begun(stage, id)).status).toBe('ended');
  }, 60_000);
});
