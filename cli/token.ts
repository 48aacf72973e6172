import { connect, type Db } from '../db/connect';
import { createToken, listTokens, revokeToken } from '../db/tokens';
import { CommandError } from './command-error';
import { running } from './running';

/** Prints a new API token (it is shown only here, the database keeps its hash), lists those that are good, or ends one. */
export async function run(_args: string[], options: Record<string, unknown>): Promise<number> {
  const { user, revoke, list, name } = options;
  if (user === undefined && revoke === undefined && list === undefined)
    throw new CommandError(
      {
        'zh-CN': '为谁生成令牌？请给出 --user <登录名>、--list 或 --revoke <id>。',
        en: 'Whose token? Give --user <login>, or --list, or --revoke <id>.',
      },
      2,
    );
  const db = connect(running(options).databaseUrl, { max: 1 });
  try {
    if (typeof revoke === 'string') await end(db, revoke);
    else if (list === true) await show(db, user === undefined ? null : await personOf(db, String(user)));
    else {
      const made = await createToken(db, await personOf(db, String(user)), String(name ?? 'guanxi token'));
      process.stdout.write(`${made.token}\n`);
    }
    return 0;
  } finally {
    await db.destroy();
  }
}

async function personOf(db: Db, login: string): Promise<string> {
  const employee = await db('employee')
    .where({ login, active: true })
    .first<{ id: string } | undefined>('id');
  if (!employee)
    throw new CommandError({
      'zh-CN': `没有登录名为“${login}”的在职员工。`,
      en: `There is no active employee with the login "${login}".`,
    });
  return employee.id;
}

async function show(db: Db, employeeId: string | null): Promise<void> {
  for (const { id, name, employeeLabel, scopes, lastUsedAt } of await listTokens(db, employeeId)) {
    const used = lastUsedAt === null ? 'never used' : `last used ${lastUsedAt.toISOString()}`;
    process.stdout.write(`${id}  ${employeeLabel}  ${name}  ${scopes.join(' ') || 'all rights'}  ${used}\n`);
  }
}

async function end(db: Db, id: string): Promise<void> {
  const isId = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(id);
  if (!isId || !(await revokeToken(db, id, null)))
    throw new CommandError({
      'zh-CN': `没有可以撤销的令牌 ${id}。`,
      en: `There is no token ${id} that could be ended.`,
    });
  process.stdout.write('ended\n');
}
