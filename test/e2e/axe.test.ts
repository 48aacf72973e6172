import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { startSystem, type StartedSystem } from '../support/system';
import { openBrowser, signIn } from './browser';

jest.setTimeout(360_000);

let system: StartedSystem;
let browser: Browser;

beforeAll(async () => {
  system = await startSystem();
  browser = await openBrowser();
});

afterAll(async () => {
  await browser?.close();
  await system?.stop();
  system?.remove();
});

describe.each(['light', 'dark'] as const)('in %s colours', (colorScheme) => {
  let page: Page;

  beforeAll(async () => {
    page = await signIn(browser, system.url, 'li.na');
    // colours are judged at once, not while something fades in
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  });
  afterAll(() => page.context().close());

  test('the inbox and a task have no violation', async () => {
    await page.goto('/inbox');
    await page.locator('.inbox-item').first().waitFor();
    expect(await violations(page)).toEqual([]);
    await page.locator('.inbox-item').first().click();
    await page.getByRole('button', { name: '完成', exact: true }).waitFor();
    await page.getByRole('button', { name: '更多操作' }).click();
    await page.getByRole('menuitem').first().waitFor();
    expect(await violations(page)).toEqual([]);
  });

  test('a list, a record and its form have none', async () => {
    await page.goto('/records/opportunities');
    await page.getByRole('table').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('table').getByRole('link').first().click();
    await page.getByRole('button', { name: '修改' }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: '修改' }).click();
    await page.getByRole('button', { name: '保存' }).waitFor();
    expect(await violations(page)).toEqual([]);
  });

  test('the command palette has none', async () => {
    await page.goto('/inbox');
    await page.locator('#inbox-title').waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog', { name: '命令面板' }).waitFor();
    expect(await violations(page)).toEqual([]);
  });
});

test.each(['light', 'dark'] as const)(
  'the desks of a manager have none, in %s colours',
  async (colorScheme) => {
    const page = await signIn(browser, system.url, 'chen.wei');
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const address of [
      '/board',
      '/processes',
      '/dunning',
      '/messages',
      '/reports',
      '/reports/sales.by-owner',
    ]) {
      await page.goto(address);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.locator('.table, .board, .empty, .card').first().waitFor();
      expect([address, await violations(page)]).toEqual([address, []]);
    }
    await page.goto('/dunning');
    await page.getByRole('table').getByRole('link').first().click();
    await page.getByRole('heading', { name: '未付明细' }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.goto('/records/orders');
    await page.getByRole('table').getByRole('link').first().click();
    await page.getByRole('link', { name: '订单执行' }).first().click();
    await page.getByRole('heading', { name: '流程图' }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.context().close();
  },
);

test.each(['light', 'dark'] as const)(
  'the account that finance works on has none, on a phone, in %s colours',
  async (colorScheme) => {
    const page = await signIn(browser, system.url, 'zheng.jie');
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto('/dunning');
    await page.getByRole('table').getByRole('link').first().click();
    await page.getByLabel('金额', { exact: true }).fill('100');
    await page.getByText('未分配，留作预收款').waitFor();
    await page
      .getByRole('region', { name: /往来对账单/ })
      .first()
      .waitFor();
    expect(await violations(page)).toEqual([]);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(390);
    await page.goto('/board');
    await page.getByRole('heading', { name: '您没有查看本页的权限' }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.context().close();
  },
);

test('the documentation of the API has none, and comes from this host alone', async () => {
  const context = await browser.newContext({ baseURL: system.url });
  const page = await context.newPage();
  const asked: string[] = [];
  page.on('response', (response) => asked.push(`${response.status()} ${response.url()}`));
  await page.goto('/api/docs');
  await page.locator('summary').filter({ hasText: '/api/dunning/sweep' }).click();
  expect(await violations(page)).toEqual([]);
  expect(asked).toContain(`200 ${system.url}/api-docs.css`);
  expect(asked.filter((line) => !line.includes(` ${system.url}/`))).toEqual([]);
  await context.close();
});

// One colour only: these pages are the largest, and both together took four minutes.
test('Studio has none, in dark colours', async () => {
  const page = await signIn(browser, system.url, 'admin');
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  await page.goto('/studio');
  await page.getByRole('heading', { name: '流程', exact: true }).waitFor();
  expect(await violations(page)).toEqual([]);
  for (const address of ['process/sales.project', 'calendar/cn-office', 'form/intention', 'list/industry']) {
    await page.goto(`/studio/${address}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect([address, await violations(page)]).toEqual([address, []]);
    await page.getByRole('button', { name: '编辑', exact: true }).click();
    await page.getByRole('textbox', { name: '内容' }).waitFor();
    await page.getByRole('tab', { name: '问题' }).waitFor();
    expect([`a draft of ${address}`, await violations(page)]).toEqual([`a draft of ${address}`, []]);
  }
  await page.context().close();
});

test('the login has none, in both languages', async () => {
  const context = await browser.newContext({ baseURL: system.url });
  const page = await context.newPage();
  await page.goto('/login');
  await page.getByLabel('账号').waitFor();
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByLabel('Account').waitFor();
  expect(await page.getAttribute('html', 'lang')).toBe('en');
  expect(await violations(page)).toEqual([]);
  await context.close();
});

test('nothing is refused by the content security policy', async () => {
  const page = await signIn(browser, system.url, 'chen.wei');
  const refused: string[] = [];
  page.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) refused.push(message.text());
  });
  for (const address of ['/inbox', '/records/customers', '/records/opportunities/new', '/studio']) {
    await page.goto(address);
    await page.getByRole('heading', { level: 1 }).first().waitFor();
  }
  expect(refused).toEqual([]);
  await page.context().close();
});

async function violations(page: Page): Promise<string[]> {
  // without it each result is put together in a page of its own, which takes more than looking for it
  const { violations: found } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
}
