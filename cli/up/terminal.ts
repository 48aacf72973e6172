import type { Account } from './company';

/** Progress lines for people: what is being done, then that it is done and how long it took. */
export interface Terminal {
  say(line: string): void;
  step<Result>(title: string, work: () => Promise<Result>): Promise<Result>;
}

export function createTerminal(): Terminal {
  // whoever reads us may go away; the system goes on
  process.stdout.on('error', () => undefined);
  process.stderr.on('error', () => undefined);
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  return { say, step };

  async function step<Result>(title: string, work: () => Promise<Result>): Promise<Result> {
    const begin = performance.now();
    say(`… ${title}`);
    const result = await work();
    say(`✓ ${title} (${((performance.now() - begin) / 1000).toFixed(1)} s)`);
    return result;
  }
}

export interface Announcement {
  url: string;
  dataDir: string;
  demo: boolean;
  accounts: Account[];
  mailIsOurs: boolean;
}

/** What a person needs to know once everything runs. */
export function announce({ url, dataDir, demo, accounts, mailIsOurs }: Announcement): string {
  const width = Math.max(0, ...accounts.map(({ login }) => login.length));
  const people = accounts.map(
    ({ login, name, roles, password }) =>
      `    ${login.padEnd(width)}  ${password}  ${[name, roles.join(', ')].filter(Boolean).join(' · ')}`,
  );
  const heading = demo
    ? '  演示账号 Demo accounts (login, password, who):'
    : '  管理员 Administrator (login, password; shown only this once):';
  return [
    '',
    `  关系 Guanxi: ${url}`,
    '',
    ...(people.length > 0 ? [heading, ...people, ''] : []),
    mailIsOurs ? `  邮件 Mail that was sent: ${url}/mailbox` : '  邮件 Mail goes to SMTP_URL',
    `  数据 Data and logs: ${dataDir}`,
    '  按 Ctrl-C 停止。Ctrl-C stops everything.',
    '',
  ].join('\n');
}
