import type { InstanceRow } from '../../db/instances';
import { begin, human, publishProcess } from './process';
import { openStage, type Stage } from './stage';

jest.setTimeout(60_000);

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
}, 60_000);
afterAll(() => stage.close());

// What docs/constructs.md says of people, as rows of the inbox.
const rowOf = (instance: InstanceRow, step: string) =>
  stage.company.db('task').where({ instance_id: instance.id, step }).orderBy('opened_at', 'desc').first();
const openOf = async (instance: InstanceRow): Promise<string[]> =>
  stage.company
    .db('task')
    .where({ instance_id: instance.id })
    .whereNull('closed_at')
    .orderBy('key')
    .pluck('assignee_id');
const ids = (...logins: string[]) => logins.map((login) => stage.company.idOf(login));

describe('a task', () => {
  it('is claimed from its group, and only once', async () => {
    await stage.company
      .db('employee')
      .whereIn('login', ['li', 'zhou'])
      .update({ groups: ['desk'] });
    const step = human('a', { assign: { by: 'pool', group: 'desk' } });
    const instance = await begin(stage, await publishProcess(stage, 'test.claim', { s: { steps: [step] } }));
    const { assignee_id } = await rowOf(instance, 'a');
    const [mine, other] = assignee_id === stage.company.idOf('li') ? ['li', 'zhou'] : ['zhou', 'li'];
    await stage.act(instance, mine, { op: 'unclaim', step: 'a' });
    expect(await rowOf(instance, 'a')).toMatchObject({ assignee_id: null });
    await stage.act(instance, mine, { op: 'claim', step: 'a' });
    expect(await rowOf(instance, 'a')).toMatchObject({ assignee_id });
    await expect(stage.act(instance, other, { op: 'claim', step: 'a' })).rejects.toMatchObject({
      code: 'ALREADY_CLAIMED',
    });
  });

  it('is delegated and comes back; given away it keeps its clock, or begins a fresh one', async () => {
    const sla = { due: 'P2D', ladder: [{ at: 'PT0S', do: [{ raisePriority: true }] }] };
    const instance = await begin(
      stage,
      await publishProcess(stage, 'test.hand', { s: { steps: [human('a', { sla })] } }),
    );
    const [li, zhou, wu] = ids('li', 'zhou', 'wu') as [string, string, string];
    const { due_at } = await rowOf(instance, 'a');
    await stage.act(instance, 'li', { op: 'delegate', step: 'a', to: zhou });
    expect(await rowOf(instance, 'a')).toMatchObject({
      assignee_id: zhou,
      delegated_by_id: li,
      on_behalf_of_id: li,
    });
    await stage.act(instance, 'zhou', { op: 'return', step: 'a' });
    expect(await rowOf(instance, 'a')).toMatchObject({
      assignee_id: li,
      delegated_by_id: null,
      on_behalf_of_id: null,
    });
    await stage.act(instance, 'qian', { op: 'reassign', step: 'a', to: wu });
    expect(await rowOf(instance, 'a')).toMatchObject({ assignee_id: wu, due_at });
    await stage.act(instance, 'qian', { op: 'reassign', step: 'a', to: zhou, resetClock: true });
    const fresh = await rowOf(instance, 'a');
    expect(fresh).toMatchObject({ assignee_id: zhou, due_version: 2 });
    expect(Number(fresh.due_at)).toBeGreaterThan(Number(due_at));
  });

  it('that is delegated is done on behalf of whoever had it, and is theirs no more once it is given to others', async () => {
    const steps = [human('a'), human('b')];
    const instance = await begin(stage, await publishProcess(stage, 'test.delegate', { s: { steps } }));
    const [li, zhou, wu] = ids('li', 'zhou', 'wu') as [string, string, string];
    for (const step of ['a', 'b']) await stage.act(instance, 'li', { op: 'delegate', step, to: zhou });
    await stage.act(instance, 'qian', { op: 'reassign', step: 'b', to: wu });
    expect(await rowOf(instance, 'b')).toMatchObject({
      assignee_id: wu,
      delegated_by_id: null,
      on_behalf_of_id: null,
    });
    await stage.act(instance, 'zhou', { op: 'complete', step: 'a', with: {} });
    const done = { entity_id: instance.id, action: 'complete' };
    expect(await stage.company.db('audit').where(done)).toMatchObject([
      { actor_id: zhou, on_behalf_of_id: li },
    ]);
  });

  it('is declined, with a reason, by the person who has it, and goes one higher', async () => {
    const definition = await publishProcess(stage, 'test.decline', { s: { steps: [human('a')] } });
    const instance = await begin(stage, definition);
    const { assignee_id: li, due_at } = await rowOf(instance, 'a');
    await expect(
      stage.act(instance, 'zhou', { op: 'decline', step: 'a', reason: 'x' }),
    ).rejects.toMatchObject({ code: 'TASK_NOT_YOURS' });
    await stage.act(instance, 'li', { op: 'decline', step: 'a', reason: 'on the road' });
    const { manager_id } = await stage.company.db('employee').where({ id: li }).first();
    expect(await rowOf(instance, 'a')).toMatchObject({ assignee_id: manager_id, due_at, status: 'prepare' });
    const told = await stage.company
      .db('process_event')
      .where({ instance_id: instance.id, event: 'declined' })
      .first();
    expect(told).toMatchObject({ actor_id: li, data: { reason: 'on the road' } });
  });

  it('is given another due and priority by whoever may, and its ladder with it', async () => {
    const sla = {
      due: 'P5D',
      clock: 'calendar',
      ladder: [{ at: 'PT0S', do: [{ raisePriority: 'urgent' }] }],
    };
    const definition = await publishProcess(stage, 'test.amend', { s: { steps: [human('a', { sla })] } });
    const instance = await begin(stage, definition);
    const before = await rowOf(instance, 'a');
    const due = Date.now() + 4_000;
    const amend = { op: 'amend', step: 'a', priority: 'low', reason: '客户催办' } as const;
    await expect(stage.act(instance, 'zhou', { ...amend, due })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(
      stage.act(instance, 'li', { ...amend, due: Number(before.due_at) + 1 }),
    ).rejects.toMatchObject({ code: 'OWN_DEADLINE' });
    await stage.act(instance, 'qian', { ...amend, due });
    expect(await rowOf(instance, 'a')).toMatchObject({
      due_at: new Date(due),
      due_version: 2,
      priority: 'low',
    });
    const told = await stage.company
      .db('process_event')
      .where({ instance_id: instance.id, event: 'amended' })
      .first();
    expect(told.data).toMatchObject({
      reason: '客户催办',
      was: { due: before.due_at.toISOString(), priority: 'normal' },
      now: { due: new Date(due).toISOString(), priority: 'low' },
    });
    // The timer was set anew: the rung fires at the new due, five days before the old one.
    await stage.eventually(
      async () => (await rowOf(instance, 'a')).priority === 'urgent',
      'the rung of the new due',
    );
  });

  it('goes to the deputy of somebody who is away, on their behalf', async () => {
    const { db, idOf } = stage.company;
    const absences = JSON.stringify([['2000-01-01', '2100-01-01']]);
    await db('employee')
      .where({ login: 'wu' })
      .update({ deputy_id: idOf('zhou'), absences });
    const definition = await publishProcess(stage, 'test.deputy', { s: { steps: [human('a')] } });
    const instance = await begin(stage, definition, { owner: idOf('wu') });
    expect(await rowOf(instance, 'a')).toMatchObject({
      assignee_id: idOf('zhou'),
      on_behalf_of_id: idOf('wu'),
    });
  });
});

describe('an approval', () => {
  const roles = {
    owner: { by: 'field', path: '/vars/owner' },
    ...Object.fromEntries(['zhou', 'wang', 'sun', 'li'].map((code) => [code, { by: 'employee', code }])),
  };
  const steps = (more: object) => [human('ask'), { id: 'ok', kind: 'approval', needs: ['ask'], ...more }];
  const asked = async (key: string, more: object): Promise<InstanceRow> => {
    const instance = await begin(
      stage,
      await publishProcess(stage, key, { s: { steps: steps(more) } }, { roles }),
    );
    await stage.act(instance, 'li', { op: 'complete', step: 'ask', with: {} });
    return instance;
  };

  it('by two of three is over with the second, and the third is withdrawn', async () => {
    const instance = await asked('test.quorum', {
      approvers: ['zhou', 'sun', 'wang'],
      order: 'parallel',
      quorum: 2,
    });
    expect(await openOf(instance)).toHaveLength(3);
    await stage.act(instance, 'zhou', { op: 'approve', step: 'ok' });
    const over = await stage.act(instance, 'sun', { op: 'approve', step: 'ok' });
    expect(over).toMatchObject({ status: 'ended', openTasks: [] });
    const rows = await stage.company
      .db('task')
      .where({ instance_id: instance.id, step: 'ok' })
      .orderBy('key')
      .pluck('status');
    expect(rows).toEqual(['complete', 'complete', 'close']);
  });

  it('one after the other asks the next when the one before has said yes', async () => {
    const instance = await asked('test.sequence', {
      approvers: ['zhou', 'sun'],
      order: 'sequential',
      quorum: 'all',
    });
    expect(await openOf(instance)).toEqual(ids('zhou'));
    await stage.act(instance, 'zhou', { op: 'approve', step: 'ok' });
    expect(await openOf(instance)).toEqual(ids('sun'));
  });

  it('never goes to whoever asked, but to their manager', async () => {
    const instance = await asked('test.eyes', { approvers: ['li'], order: 'parallel' });
    expect(await openOf(instance)).toEqual(ids('qian'));
    await expect(stage.act(instance, 'li', { op: 'approve', step: 'ok' })).rejects.toMatchObject({
      code: 'SELF_APPROVAL',
    });
  });
});
