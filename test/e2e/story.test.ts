import type { Browser, Page } from 'playwright-core';
import { guanxi, startSystem, type StartedSystem } from '../support/system';
import { eventually, openBrowser, signIn } from './browser';
import { createApi, type Api } from './api';
import { allDayPolicy } from './policy';

let system: StartedSystem;
let browser: Browser;
let finance: Api;
beforeAll(async () => {
  system = await startSystem();
  browser = await openBrowser();
  finance = await createApi(system, 'zheng.jie');
}, 300_000);
afterAll(async () => {
  await browser.close();
  await system.stop();
  system.remove();
}, 60_000);

const CUSTOMER = '绍兴远景检测有限公司';
const DEAL = '远景检测光谱仪项目';

/** The whole tour of the README, in the browser, on the running system. */
describe('a sale from the first contact to the payment', () => {
  it('is walked through by the people who do it', async () => {
    await allDayPolicy(system);
    const rep = await signIn(browser, system.url, 'li.na');
    await createCustomer(rep);
    const deal = await createDeal(rep);
    await sellUntilQuote(rep);

    const manager = await signIn(browser, system.url, 'chen.wei');
    await openTask(manager, '审批报价折扣');
    await manager.getByRole('button', { name: '同意' }).click();
    await settled(manager, '审批报价折扣');
    await winTheDeal(rep);

    const order = await eventually(
      'the order',
      async () => (await finance.list('orders', `customerLabel`))[0] ?? null,
    );
    const desk = await signIn(browser, system.url, 'sun.yan');
    await workTheOrder(desk);
    expect(order.lines).toHaveLength(1);

    const invoice = await eventually('the invoice', async () => (await finance.list('invoices'))[0] ?? null);
    expect(invoice).toMatchObject({ total: '252000.00', balance: '252000.00' });
    await remindOnce();
    await payAndBeClear(invoice);
    await auditTellsAll(rep, deal);
    const doctor = guanxi(['doctor', '--check', '--data', system.dataDir]);
    expect([await doctor.exit, doctor.output()]).toEqual([0, expect.any(String)]);
  }, 240_000);
});

async function createCustomer(rep: Page): Promise<void> {
  await rep.goto('/records/customers/new');
  await rep.getByLabel('名称', { exact: false }).first().fill(CUSTOMER);
  await rep.getByLabel('邮箱', { exact: false }).first().fill('caiwu@yuanjing.example');
  await rep.getByRole('button', { name: '保存' }).click();
  await rep.getByRole('heading', { name: CUSTOMER }).waitFor();
}

/** Gives the address of the deal's page. */
async function createDeal(rep: Page): Promise<string> {
  await rep.goto('/records/opportunities/new');
  await rep.getByLabel('名称', { exact: false }).first().fill(DEAL);
  await choose(rep, '客户', CUSTOMER);
  await rep.getByRole('button', { name: '添加一行' }).click();
  await rep.getByLabel('说明 1').fill('台式光谱仪');
  await rep.getByLabel('数量 1').fill('2');
  await rep.getByLabel('单价 1').fill('180000');
  await rep.getByRole('button', { name: '保存' }).click();
  await rep.getByRole('heading', { name: DEAL }).waitFor();
  return rep.url();
}

async function sellUntilQuote(rep: Page): Promise<void> {
  await openTask(rep, '首次联系客户');
  await rep.getByLabel('中', { exact: true }).check();
  await complete(rep, '首次联系客户');
  await rep.getByLabel('客户需求').fill('两台台式光谱仪，年底前交货');
  await complete(rep, '确认客户需求');
  await rep.getByLabel('方案摘要').fill('台式光谱仪整体方案');
  await complete(rep, '编制并提交方案');
  await rep.getByLabel('折扣', { exact: false }).first().fill('30');
  await complete(rep, '编制报价');
}

async function winTheDeal(rep: Page): Promise<void> {
  await openTask(rep, '确认客户意向');
  await rep.getByLabel('同意，进入谈判').check();
  await complete(rep, '确认客户意向');
  await choose(rep, '付款条件', '货到 30 天');
  await complete(rep, '谈定商务条款');
  await rep.getByLabel('合同编号').fill('HT-2026-118');
  await rep.getByLabel('签订日期').fill('2026-08-01');
  await complete(rep, '签订合同');
}

async function workTheOrder(desk: Page): Promise<void> {
  await openTask(desk, '核对订单');
  await desk.getByLabel('收货信息已核对').check();
  await complete(desk, '核对订单');
  await desk.getByLabel('计划交货日期').fill('2026-08-10');
  await complete(desk, '安排交货计划');
  await desk.getByLabel('交货日期').fill('2026-08-12');
  await complete(desk, '交货');
}

/** The invoice is long overdue: two sweeps, one letter. */
async function remindOnce(): Promise<void> {
  await finance.post('/api/dunning/sweep', {});
  const letters = () => finance.mailTo('caiwu@yuanjing.example', /付款|催|逾期|到期/);
  await eventually('the letter', async () => (await letters()).length > 0);
  await finance.post('/api/dunning/sweep', {});
  expect(await letters()).toHaveLength(1);
}

async function payAndBeClear(invoice: { id: string; customerId: string }): Promise<void> {
  await finance.post('/api/payments', {
    customerId: invoice.customerId,
    amount: '252000.00',
    currency: 'CNY',
    receivedOn: '2026-11-23',
  });
  await eventually('the end of the order process', async () => {
    const [process] = await finance.processesOf('order.execution', CUSTOMER);
    return process?.status === 'ended';
  });
  expect((await finance.list('invoices'))[0]).toMatchObject({ balance: '0.00' });
  const before = (await finance.mailTo('caiwu@yuanjing.example', /./)).length;
  await finance.post('/api/dunning/sweep', {});
  expect(await finance.mailTo('caiwu@yuanjing.example', /./)).toHaveLength(before);
}

/** Every step can be read on the record's own page. */
async function auditTellsAll(rep: Page, deal: string): Promise<void> {
  await rep.goto(deal);
  await rep.getByRole('heading', { name: DEAL }).waitFor();
  await rep.getByText('合同签订').first().waitFor();
}

async function openTask(page: Page, title: string): Promise<void> {
  await page.goto('/inbox');
  await page
    .getByRole('link', { name: new RegExp(`${title}.*${CUSTOMER}|${title}`) })
    .filter({ hasText: CUSTOMER })
    .first()
    .click();
  await page.getByRole('heading', { name: title }).waitFor();
}

/** Ends the task that is open; the next one then shows by itself. */
async function complete(page: Page, title: string): Promise<void> {
  await page.getByRole('heading', { name: title }).waitFor();
  await page.getByRole('button', { name: '完成', exact: true }).click();
  await settled(page, title);
}

async function settled(page: Page, title: string): Promise<void> {
  await page.getByRole('heading', { name: title, exact: true }).waitFor({ state: 'detached' });
}

/** A list to choose from; one that can be searched is searched. */
async function choose(page: Page, label: string, option: string): Promise<void> {
  const input = page
    .getByRole('combobox', { name: label })
    .or(page.getByRole('textbox', { name: label }))
    .first();
  await input.click();
  if (await input.isEditable()) await input.fill(option);
  await page.getByRole('option', { name: option }).first().click();
}
