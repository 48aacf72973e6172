import { connect } from '../db/connect';
import { seedDemo } from '../db/seed/demo';
import { running } from './running';

/** Loads the demo company into the system that runs; a system with people in it is left as it is. */
export async function run(_args: string[], options: Record<string, unknown>): Promise<number> {
  const db = connect(running(options).databaseUrl, { max: 2 });
  try {
    const { accounts } = await seedDemo(db, (line) => void process.stdout.write(`${line}\n`));
    process.stdout.write(
      accounts
        .map(({ login, name, roles, password }) => `${login}  ${password}  ${name} (${roles.join(', ')})\n`)
        .join(''),
    );
    return 0;
  } finally {
    await db.destroy();
  }
}
