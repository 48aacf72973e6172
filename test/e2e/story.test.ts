import type { Browser, Page } from 'playwright-core';
import { guanxi, startSystem, type StartedSystem } from '../support/system';
import { eventually, openBrowser, signIn } from './browser';
import { createApi } from './api';
import { openAccount, recordPayment, remindersTo, runSweep } from './desk';
import { allDayPolicy } from './policy';

let system: StartedSystem;
let browser: Browser;
beforeAll(async () => {
  system = await startSystem();
  browser = await openBrowser();
}, 300_000);
afterAll(async () => {
  await browser.close();
  await system.stop();
  system.remove();
}, 60_000);

const CUSTOMER = '绍兴远景检测有限公司';
const MAIL = 'caiwu@yuanjing.example';
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
    // What the rep priced is there to be judged.
    await manager.getByRole('region', { name: '编制报价' }).getByText('折扣').first().waitFor();
    await manager.getByRole('button', { name: '同意' }).click();
    await settled(manager, '审批报价折扣');
    await winTheDeal(rep);

    const desk = await signIn(browser, system.url, 'sun.yan');
    await seeTheOrder(desk);
    await workTheOrder(desk);
    await beInvoiced();

    const finance = await signIn(browser, system.url, 'zheng.jie');
    await remindOnce(finance);
    await payAndBeClear(finance);
    await timelinesTellAll(rep, deal);
    const doctor = guanxi(['doctor', '--check', '--data', system.dataDir]);
    expect([await doctor.exit, doctor.output()]).toEqual([0, expect.any(String)]);
  }, 240_000);
});

async function createCustomer(rep: Page): Promise<void> {
  await rep.goto('/records/customers/new');
  await rep.getByLabel('名称', { exact: false }).first().fill(CUSTOMER);
  await rep.getByLabel('邮箱', { exact: false }).first().fill(MAIL);
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

/** It is there with the line of the deal. */
async function seeTheOrder(desk: Page): Promise<void> {
  const row = desk.getByRole('row').filter({ hasText: CUSTOMER });
  await eventually('the order', async () => {
    await desk.goto('/records/orders');
    await desk.getByRole('table').waitFor();
    return (await row.count()) > 0;
  });
  await row.getByRole('link').first().click();
  await desk.getByRole('cell', { name: '台式光谱仪' }).waitFor();
}

/** The program asks here: the invoice comes by itself, and nobody at the desk presses anything for it. */
async function beInvoiced(): Promise<void> {
  const finance = await createApi(system, 'zheng.jie');
  const invoice = await eventually('the invoice', async () => (await finance.list('invoices'))[0] ?? null);
  expect(invoice).toMatchObject({ total: '252000.00', balance: '252000.00', customerLabel: CUSTOMER });
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

/** The invoice is long overdue: finance sweeps twice, and one letter is sent, readable as it was. */
async function remindOnce(desk: Page): Promise<void> {
  await desk.goto('/dunning');
  await desk.getByRole('row').filter({ hasText: CUSTOMER }).getByText('¥252,000.00').first().waitFor();
  await runSweep(desk);
  await openAccount(desk, CUSTOMER);
  const letter = desk
    .getByRole('region', { name: '已发催款' })
    .getByRole('row')
    .filter({ hasText: '友好催收' });
  await letter.getByText('已发送').waitFor({ timeout: 60_000 });
  await letter.getByRole('link', { name: '查看信件' }).click();
  const text = desk.locator('.letter');
  await text.waitFor();
  expect(await text.innerText()).toContain('252,000.00');
  await desk.getByText('已发送').first().waitFor();
  expect(await remindersTo(desk, MAIL)).toBe(1);
  await runSweep(desk);
  expect(await remindersTo(desk, MAIL)).toBe(1);
}

async function payAndBeClear(desk: Page): Promise<void> {
  await openAccount(desk, CUSTOMER);
  await recordPayment(desk, '252000');
  await desk.getByText('没有人欠款').waitFor();
  await desk.getByText('正常', { exact: true }).waitFor();
  const statement = desk.getByRole('region', { name: '往来对账单 CNY' }).getByRole('row').last();
  expect(await statement.innerText()).toMatch(/收款 R\d+[\s\S]*252,000\.00[\s\S]*0\.00/);
  await desk.goto('/records/orders');
  await desk.getByRole('row').filter({ hasText: CUSTOMER }).getByRole('link').first().click();
  await desk.getByRole('link', { name: '订单执行' }).first().click();
  await desk.getByText('已结束', { exact: true }).first().waitFor();
  await runSweep(desk);
  expect(await remindersTo(desk, MAIL)).toBe(1);
}

/** Every step can be read on the pages of the records that it is about. */
async function timelinesTellAll(rep: Page, deal: string): Promise<void> {
  const tells = async (entries: string[]) => {
    const timeline = rep.locator('.timeline');
    await timeline.waitFor();
    const earlier = rep.getByRole('button', { name: '更早的动态' });
    if (await earlier.isVisible()) await earlier.click();
    for (const entry of entries) await timeline.getByText(entry).first().waitFor();
  };
  await rep.goto(deal);
  await tells(['完成任务：首次联系客户', '完成任务：审批报价折扣', '完成任务：签订合同', '流程结束']);
  await rep.goto('/records/orders');
  await rep.getByRole('row').filter({ hasText: CUSTOMER }).getByRole('link').first().click();
  await tells(['完成任务：核对订单', '完成任务：交货', '流程结束']);
  await rep.goto('/records/invoices');
  await rep.getByRole('row').filter({ hasText: CUSTOMER }).getByRole('link').first().click();
  await tells(['创建', '余额：']);
  await rep.getByRole('link', { name: CUSTOMER }).first().click();
  await rep.getByRole('heading', { name: CUSTOMER, level: 1 }).waitFor();
  await tells(['消息：']);
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
