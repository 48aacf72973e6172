import shippedStatuses from '../../definitions/statuses/sales-status.json';
import { publish, type DefinitionDocument } from '../../db/definitions';
import type { InstanceRow } from '../../db/instances';
import { findInstanceByWorkflow } from '../../db/instances';
import { listTasks, type TaskItem } from '../../db/inbox';
import { updateRecord } from '../../db/records/update';
import { createSale, openStage, type Stage } from './stage';

jest.setTimeout(60_000);

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
}, 60_000);
afterAll(() => stage.close());

describe('the status of a deal', () => {
  it('holds its process and lets it go on, whoever sets it', async () => {
    const { id, sale } = await start();
    await setStatus(id, 'onHold');
    const held = await eventually(sale, 'held');
    expect(held.state).toMatchObject({
      held: { reason: 'status 搁置', status: 'onHold', former: 'new', by: stage.company.idOf('li') },
    });
    expect(await nextYear(id)).toMatchObject([{ overdue: false, held: { reason: 'status 搁置' } }]);
    await expect(
      stage.act(sale, 'li', { op: 'complete', step: 'call', with: { interest: 'low' } }),
    ).rejects.toMatchObject({ code: 'PROCESS_HELD' });
    await stage.act(sale, 'qian', { op: 'resume' });
    expect(await statusOf(id)).toBe('new');
    expect(await nextYear(id)).toMatchObject([{ overdue: true, held: null }]);
    await stage.act(sale, 'qian', { op: 'hold', reason: '等客户预算' });
    expect(await statusOf(id)).toBe('onHold');
    await stage.act(sale, 'qian', { op: 'resume' });
    expect(await statusOf(id)).toBe('new');
  });

  it('may be one of the administrator, added while the deal runs: only its meaning counts', async () => {
    const { id, sale } = await start();
    const own = [
      { code: 'waitsForBudget', title: { 'zh-CN': '等待预算', en: 'Waits for budget' }, semantic: 'pause' },
      { code: 'toRival', title: { 'zh-CN': '输给对手', en: 'Lost to a rival' }, semantic: 'lost' },
    ];
    const items = [...shippedStatuses.items, ...own];
    const list: DefinitionDocument = { ...shippedStatuses, version: 9, ...{ items } };
    await publish(stage.company.db, list, null);
    await setStatus(id, 'waitsForBudget');
    expect((await eventually(sale, 'held')).state).toMatchObject({ held: { reason: 'status 等待预算' } });
    await setStatus(id, 'following');
    await eventually(sale, 'active');
    await expect(setStatus(id, 'quoted')).rejects.toMatchObject({ code: 'STATUS_FOLLOWS_PROCESS' });
    await expect(setStatus(id, 'won')).rejects.toMatchObject({ code: 'STATUS_FOLLOWS_PROCESS' });
    await expect(setStatus(id, 'toRival')).rejects.toMatchObject({ fields: [{ pointer: '/lostReason' }] });
    await setStatus(id, 'toRival', { lostReason: '价格' });
    expect(await eventually(sale, 'ended')).toMatchObject({ outcome: 'lost' });
    expect(await statusOf(id)).toBe('toRival');
  });
});

async function start(): Promise<{ id: string; sale: InstanceRow }> {
  const id = await createSale(stage);
  const sale = await stage.instanceOf(id, 'sales.project');
  return { id, sale };
}

function setStatus(id: string, status: string, more = {}) {
  const { db, as } = stage.company;
  return updateRecord(db, 'opportunity', id, { status, ...more }, null, as('li'));
}

/** The deal's task as the inbox shows it in a year: what is late, and why it stands still. */
async function nextYear(entityId: string): Promise<TaskItem[]> {
  const { db, idOf } = stage.company;
  const query = { view: 'mine' as const, personId: idOf('li'), entity: 'opportunity', entityId };
  const later = new Date(Date.now() + 366 * 86_400_000);
  return (await listTasks(db, query, later)).items;
}

async function statusOf(id: string): Promise<string> {
  const row = await stage.company
    .db('opportunity')
    .first<{ status: string } | undefined>('status')
    .where({ id });
  return row?.status ?? '';
}

function eventually({ workflowId }: InstanceRow, status: InstanceRow['status']): Promise<InstanceRow> {
  return stage.eventually(async () => {
    const row = await findInstanceByWorkflow(stage.company.db, workflowId);
    return row?.status === status && row;
  }, `a deal that is ${status}`);
}
