import { existsSync } from 'node:fs';
import { chromium, type Browser, type Page } from 'playwright-core';
import { until } from '../../cli/up/until';

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) =>
  existsSync(path),
);
const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The system's own Chromium; `.ci/run` installs it. */
export function openBrowser(): Promise<Browser> {
  if (!CHROMIUM) throw new Error('There is no Chromium; install the package chromium.');
  return chromium.launch({ executablePath: CHROMIUM, args: QUIET });
}

/** A person at a computer of their own, signed in, in Chinese. */
export async function signIn(
  browser: Browser,
  url: string,
  login: string,
  password = 'guanxi-demo',
): Promise<Page> {
  const context = await browser.newContext({
    baseURL: url,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    viewport: { width: 1280, height: 900 },
  });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  await page.goto('/login');
  await page.getByLabel('账号').fill(login);
  await page.getByLabel('密码', { exact: true }).fill(password);
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.waitForURL('**/inbox**');
  return page;
}

/** Asks the server until the answer is there; for what the page itself does not wait for. */
export async function eventually<T>(
  what: string,
  ask: () => Promise<T | null | undefined | false>,
): Promise<T> {
  let found: T | null | undefined | false;
  await until(async () => Boolean((found = await ask())), { timeout: 30_000, every: 200 });
  if (!found) throw new Error(`Waited in vain for ${what}`);
  return found;
}
