import { findInstanceByWorkflow, type InstanceRow } from '../../db/instances';
import { getDefinition, publish } from '../../db/definitions';
import { loadPlan } from '../../db/plan';
import type { ProcessDefinition } from '../../domain/generated/process';
import type { Plan } from '../../domain/process/types';
import { createSale, openStage, type Stage } from './stage';

const KEY = 'sales.project';

/** Instances on real workflows keep their version until they are moved, go on after it, and can go back. */
describe('moving a running process to another version', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  }, 60_000);
  afterAll(() => stage.close());

  async function planOf(version: number): Promise<Plan> {
    return (await loadPlan(stage.company.db, { key: KEY, version }, Date.now())) as Plan; // just published
  }

  /** The version before with one step more in the first stage. */
  async function publishNext(version: number): Promise<void> {
    const { db } = stage.company;
    const before = await getDefinition(db, 'process', KEY, version);
    // what is published has the shape of its kind
    const next = structuredClone(before?.body) as unknown as ProcessDefinition;
    next.version = version + 1;
    next.title = { 'zh-CN': '项目销售（二）', en: 'Project sale, second' };
    next.stages[0]?.steps.push({
      id: `added${version}`,
      kind: 'human',
      title: { 'zh-CN': '补充资料', en: 'More papers' },
      assign: 'owner',
    });
    await publish(db, next, null);
  }

  const open = async ({ id }: InstanceRow) =>
    stage.company.db('task').where({ instance_id: id }).whereNull('closed_at').orderBy('step').pluck('step');

  it('keeps tasks, adds what is new, survives another worker, and is undone by moving back', async () => {
    const { db, idOf } = stage.company;
    await db('employee')
      .where({ login: 'zhao' })
      .update({ roles: ['admin'] });
    const first = (await db('definition').where({ kind: 'process', key: KEY }).max('version as version'))[0]
      ?.version as number; // it is shipped
    const sale = await stage.instanceOf(await createSale(stage), KEY);
    const before = await open(sale);
    await publishNext(first);
    expect(await open(sale)).toEqual(before);

    const command = { op: 'migrate' as const, plan: await planOf(first + 1), reason: '新规定' };
    await expect(stage.act(sale, 'li', command)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const commandId = 'move-1';
    await stage.act(sale, 'zhao', command, commandId);
    // a second click is the same update
    await stage.act(sale, 'zhao', command, commandId);
    const moved = await findInstanceByWorkflow(db, sale.workflowId);
    expect(moved).toMatchObject({ definitionVersion: first + 1, status: 'active', stage: sale.stage });
    expect(await open(sale)).toEqual([...before, `added${first}`].sort());
    const events = await db('process_event').where({ instance_id: sale.id, event: 'migrated' }).pluck('data');
    expect(events).toEqual([{ from: first, to: first + 1, reason: '新规定' }]);
    expect(await db('audit').where({ action: 'migrate', entity_id: sale.id }).pluck('actor_id')).toEqual([
      idOf('zhao'),
    ]);

    await stage.restartWorker();
    await stage.act(moved as InstanceRow, 'li', { op: 'complete', step: `added${first}`, with: {} });
    const back = { op: 'migrate' as const, plan: await planOf(first) };
    await stage.act(moved as InstanceRow, 'zhao', back);
    expect(await findInstanceByWorkflow(db, sale.workflowId)).toMatchObject({ definitionVersion: first });
    expect(await open(sale)).toEqual(before);
  }, 60_000);
});
