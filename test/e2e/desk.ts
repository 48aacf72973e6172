import type { Page } from 'playwright-core';

/** What finance does at the reminder desk, in the browser. */

/** Runs the sweep; it is done when the page says so. */
export async function runSweep(finance: Page): Promise<void> {
  await finance.goto('/dunning');
  const answered = finance.waitForResponse(
    (response) => response.url().endsWith('/api/dunning/sweep') && response.ok(),
  );
  await finance.getByRole('button', { name: '立即执行催款' }).click();
  await answered;
  await finance
    .getByText(/已检查 \d+ 位客户/)
    .first()
    .waitFor();
}

export async function openAccount(finance: Page, customer: string): Promise<void> {
  await finance.goto('/dunning');
  await finance.getByRole('table').getByRole('link', { name: customer }).click();
  await finance.getByRole('heading', { name: customer, level: 1 }).waitFor();
}

/** How many payment reminders to this address the demo's mail server has, as its page shows them. */
export async function remindersTo(finance: Page, address: string): Promise<number> {
  await finance.goto('/mailbox');
  await finance.getByRole('heading', { level: 1 }).waitFor();
  await finance.locator('.table, .empty').first().waitFor();
  const mails = finance.getByRole('row').filter({ hasText: address });
  return mails.filter({ hasText: /付款|催|逾期|到期/ }).count();
}

/** Records money and writes which instalment it pays; the customer's page is open. */
export async function recordPayment(finance: Page, amount: string): Promise<void> {
  await finance.getByLabel('金额', { exact: true }).fill(amount);
  const part = finance.getByRole('textbox', { name: /本次付$/ });
  // shared out by itself first, then as the person writes it
  await finance.getByText('未分配，留作预收款').waitFor();
  await part.fill(amount);
  await finance.getByLabel('银行流水号').fill('BOC-20261123-77');
  await finance.getByRole('button', { name: '登记收款' }).click();
}
