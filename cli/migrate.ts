import { running } from './running';
import { prepareDatabase } from './up/schema';

/** Brings the schema up to date; safe to run from several machines at once. */
export async function run(_args: string[], options: Record<string, unknown>): Promise<number> {
  const applied = await prepareDatabase(running(options).databaseUrl);
  const lines = applied.map((name) => `applied ${name}\n`).join('');
  process.stdout.write(lines || 'Nothing to do.\n');
  return 0;
}
