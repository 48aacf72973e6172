import { publish, type DefinitionDocument } from '../../db/definitions';
import { createRecord } from '../../db/records/create';
import { statusTimes } from '../../db/reports/statusTimes';
import { updateRecord } from '../../db/records/update';
import shipped from '../../definitions/statuses/sales-status.json';
import { openCompany, type Company } from './company';

let company: Company;
beforeAll(async () => {
  company = await openCompany();
});
afterAll(() => company.close());

const listed = (version: number, semantic: string, waitsFor?: string): DefinitionDocument => {
  const asleep = { code: 'asleep', title: { 'zh-CN': '冬眠', en: 'Asleep' }, semantic, waitsFor };
  return { ...shipped, version, ...{ items: [...shipped.items, asleep] } };
};

it('keeps every change of a status with who, when and what it meant then, though the list changes later', async () => {
  const { db, as, idOf } = company;
  await publish(db, listed(8, 'hold', 'customer'), null);
  const customer = await createRecord(db, 'customer', { name: '客户' }, as('li'));
  const deal = await createRecord(
    db,
    'opportunity',
    { name: '机会', customerId: customer.id, amount: '1' },
    as('li'),
  );
  await updateRecord(db, 'opportunity', deal.id, { status: 'asleep' }, null, as('li'));
  await updateRecord(db, 'opportunity', deal.id, { name: '还是那个机会' }, null, as('li'));
  await publish(db, listed(9, 'stop'), null);
  await updateRecord(db, 'opportunity', deal.id, { status: 'following' }, null, as('qian'));
  const changes = await db('status_change')
    .select('from_status', 'to_status', 'from_semantic', 'to_semantic', 'pause_side', 'actor_id', 'seconds')
    .where({ entity: 'opportunity', entity_id: deal.id })
    .orderBy('id');
  expect(changes).toMatchObject([
    { from_status: null, to_status: 'new', to_semantic: 'open', actor_id: idOf('li') },
    { from_status: 'new', to_status: 'asleep', to_semantic: 'hold', pause_side: 'customer' },
    { from_status: 'asleep', to_status: 'following', to_semantic: 'open', actor_id: idOf('qian') },
  ]);
  expect(await statusTimes(db, as('li'))).toMatchObject([
    { entity: 'customer', status: 'normal', title: null, records: 1, now: 1 },
    ...['asleep', 'following', 'new'].map((status) => ({ entity: 'opportunity', status, records: 1 })),
  ]);
  expect(await statusTimes(db, as('wu'))).toEqual([]);
  expect(changes.map(({ seconds }) => seconds === null)).toEqual([false, false, true]);
});
