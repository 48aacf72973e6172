import type { Browser, Page } from 'playwright-core';
import { connect } from '../../db/connect';
import { startSystem, type StartedSystem } from '../support/system';
import { createApi } from './api';
import { openBrowser, signIn } from './browser';

jest.setTimeout(360_000);

let system: StartedSystem;
let browser: Browser;
let page: Page;
const refused: string[] = [];

beforeAll(async () => {
  system = await startSystem();
  browser = await openBrowser();
  await makeAdministrator('chen.wei');
  page = await signIn(browser, system.url, 'admin');
  page.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) refused.push(message.text());
  });
});

afterAll(async () => {
  await browser?.close();
  await system?.stop();
  system?.remove();
});

/** There is one administrator in the demo, and it takes two to disagree. */
async function makeAdministrator(login: string): Promise<void> {
  const db = connect(system.databaseUrl, { max: 1 });
  await db('employee')
    .where({ login })
    .update({ roles: ['manager', 'admin'] });
  await db.destroy();
}

const editor = (of: Page) => of.getByRole('textbox', { name: '内容' });

/** Selects the text between quotes that stands first, and writes over it. */
async function overwrite(of: Page, before: string, after: string): Promise<void> {
  await editor(of).click();
  await of.keyboard.press('Control+Home');
  await of.keyboard.press('Control+f');
  await of.getByRole('textbox', { name: '查找' }).waitFor();
  await of.keyboard.type(before);
  await of.keyboard.press('Enter');
  await of.keyboard.press('Escape');
  await of.keyboard.insertText(after);
}

test('a problem is shown at its line, jumped to, and corrected with one key', async () => {
  await page.goto('/studio');
  await page.getByRole('button', { name: '新建草稿' }).click();
  await page.getByLabel('标识').fill('service.repair');
  await page.getByLabel('中文名称').fill('维修');
  await page.getByLabel('英文名称').fill('Repair');
  await page.getByRole('button', { name: '创建' }).click();
  await page.getByRole('tab', { name: '问题' }).click();
  await page.getByText('没有问题').waitFor();

  await overwrite(page, '"assign": "owner"', '"assign": "ownr"');
  const problem = page.getByRole('button', { name: '没有角色“ownr”' });
  await problem.waitFor();
  await page.getByRole('button', { name: '发布', exact: true }).click();
  await page.getByText('还有 1 个错误需要先改正').waitFor();
  await page.getByRole('button', { name: '查看问题' }).click();
  await page.getByRole('button', { name: '改为 owner' }).first().click();
  await page.getByText('没有问题').waitFor();
  // the fix is one step that can be undone
  await page.keyboard.press('Control+z');
  await problem.waitFor();
});

test('the editor needs nothing that the content security policy refuses', () => {
  expect(refused).toEqual([]);
});

test('what was written is there again after the browser was closed', async () => {
  await page.getByText('已保存', { exact: true }).waitFor();
  const address = page.url();
  await page.context().close();
  page = await signIn(browser, system.url, 'admin');
  await page.goto(address);
  await editor(page).getByText('"ownr"').waitFor();
});

test('two people at one draft see each other and what the other changed, and make one text of both', async () => {
  const other = await signIn(browser, system.url, 'chen.wei');
  await other.goto(page.url());
  await other.getByText('高翔 也在编辑').waitFor();
  await overwrite(other, '"ownr"', '"owner"');
  await other.getByText('已保存', { exact: true }).waitFor();

  await overwrite(page, '"zh-CN": "维修"', '"zh-CN": "设备维修"');
  await page.getByText('这个草稿已被他人修改').waitFor();
  await page.getByText(/陈伟 在 .* 保存了另一个版本/).waitFor();
  await page.getByText('对方改了什么').click();
  await page
    .getByRole('list', { name: '变更' })
    .getByText(/ownr.*owner/)
    .waitFor();
  await page.getByRole('button', { name: '逐处合并' }).click();
  const merge = page.getByRole('dialog', { name: '逐处合并' });
  await merge.getByText('只有对方改了这里').waitFor();
  await merge.getByText('只有我改了这里').waitFor();
  await merge.getByRole('button', { name: '合并', exact: true }).click();
  await page.getByText('已保存', { exact: true }).waitFor();
  await editor(page).getByText('"owner"').first().waitFor();
  await editor(page).getByText('设备维修').waitFor();
  await other.context().close();
});

test('completion knows the keys, and F8 leads to the next problem', async () => {
  await overwrite(page, '"assign": "owner"', '"assign": "ownr", "if": "entity.nam == \'x\'"');
  await page.getByRole('tab', { name: '问题' }).click();
  await page.getByText('第 19 行').first().waitFor();
  await editor(page).click();
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('F8');
  const shown = page.getByRole('button', { name: '改为 owner', exact: true });
  await page.keyboard.press('Tab');
  await shown.and(page.locator(':focus')).waitFor();
  await page.keyboard.press('Escape');
  await editor(page).and(page.locator(':focus')).waitFor();
  await page.keyboard.press('Control+End');
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.type('"sl');
  await page.getByRole('option', { name: 'slas' }).click();
  await editor(page).getByText('"slas"').waitFor();
});

test('a scenario is stepped through; of a check that fails it shows what was expected and what came', async () => {
  await page.goto('/studio/process/general.task');
  await page.getByRole('button', { name: '编辑', exact: true }).click();
  await page.getByRole('tab', { name: '场景' }).click();
  const run = page.getByRole('button', { name: '运行全部场景' });
  await run.press('Enter');
  await page.getByText('已通过').first().waitFor();
  await page.getByText('产生任务 work/do').waitFor();
  // who works with the keyboard presses it again
  await run.and(page.locator(':focus')).waitFor();
  await page.getByRole('button', { name: '下一步' }).click();
  await page.getByText('第 2 步').waitFor();

  await overwrite(page, '"at": "P2D"', '"at": "P4D"');
  await page.getByText('已保存', { exact: true }).waitFor();
  await run.click();
  await page.getByText('未通过').first().waitFor();
  const failed = page.getByRole('region', { name: '未通过的检查' });
  await failed.getByText('["work/do#PT0S","work/do#P2D"]').waitFor();
});

test('publishing is refused while a scenario fails, and leads to it by keyboard', async () => {
  await page.getByRole('tab', { name: '问题' }).click();
  await page.getByRole('button', { name: '发布', exact: true }).press('Enter');
  const dialog = page.getByRole('dialog', { name: '发布' });
  await dialog.getByRole('button', { name: '立即发布' }).click();
  await dialog
    .getByText(/^场景“.*”未通过$/)
    .first()
    .waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByRole('tab', { name: '场景', selected: true }).and(page.locator(':focus')).waitFor();
});

test('what the draft changes of the published version is said in sentences', async () => {
  await page.getByRole('tab', { name: '对比' }).click();
  await page
    .getByRole('list', { name: '变更' })
    .getByText(/P2D.*P4D/)
    .first()
    .waitFor();
});

test('a draft is tried on a real case, answered with the form of its step', async () => {
  await page.goto('/studio/process/sales.project');
  await page.getByRole('button', { name: '编辑', exact: true }).click();
  await page.getByRole('tab', { name: '用真实案例试运行' }).click();
  await page.getByRole('combobox', { name: '案例' }).click();
  await page.getByRole('option').first().click();
  await page.getByRole('combobox', { name: '对象' }).click();
  await page.getByRole('option', { name: '首次联系客户' }).click();
  const answers = page.getByRole('region', { name: '填写内容' });
  await answers.getByRole('button', { name: '添加' }).click();
  await answers.getByText('必填').waitFor();
  await answers.getByRole('radio', { name: '高' }).check();
  await answers.getByRole('button', { name: '添加' }).click();
  await page.getByText('完成步骤 · 首次联系客户 · interest = high').waitFor();
  await page.getByRole('button', { name: '试运行', exact: true }).click();
  await page.getByRole('group', { name: '时间线' }).waitFor();
});

test('cases are migrated by the map that is suggested, changed and put right on the page, and all go back by it', async () => {
  await publishWithStage('care.activity', 'execute', 'realise');
  await page.goto('/studio/process/care.activity');
  const part = page.getByRole('region', { name: '迁移正在运行的案例' });
  const tryIt = part.getByRole('button', { name: '试算' });
  const moveAll = async () => {
    await part.getByText(/^试算：.*，0 个不能迁移$/).waitFor();
    await part.getByRole('button', { name: '正式迁移' }).click();
    await part.getByText(/^迁移：(\d+) \/ \1，已迁移 \1，失败 0$/).waitFor();
  };
  const send = async (to: RegExp) => {
    await part.getByRole('combobox', { name: '执行 (execute) 的去向' }).click();
    await page.getByRole('option', { name: to }).click();
    await tryIt.click();
  };
  await part.getByText('建议：名称相同').waitFor();
  await send(/plan/);
  await part.getByText('新版本的当前阶段没有进行中的步骤').first().waitFor();
  await send(/realise/);
  await part.getByText(/，0 个不能迁移$/).waitFor();
  await page.reload();
  await moveAll();
  await part.getByRole('combobox', { name: '到版本' }).click();
  await page.getByRole('option', { name: '2', exact: true }).click();
  await part.getByText('建议：按上次迁移原路返回').first().waitFor();
  await tryIt.click();
  await moveAll();
});

/** The next version of a process, in which a stage has another id. */
async function publishWithStage(key: string, before: string, after: string): Promise<void> {
  const api = await createApi(system, 'admin');
  const { body, version } = await api.get(`/api/definitions/process/${key}`);
  const text = JSON.stringify({ ...(body as object), version: Number(version) + 1 }) // as the API declares it
    .replaceAll(`"id":"${before}"`, `"id":"${after}"`)
    .replaceAll(`"to":"${before}"`, `"to":"${after}"`);
  await api.post('/api/definitions', { files: [{ file: `${key}.json`, text }] });
}
