import { connect } from '../db/connect';
import { migrate } from '../db/migrate';
import { running } from './running';

/** Brings the schema up to date; safe to run from several machines at once. */
export async function run(_args: string[], options: Record<string, unknown>): Promise<number> {
  const db = connect(running(options).databaseUrl, { max: 1 });
  try {
    const applied = await migrate(db);
    process.stdout.write(applied.length === 0 ? 'Nothing to do.\n' : applied.map((name) => `applied ${name}\n`).join(''));
    return 0;
  } finally {
    await db.destroy();
  }
}
