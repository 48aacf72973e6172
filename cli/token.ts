import { connect } from '../db/connect';
import { createToken } from '../db/tokens';
import { CommandError } from './command-error';
import { running } from './running';

/** Prints a new API token; it is shown only here, the database keeps its hash. */
export async function run(_args: string[], options: Record<string, unknown>): Promise<number> {
  const login = String(options['user']);
  const db = connect(running(options).databaseUrl, { max: 1 });
  try {
    const employee = await db('employee')
      .where({ login, active: true })
      .first<{ id: string } | undefined>('id');
    if (!employee) throw new CommandError(`There is no active employee with the login "${login}".`);
    const { token } = await createToken(db, employee.id, 'guanxi token');
    process.stdout.write(`${token}\n`);
    return 0;
  } finally {
    await db.destroy();
  }
}
