import type { Browser, Page } from 'playwright-core';
import { startSystem, type StartedSystem } from '../support/system';
import { openBrowser, signIn } from './browser';
import { readTutorial, type Instruction } from './tutorial';

jest.setTimeout(400_000);

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

type Act = (page: Page, words: string[], instruction: Instruction) => Promise<unknown>;

/** Each way in which the tutorial tells people to do something; an instruction that fits none of them fails the test. */
const WAYS: [RegExp, Act][] = [
  [
    /^打开 \*\*(.+)\*\*$/,
    // 客户 is not 客户关怀; what follows a name is a count at most
    (page, [name = '']) =>
      page
        .getByRole('link', { name: new RegExp(`^${name}(?!\\p{Script=Han})`, 'u') })
        .first()
        .click(),
  ],
  [/^点击标签页 \*\*(.+)\*\*$/, (page, [name = '']) => page.getByRole('tab', { name }).click()],
  [
    /^点击 \*\*(.+)\*\*$/,
    (page, [name = '']) => page.getByRole('button', { name, exact: true }).first().click(),
  ],
  [/^在 \*\*(.+)\*\* 中填写 `(.+)`$/, (page, [label = '', text = '']) => page.getByLabel(label).fill(text)],
  [
    /^在 \*\*(.+)\*\* 中输入 `(.+)` 并按回车$/,
    async (page, [label = '', text = '']) => {
      await page.getByLabel(label).first().fill(text);
      await page.keyboard.press('Enter');
    },
  ],
  [/^看到“(.+)”$/, (page, [text = '']) => page.getByText(text).first().waitFor()],
  [/^打开列表中的第一个客户$/, (page) => page.getByRole('table').getByRole('link').first().click()],
  [
    /^在编辑器中按 `Ctrl\+A` 全选，粘贴以下内容$/,
    async (page, _, { paste = '' }) => {
      await page.getByRole('textbox', { name: '内容' }).click();
      await page.keyboard.press('Control+a');
      await page.keyboard.insertText(paste);
    },
  ],
];

test('the tutorial works as it is written', async () => {
  let page: Page | undefined;
  const missed: string[] = [];
  for (const instruction of readTutorial()) {
    const [, login, password] = /^用账号 `(.+)` 和密码 `(.+)` 登录$/.exec(instruction.text) ?? [];
    if (login) {
      await page?.context().close();
      page = await signIn(browser, system.url, login, password);
      // a draft that was published is not asked for any more
      page.on('response', (answer) => {
        if (answer.status() === 404) missed.push(answer.url());
      });
    } else if (page) await follow(page, instruction);
  }
  await page?.context().close();
  expect(missed).toEqual([]);
});

async function follow(page: Page, instruction: Instruction): Promise<void> {
  const { line, text } = instruction;
  for (const [pattern, act] of WAYS) {
    const found = pattern.exec(text);
    if (!found) continue;
    const words = found.slice(1).map((word: string | undefined) => word ?? '');
    await act(page, words, instruction).catch((cause: unknown) => {
      throw new Error(`docs/tutorial.md:${line} “${text}”: ${String(cause)}`);
    });
    return;
  }
  throw new Error(`docs/tutorial.md:${line}: nobody knows how to do “${text}”`);
}
