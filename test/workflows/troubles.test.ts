import { publish } from '../../db/definitions';
import { getInstance } from '../../db/instances';
import { startInstance } from '../../db/startInstance';
import { createRecord } from '../../db/records/create';
import { updateRecord } from '../../db/records/update';
import { begin, begun, human, publishProcess } from './process';
import { replay } from '../replay/replays';
import { openStage, type Stage } from './stage';

jest.setTimeout(120_000);

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
}, 60_000);
afterAll(() => stage.close());

const incidentsOf = (id: string) =>
  stage.company.db('incident').where({ instance_id: id }).whereNull('resolved_at').orderBy('opened_at');
const resolved = (id: string) =>
  stage.eventually(async () => (await incidentsOf(id)).length === 0, 'no open incident');
const statusOf = async (id: string) => (await getInstance(stage.company.db, id))?.status;

describe('a process that an effect starts when its case ends', () => {
  it('and that is not there is an incident of the ended case; published and retried, it starts', async () => {
    const start = { start: 'test.later', input: { owner: stage.company.idOf('li') } };
    const definition = await publishProcess(stage, 'test.starter', {
      s: { steps: [human('a')], onExit: [start] },
    });
    const instance = await begin(stage, definition);
    await stage.act(instance, 'li', { op: 'complete', step: 'a', with: {} });
    expect(await statusOf(instance.id)).toBe('ended');
    expect(await incidentsOf(instance.id)).toMatchObject([
      { code: 'PROCESS_FAILED', message: 'test.later: there is no such process', retry: 'action' },
    ]);
    await stage.act(instance, 'qian', { op: 'retry' });
    expect(await incidentsOf(instance.id)).toHaveLength(1);
    await publishProcess(stage, 'test.later', { s: { steps: [human('b')] } });
    await stage.act(instance, 'qian', { op: 'retry' });
    await resolved(instance.id);
    const child = await stage.company.db('process_instance').first('id').where({ parent_id: instance.id });
    expect(await begun(stage, child.id)).toMatchObject({ definitionKey: 'test.later', status: 'active' });
    // Nothing is left to be done: the workflow ends too.
    await stage.temporal.client.workflow.getHandle(instance.workflowId).result();
  });
});

describe('a cancelled case', () => {
  it('undoes what was done one after the other, the latest first; what fails stays to be retried', async () => {
    const { db, as } = stage.company;
    const customer = await createRecord(db, 'customer', { name: '苏州精密', region: '' }, as('li'));
    const change = (region: string) => ({
      action: 'record.update',
      with: { entity: 'customer', id: customer.id, set: { region } },
    });
    const broken = {
      action: 'record.update',
      with: { entity: 'customer', id: customer.id, set: { ownerId: 'nobody' } },
    };
    const auto = (id: string, compensate: object, needs: string[]) => ({
      id,
      kind: 'auto',
      needs,
      ...change(id),
      compensate,
    });
    const steps = [
      auto('a', change('991'), []),
      auto('b', broken, ['a']),
      auto('c', change('993'), ['b']),
      human('h'),
    ];
    const definition = await publishProcess(stage, 'test.undone', { s: { steps } });
    const instance = await begin(stage, definition);
    await stage.eventually(async () => {
      const row = await getInstance(db, instance.id);
      return JSON.stringify(row?.state).includes('"compensated"') || (await regions(customer.id)).length >= 3;
    }, 'three changes');
    await stage.act(instance, 'qian', { op: 'cancel', reason: '客户撤单' });
    expect((await regions(customer.id)).slice(-2)).toEqual(['993', '991']);
    expect(await statusOf(instance.id)).toBe('cancelled');
    expect(await incidentsOf(instance.id)).toMatchObject([
      { code: 'ACTION_FAILED', step: 'b', pointer: '/compensate' },
    ]);
    const handle = stage.temporal.client.workflow.getHandle(instance.workflowId);
    await replay(instance.workflowId, await handle.fetchHistory());
  });

  it('undoes every visit of a stage that it went through twice', async () => {
    const { db, as } = stage.company;
    const customer = await createRecord(db, 'customer', { name: '常州重工', region: '' }, as('li'));
    const change = (mark: string) => ({
      action: 'record.update',
      with: {
        entity: 'customer',
        id: customer.id,
        set: { region: { cel: `'${mark}' + string(vars.round)` } },
      },
    });
    const steps = [
      {
        id: 'a',
        kind: 'auto',
        ...change('did'),
        compensate: change('undid'),
        set: { '/vars/round': { cel: 'vars.round + 1' } },
      },
      human('h', { needs: ['a'] }),
    ];
    const definition = await publishProcess(stage, 'test.undone-twice', {
      s: { repeat: { max: 3 }, steps },
    });
    const instance = await begin(stage, definition, { round: 0 });
    const done = (last: string) =>
      stage.eventually(async () => (await regions(customer.id)).at(-1) === last, `region ${last}`);
    await done('did0');
    await stage.act(instance, 'qian', { op: 'jump', stage: 's', reason: '再来一次' });
    await done('did1');
    await stage.act(instance, 'qian', { op: 'cancel', reason: '客户撤单' });
    expect(await regions(customer.id)).toEqual(['did0', 'did1', 'undid2', 'undid1']);
  });

  const regions = async (id: string): Promise<string[]> =>
    (
      await stage.company
        .db('audit')
        .select('after')
        .where({ entity: 'customer', entity_id: id, action: 'update' })
        .orderBy('id')
    ).map(({ after }) => after.region);
});

describe('a wait for a record', () => {
  it('is not woken by a field that it does not read', async () => {
    const { db, as } = stage.company;
    const customer = await createRecord(db, 'customer', { name: '苏州精密' }, as('li'));
    const wait = {
      id: 'w',
      kind: 'wait',
      for: { entity: 'customer', id: { cel: 'vars.customer' }, when: "target.region == '8000'" },
    };
    const definition = await publishProcess(stage, 'test.watch', { s: { steps: [wait] } });
    const instance = await begin(stage, definition, { customer: customer.id });
    const seq = async () => (await getInstance(db, instance.id))?.stateVersion;
    const before = await seq();
    const renamed = await updateRecord(db, 'customer', customer.id, { name: '苏州精密制造' }, null, as('li'));
    expect(await db('outbox').where({ workflow_id: instance.workflowId, kind: 'fact' })).toEqual([]);
    expect(await seq()).toBe(before);
    await updateRecord(db, 'customer', customer.id, { region: '8000' }, renamed.version, as('li'));
    await stage.eventually(async () => (await statusOf(instance.id)) === 'ended', 'the end of the wait');
  });
});

describe('another version of a calendar', () => {
  it('moves the open tasks of cases that run', async () => {
    const { db } = stage.company;
    const calendar = (version: number, more: object = {}) => ({
      ...roundTheClock('test.always'),
      version,
      ...more,
    });
    await publish(db, calendar(1), null);
    const step = human('a', {
      sla: { due: 'P2D', clock: 'business', ladder: [{ at: 'PT0S', do: [{ raisePriority: true }] }] },
    });
    const definition = await publishProcess(
      stage,
      'test.dated',
      { s: { steps: [step] } },
      { calendar: 'test.always' },
    );
    const instance = await begin(stage, definition);
    const due = async () =>
      Number((await db('task').first('due_at').where({ instance_id: instance.id })).due_at);
    const [before, next] = [await due(), (await getInstance(db, instance.id))?.nextAt];
    const tomorrow = new Date(Date.now() + 32 * 3_600_000).toISOString().slice(0, 10);
    await publish(db, calendar(2, { closed: [tomorrow] }), null);
    await stage.eventually(async () => (await due()) === before + 86_400_000, 'a due one day later');
    expect(Number((await getInstance(db, instance.id))?.nextAt)).toBe(Number(next) + 86_400_000);
  });

  it('reaches a case that goes by it with one of its clocks, and moves only that', async () => {
    const { db } = stage.company;
    const calendar = (key: string, version: number, more: object = {}) =>
      publish(db, { ...roundTheClock(key), version, ...more }, null);
    await calendar('test.own', 1);
    await calendar('test.other', 1);
    const sla = { due: 'P2D', clock: 'business' };
    const steps = [human('a', { sla }), human('b', { sla: { ...sla, calendar: 'test.other' } })];
    const definition = await publishProcess(
      stage,
      'test.twoCalendars',
      { s: { steps } },
      { calendar: 'test.own' },
    );
    const instance = await begin(stage, definition);
    const due = async (step: string) =>
      Number((await db('task').first('due_at').where({ instance_id: instance.id, step })).due_at);
    const [a, b] = [await due('a'), await due('b')];
    const tomorrow = new Date(Date.now() + 32 * 3_600_000).toISOString().slice(0, 10);
    await calendar('test.other', 2, { closed: [tomorrow] });
    await stage.eventually(async () => (await due('b')) === b + 86_400_000, 'a due one day later');
    expect(await due('a')).toBe(a);
    await calendar('test.own', 2, { closed: [tomorrow] });
    await stage.eventually(async () => (await due('a')) === a + 86_400_000, 'the other due one day later');
    expect(await due('b')).toBe(b + 86_400_000);
  });
});

function roundTheClock(key: string) {
  const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
  return {
    kind: 'calendar',
    key,
    title: { 'zh-CN': '全年', en: 'Always' },
    timezone: 'Asia/Shanghai',
    week: Object.fromEntries(days.map((day) => [day, [['00:00', '24:00']]])),
  };
}

describe('a poisoned definition among a hundred cases', () => {
  it('has its incident; the other cases are started and done meanwhile', async () => {
    const { db, idOf } = stage.company;
    const poison = [
      { id: 'p', kind: 'human', assign: 'owner', if: 'vars.missing.thing' },
      {
        id: 'q',
        kind: 'wait',
        for: { when: 'vars.items.all(a, vars.items.all(b, vars.items.all(c, a + b + c >= 0)))' },
      },
      { id: 'r', kind: 'process', process: 'test.nowhere', forEach: { cel: 'vars.items' }, as: 'n' },
    ];
    const vars = {
      type: 'object',
      properties: { items: { type: 'array', default: Array.from({ length: 300 }, (_, n) => n) } },
    };
    const bad = await publishProcess(stage, 'test.poison', { s: { steps: poison } }, { vars });
    const good = await publishProcess(stage, 'test.good', { s: { steps: [human('a')] } });
    const ids: string[] = [];
    for (let n = 0; n < 100; n++) {
      const definition = n === 50 ? bad : good;
      ids.push((await startInstance(db, { definition, title: `${n}`, input: { owner: idOf('li') } })).id);
    }
    const instances = await Promise.all(ids.map((id) => begun(stage, id)));
    const [poisoned] = instances.splice(50, 1);
    const codes = (await incidentsOf(poisoned?.id ?? '')).map(({ code }) => code);
    expect(new Set(codes)).toEqual(new Set(['EXPRESSION_FAILED', 'PROCESS_FAILED']));
    await Promise.all(instances.map((one) => stage.act(one, 'li', { op: 'complete', step: 'a', with: {} })));
    expect(await statusOf(poisoned?.id ?? '')).toBe('active');
    const left = await db('process_instance')
      .where({ definition_key: 'test.good' })
      .whereNot({ status: 'ended' });
    expect(left).toEqual([]);
  });
});

describe("Temporal's own tools", () => {
  it('find a case by its definition and stage, and say in words where it stands', async () => {
    const definition = await publishProcess(stage, 'test.shown', {
      s: { title: { 'zh-CN': '接待', en: 'Reception' }, steps: [human('a')] },
    });
    const instance = await begin(stage, definition);
    const { client } = stage.temporal;
    const query = `GuanxiDefinition = 'test.shown@1' and GuanxiStage = 's' and WorkflowId = '${instance.workflowId}'`;
    await stage.eventually(async () => {
      for await (const found of client.workflow.list({ query }))
        return found.workflowId === instance.workflowId;
      return false;
    }, 'the case in the list of workflows');
    const handle = client.workflow.getHandle(instance.workflowId);
    expect(await (await handle.describe()).staticSummary()).toBe('test.shown v1');
    const { currentDetails } = await handle.query<{ currentDetails: string }>('__temporal_workflow_metadata');
    expect(currentDetails).toContain('Reception');
    expect(currentDetails).toContain('- a: ');
    const { events } = await handle.fetchHistory();
    const versions = (events ?? []).flatMap(
      ({ workflowTaskCompletedEventAttributes: done }) => done?.workerVersion?.buildId ?? [],
    );
    expect(versions[0]).toBe('sources');
  });
});
