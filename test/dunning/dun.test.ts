import { dunCustomer } from '../../activities/dunning/dun';
import { noteDelivery, withdrawIfVoid } from '../../db/dunning/delivery';
import { sweepPage } from '../../db/dunning/sweep';
import { openDispute, makePromise } from '../../db/finance/invoices';
import { systemContext } from '../../db/context';
import { claimMessages } from '../../db/messages';
import type { Db } from '../../db/connect';
import type { Company } from '../db/company';
import { addCustomer, addInvoice, deliverAll, openDunningCompany, payInvoice } from './fixture';

const at = (text: string) => Date.parse(`2026-${text}:00+08:00`);

describe('reminders in the database', () => {
  let company: Company;
  let db: Db;
  beforeAll(async () => {
    company = await openDunningCompany();
    db = company.db;
  });
  afterAll(() => company.close());

  const letters = (customerId: string) =>
    db('message')
      .select('status', 'subject', 'text', 'locale', 'channel', 'template', 'error')
      .where({ customer_id: customerId })
      .orderBy('id');
  const notices = (customerId: string) =>
    db('dunning_notice')
      .select('level', 'status', 'total')
      .where({ customer_id: customerId })
      .orderBy('created_at');

  it('write one letter for all that is overdue, in the language of the customer, and keep it as sent', async () => {
    const { id } = await addCustomer(company);
    const first = await addInvoice(db, id, '2026-03-06', '5000.00');
    const second = await addInvoice(db, id, '2026-03-05', '1234.56');
    const { nextAt, clear } = await dunCustomer(db, id, at('03-10T10:00'));
    expect({ nextAt, clear }).toEqual({ nextAt: at('03-15T00:00'), clear: false });
    const [letter, ...others] = await letters(id);
    expect(others).toEqual([]);
    expect(letter).toMatchObject({
      status: 'queued',
      locale: 'zh-CN',
      channel: 'email',
      template: 'dunning.friendly',
    });
    expect(letter.subject).toBe('付款提醒：贵司有款项已到期未付（合计 CNY 6,234.56）');
    expect(letter.text).toContain(`${first.number}`);
    expect(letter.text).toContain(`${second.number}`);
    expect(letter.text).toMatch(/2026年3月5日 +5 +CNY 1,234\.56/);
  });

  it('write in English to those who read English', async () => {
    const { id } = await addCustomer(company, { locale: 'en' });
    await addInvoice(db, id, '2026-03-05', '700.00', { currency: 'USD' });
    await dunCustomer(db, id, at('03-10T10:00'));
    expect(await letters(id)).toMatchObject([
      { locale: 'en', subject: 'Payment reminder: USD 700.00 is overdue' },
    ]);
  });

  it('send nothing twice, however often and however concurrently they run', async () => {
    const { id } = await addCustomer(company);
    await addInvoice(db, id, '2026-03-05', '5000.00');
    await Promise.all(Array.from({ length: 8 }, () => dunCustomer(db, id, at('03-10T10:00'))));
    await dunCustomer(db, id, at('03-11T10:00'));
    expect(await letters(id)).toHaveLength(1);
    expect(await notices(id)).toMatchObject([{ level: 'L1', status: 'queued' }]);
  });

  it('are refused by the database when the rules would send twice', async () => {
    const { id } = await addCustomer(company);
    await addInvoice(db, id, '2026-03-05', '5000.00');
    await dunCustomer(db, id, at('03-10T10:00'));
    const [item] = await db('dunning_item as d')
      .join('dunning_notice as n', 'n.id', 'd.notice_id')
      .where({ customer_id: id })
      .select('d.*');
    await expect(db('dunning_item').insert(item)).rejects.toMatchObject({ code: '23505' });
  });

  it('climb only when the letter before was really sent', async () => {
    const { id } = await addCustomer(company);
    await addInvoice(db, id, '2026-03-05', '5000.00');
    await dunCustomer(db, id, at('03-10T10:00'));
    await dunCustomer(db, id, at('03-25T10:00'));
    expect(await notices(id)).toHaveLength(1);
    await db('message')
      .where({ customer_id: id })
      .update({ status: 'sent', sent_at: new Date(at('03-10T10:01')) });
    await dunCustomer(db, id, at('03-25T10:00'));
    expect((await notices(id)).map(({ level }) => level)).toEqual(['L1', 'L2']);
    const tasks = await db('process_instance')
      .where({ customer_id: id })
      .select('definition_key', 'input', 'owner_id');
    expect(tasks).toMatchObject([
      { definition_key: 'general.collect-call', owner_id: company.idOf('li'), input: { title: '电话催收' } },
    ]);
  });

  it('try a letter that came back again on another day, and then by another way: a person', async () => {
    const { id } = await addCustomer(company);
    await addInvoice(db, id, '2026-03-05', '5000.00');
    await dunCustomer(db, id, at('03-10T10:00'));
    await db.transaction(async (trx) => {
      const message = await trx('message')
        .first({ id: 'id', dedupeKey: 'dedupe_key' })
        .where({ customer_id: id });
      await trx('message').where({ id: message.id }).update({ status: 'failed', error: '550 no such user' });
      await noteDelivery(trx, message, 'failed');
    });
    await dunCustomer(db, id, at('03-10T11:00'));
    expect(await notices(id)).toMatchObject([{ status: 'failed' }]);
    await dunCustomer(db, id, at('03-11T10:00'));
    expect(await notices(id)).toMatchObject([{ status: 'failed' }, { level: 'L1', status: 'sent' }]);
    expect(await letters(id)).toHaveLength(1);
    expect(await db('process_instance').where({ customer_id: id }).pluck('title')).toEqual([
      '催收函无法送达，请联系：苏州精密机械有限公司',
    ]);
  });

  it('hold the credit and tell the manager at the last level, and undo it when everything is paid', async () => {
    const { id } = await addCustomer(company, { address: '苏州市工业园区 1 号' });
    const invoice = await addInvoice(db, id, '2026-01-10', '20000.00');
    for (const day of ['06-01T10:00', '06-11T10:00', '06-12T10:00']) {
      await dunCustomer(db, id, at(day));
      await db('message')
        .where({ customer_id: id, status: 'queued' })
        .update({ status: 'sent', sent_at: new Date(at(day)) });
    }
    expect((await notices(id)).map(({ level }) => level)).toEqual(['L1', 'L2', 'L3']);
    expect(await letters(id)).toMatchObject([
      { channel: 'email' },
      { channel: 'email' },
      { channel: 'letter', status: 'sent' },
    ]);
    expect(await db('customer').where({ id }).pluck('credit_hold')).toEqual([true]);
    expect(await db('notification').where({ entity_id: id }).pluck('employee_id')).toEqual([
      company.idOf('qian'),
    ]);
    expect(await db('dunning_case').where({ customer_id: id }).pluck('state')).toEqual(['blocked']);

    await payInvoice(db, invoice);
    expect(await dunCustomer(db, id, at('06-12T11:00'))).toMatchObject({ nextAt: null, clear: true });
    expect(await db('customer').where({ id }).pluck('credit_hold')).toEqual([false]);
    expect(await db('dunning_case').where({ customer_id: id })).toEqual([]);
    const cancelled = await db('outbox').where({ kind: 'cancel' }).pluck('workflow_id');
    const tasks = await db('process_instance').where({ customer_id: id }).pluck('workflow_id');
    expect(cancelled.sort()).toEqual(tasks.sort());
    expect(tasks).toHaveLength(2);
  });

  it('withdraw a letter that waits when the money comes first', async () => {
    const { id } = await addCustomer(company);
    const invoice = await addInvoice(db, id, '2026-03-05', '5000.00');
    await dunCustomer(db, id, at('03-10T10:00'));
    const claim = () =>
      db.transaction(async (trx) => {
        const message = (await claimMessages(trx, 100)).find(({ customerId }) => customerId === id);
        return message === undefined ? 'none' : withdrawIfVoid(trx, message);
      });
    expect(await claim()).toBe(false);
    await payInvoice(db, invoice);
    expect(await claim()).toBe(true);
    expect(await claim()).toBe('none');
    expect(await letters(id)).toMatchObject([{ status: 'failed', error: 'withdrawn' }]);
    expect(await notices(id)).toMatchObject([{ status: 'ignored' }]);
  });

  it('leave disputed and promised invoices alone', async () => {
    const { id } = await addCustomer(company);
    const disputed = await addInvoice(db, id, '2026-03-05', '5000.00');
    const promised = await addInvoice(db, id, '2026-03-05', '3000.00');
    await openDispute(db, disputed.id, '数量不符', systemContext());
    await makePromise(db, promised.id, '2026-03-20', null, systemContext());
    expect(await dunCustomer(db, id, at('03-10T10:00'))).toMatchObject({
      nextAt: at('03-21T00:00'),
      clear: false,
    });
    expect(await letters(id)).toEqual([]);
    expect(await db('dunning_case').where({ customer_id: id })).toMatchObject([
      { state: 'clear', held: [{ holds: ['dispute'] }, { holds: ['promise'] }] },
    ]);
  });

  it('leave in the audit trail which states a late run passed over', async () => {
    const { id } = await addCustomer(company);
    await addInvoice(db, id, '2026-03-05', '5000.00');
    await dunCustomer(db, id, at('03-06T10:00'));
    await dunCustomer(db, id, at('05-20T10:00'));
    const [entry, ...others] = await db('audit')
      .where({ entity_id: id, action: 'dunningState' })
      .select('before', 'after');
    expect(others).toEqual([]);
    expect(entry).toEqual({ before: { state: 'clear' }, after: { state: 'blocked', skipped: ['warning'] } });
  });

  it('are started by a sweep for exactly those who owe and whom nobody looks after', async () => {
    const watched = await addCustomer(company);
    await addInvoice(db, watched.id, '2026-03-05', '5000.00');
    await dunCustomer(db, watched.id, at('03-10T10:00'));
    const unwatched = await addCustomer(company);
    await addInvoice(db, unwatched.id, '2026-03-05', '5000.00');
    const debtless = await addCustomer(company);
    const found = await sweepPage(db, null, new Date(at('03-10T10:05')));
    expect(found).toContain(unwatched.id);
    expect(found).not.toContain(watched.id);
    expect(found).not.toContain(debtless.id);
    expect(await sweepPage(db, null, new Date(at('06-10T10:05')))).toContain(watched.id);
    const pages = [await sweepPage(db, null, new Date(at('03-10T10:05')), 1)];
    while (pages.at(-1)?.length)
      pages.push(await sweepPage(db, pages.at(-1)?.at(-1) ?? null, new Date(at('03-10T10:05')), 1));
    expect(pages.flat()).toEqual(found);
    await deliverAll(db);
  });
});
