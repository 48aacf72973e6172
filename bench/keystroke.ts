import type { Page } from 'playwright-core';
import { openBrowser, signIn } from '../test/e2e/browser';
import { startSystem, type StartedSystem } from '../test/support/system';
import { largestProcess } from './largest';

/** Milliseconds after a key: its letter painted, its problems painted, the longest task of the page meanwhile. */
interface Stroke {
  letter: number;
  problems: number;
  block: number;
}

const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 10);
const SIDES = ['流程图', '问题'];

/** What somebody waits for who types in the largest process that the checker accepts, in a browser. */
async function main(): Promise<void> {
  const system = await startSystem({ env: { GUANXI_RATE_LIMIT: '0' } });
  const browser = await openBrowser();
  try {
    const page = await signIn(browser, system.url, 'admin');
    page.setDefaultTimeout(60_000);
    await page.goto(`/studio/drafts/${await draft(page)}`);
    for (const side of SIDES) {
      await page.getByRole('tab', { name: side }).click();
      print(`typing beside ${side}`, await typed(page));
    }
    await simulated(page);
  } finally {
    await browser.close();
    await leave(system);
  }
}

async function leave(system: StartedSystem): Promise<void> {
  await system.stop();
  system.remove();
}

async function draft(page: Page): Promise<string> {
  const key = 'bench.largest';
  const answer = await page.request.post('/api/drafts', {
    headers: { 'Idempotency-Key': 'bench' },
    data: { kind: 'process', key, text: largestProcess(key) },
  });
  const { id } = (await answer.json()) as { id: string }; // a draft that was made has one
  return id;
}

/** A letter into a role's name makes a problem, taking it back ends it; the first round warms up. */
async function typed(page: Page): Promise<Stroke[]> {
  await page.getByRole('textbox', { name: '内容' }).click();
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('Control+f');
  await page.keyboard.type('"assign": "o');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await page.keyboard.press('ArrowRight');
  const strokes: Stroke[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    await makeNews(page);
    const both = [await stroke(page, 'x', true), await stroke(page, 'Backspace', false)];
    if (round > 0) strokes.push(...both);
  }
  return strokes;
}

/** A text that was checked before is not checked again: a space behind the role's name makes each round another text. */
async function makeNews(page: Page): Promise<void> {
  for (const key of ['ArrowRight', ' ', 'ArrowLeft', 'ArrowLeft']) await page.keyboard.press(key);
  await page.waitForTimeout(3000);
}

async function stroke(page: Page, key: string, isWrong: boolean): Promise<Stroke> {
  await page.evaluate(watchStroke, isWrong);
  await page.keyboard.press(key);
  return page.evaluate(() => (window as unknown as Watching).stroke); // set by watchStroke
}

interface Watching {
  stroke: Promise<Stroke>;
}

/** Runs in the page: from the next key until the problems of its text are painted and the page has come to rest. */
function watchStroke(isWrong: boolean): void {
  const root = document.querySelector('.studio-editor')?.shadowRoot;
  if (!root) throw new Error('There is no editor.');
  // read by `stroke`
  (window as unknown as Watching).stroke = new Promise((resolve) => {
    const blocks: number[] = [0];
    const observer = new PerformanceObserver((list) =>
      blocks.push(...list.getEntries().map(({ duration }) => duration)),
    );
    observer.observe({ type: 'longtask' });
    const painted = (then: () => void) =>
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = then;
        port2.postMessage(null);
      });
    const pressed = ({ timeStamp }: Event) => {
      const since = () => performance.now() - timeStamp;
      let letter = 0;
      painted(() => (letter = since()));
      const look = () => {
        if ((root.querySelector('.cm-lintRange-error') !== null) !== isWrong)
          return void requestAnimationFrame(look);
        painted(() => {
          const problems = since();
          // what it does afterwards, such as saving, holds up the next key too
          setTimeout(() => {
            observer.disconnect();
            resolve({ letter, problems, block: Math.max(...blocks) });
          }, 1500);
        });
      };
      requestAnimationFrame(look);
    };
    window.addEventListener('keydown', pressed, { capture: true, once: true });
  });
}

/** From the button until the first moment of the scenario is shown. */
async function simulated(page: Page): Promise<void> {
  await page.getByRole('tab', { name: '场景' }).click();
  const times: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    times.push(await page.evaluate(watchSimulation));
    await page.waitForTimeout(1000);
  }
  printLine('simulated', times.slice(1));
}

function watchSimulation(): Promise<number> {
  const button = [...document.querySelectorAll('button')].find((one) => one.textContent === '运行全部场景');
  const since = performance.now();
  button?.click();
  return new Promise((resolve) => {
    const look = () =>
      button?.hasAttribute('data-loading') || !document.body.textContent.includes('第 1 步')
        ? void setTimeout(look)
        : requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - since)));
    setTimeout(look);
  });
}

function print(what: string, strokes: Stroke[]): void {
  process.stdout.write(`${what}, ${strokes.length} values, ms: least, median, most\n`);
  for (const name of ['letter', 'problems', 'block'] as const) {
    printLine(
      name,
      strokes.map((stroke) => stroke[name]),
    );
  }
}

function printLine(name: string, values: number[]): void {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => (sorted[Math.floor((sorted.length - 1) * share)] ?? NaN).toFixed(0);
  process.stdout.write(`  ${name.padEnd(9)} ${at(0)}  ${at(0.5)}  ${at(1)}\n`);
}

void main();
