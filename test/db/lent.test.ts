import { canSeeInstance } from '../../db/api-visibility';
import { publish } from '../../db/definitions';
import { createRecord } from '../../db/records/create';
import { deleteRecord } from '../../db/records/delete';
import { listRecords } from '../../db/records/list';
import { getRecord } from '../../db/records/read';
import { updateRecord } from '../../db/records/update';
import { pipeline } from '../../db/reports/pipeline';
import { startInstance } from '../../db/startInstance';
import { closeTask, openTask, type NewTask } from '../../db/tasks';
import { today } from '../../db/today';
import { openCompany, type Company } from './company';

const now = new Date();
const DAY = 86_400_000;
const day = (offset: number) => today(new Date(now.getTime() + offset * DAY));

let company: Company;
let ids: Record<'customer' | 'contact' | 'deal' | 'other' | 'case', string>;
beforeAll(async () => {
  company = await openCompany();
  const { db, as } = company;
  const made = async (entity: string, input: object) => (await createRecord(db, entity, input, as('li'))).id;
  const customer = await made('customer', { name: '李娜的客户' });
  const contact = await made('contact', { name: '周经理', customerId: customer });
  const deal = await made('opportunity', { name: '李娜的商机', customerId: customer, amount: '100' });
  const other = await made('customer', { name: '李娜的另一客户' });
  await publish(db, PROCESS, null);
  const definition = { key: 'test.lent', version: 1, sha256: 'x' };
  const started = await startInstance(db, { definition, entity: 'opportunity', entityId: deal, title: 'x' });
  ids = { customer, contact, deal, other, case: started.id };
});
afterAll(() => company.close());
afterEach(async () => {
  await company.db('task').del();
  await company.db('employee').update({ deputy_id: null, absences: null });
});

const PROCESS = {
  kind: 'process',
  key: 'test.lent',
  version: 1,
  title: { 'zh-CN': '代办', en: 'Lent' },
  stages: [{ id: 's', title: { 'zh-CN': '一', en: 'One' } }],
};

const task = (people: Partial<NewTask>) =>
  openTask(company.db, {
    instanceId: ids.case,
    key: '1',
    stage: 's',
    step: 'call',
    kind: 'human',
    status: 'prepare',
    title: { 'zh-CN': '电话', en: 'Call' },
    openedAt: now,
    entity: 'opportunity',
    entityId: ids.deal,
    customerId: ids.customer,
    ...people,
  });

const away = (login: string, deputy: string, from: number, to: number) =>
  company
    .db('employee')
    .where({ login })
    .update({
      deputy_id: company.idOf(deputy),
      absences: JSON.stringify([
        ['2001-01-01', '2001-01-02'],
        [day(from), day(to)],
      ]),
    });

/** What of Li's there is for somebody, one by one, in lists, search and figures, which have to agree. */
async function seenBy(login: string): Promise<string> {
  const { db, as } = company;
  const kinds = { customer: 'customer', contact: 'contact', deal: 'opportunity', other: 'customer' } as const;
  const seen: string[] = [];
  for (const [name, entity] of Object.entries(kinds)) {
    // the names of `kinds` are names of `ids`
    const id = ids[name as keyof typeof kinds];
    const one = await getRecord(db, entity, id, as(login));
    const listed = await listRecords(db, entity, { limit: 200, filter: `number != ''` }, as(login));
    const found = await listRecords(db, entity, { q: entity === 'contact' ? '周经理' : '李娜' }, as(login));
    const all = [one !== null, ...[listed, found].map(({ items }) => items.some((item) => item.id === id))];
    expect(new Set(all).size).toBe(1);
    if (one) seen.push(name);
  }
  const counted = (await pipeline(db, as(login))).totals.reduce((sum, { count }) => sum + Number(count), 0);
  expect(counted).toBe(seen.includes('deal') ? 1 : 0);
  expect(await canSeeInstance(db, ids.case, as(login))).toBe(seen.includes('deal'));
  return seen.join(' ');
}

const ALL = 'customer contact deal other';

describe('the records of an owner who is away', () => {
  it.each([
    ['yesterday until today', -1, 0, ALL],
    ['today until tomorrow', 0, 1, ALL],
    ['until yesterday', -3, -1, ''],
    ['from tomorrow', 1, 3, ''],
  ])('are there for the deputy within the dates: %s', async (_name, from, to, seen) => {
    await away('li', 'wu', from, to);
    expect(await seenBy('wu')).toBe(seen);
    expect(await seenBy('zhou')).toBe('');
  });

  it('are not there for the deputy of the deputy, nor for whoever is above the deputy', async () => {
    await away('li', 'wu', 0, 0);
    await away('wu', 'zhou', 0, 0);
    expect(await seenBy('wu')).toBe(ALL);
    expect(await seenBy('zhou')).toBe('');
    expect(await seenBy('sun')).toBe('');
  });

  it('are the owner’s to change, and what absences hold that are none opens nothing', async () => {
    const { db, as, idOf } = company;
    await away('li', 'wu', 0, 0);
    const refused = { code: 'FORBIDDEN' };
    for (const change of [{ name: 'x' }, { ownerId: idOf('wu') }])
      await expect(updateRecord(db, 'customer', ids.other, change, null, as('wu'))).rejects.toMatchObject(
        refused,
      );
    await expect(deleteRecord(db, 'contact', ids.contact, null, as('wu'))).rejects.toMatchObject(refused);
    await expect(
      createRecord(db, 'contact', { name: 'x', customerId: ids.customer }, as('wu')),
    ).rejects.toMatchObject(refused);
    for (const absences of ['"2000-01-01"', '{"a":1}', '[["2000-01-01"]]', '[null,7]']) {
      await db('employee').where({ login: 'li' }).update({ absences });
      expect(await seenBy('wu')).toBe('');
    }
  });
});

describe('a record that an open task is about', () => {
  const SEEN = 'customer contact deal';
  const nobody = {} satisfies Partial<NewTask>;

  it.each<[string, () => Partial<NewTask>, string]>([
    ['assigned', () => ({ assigneeId: company.idOf('wu') }), SEEN],
    ['delegated by', () => ({ assigneeId: company.idOf('zhou'), onBehalfOfId: company.idOf('wu') }), SEEN],
    ['offered', () => ({ candidates: [company.idOf('wu'), company.idOf('zhou')] }), SEEN],
    ['in the queue of a role', () => ({ queue: 'rep' }), SEEN],
    ['in the queue of others', () => ({ queue: 'finance' }), ''],
    [
      'offered until somebody took it',
      () => ({ candidates: [company.idOf('wu')], assigneeId: company.idOf('zhou') }),
      '',
    ],
    ['nobody’s', () => nobody, ''],
  ])('is there with its customer for as long: %s', async (_name, people, seen) => {
    await task(people());
    expect(await seenBy('wu')).toBe(seen);
    await closeTask(company.db, ids.case, '1', {
      status: 'complete',
      at: now,
      by: company.idOf('wu'),
      out: {},
    });
    expect(await getRecord(company.db, 'customer', ids.customer, company.as('wu'))).toBeNull();
  });

  it('is there for those above whoever does it, and for nobody else', async () => {
    await task({ assigneeId: company.idOf('wu') });
    expect(await seenBy('sun')).toBe(SEEN);
    expect(await seenBy('zhou')).toBe('');
    await expect(
      updateRecord(company.db, 'opportunity', ids.deal, { name: 'x' }, null, company.as('sun')),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});
