import { migrateInstances } from './migrateInstances';
import { running } from './running';
import { prepareDatabase } from './up/schema';

/** Without a process it brings the schema up to date, which is safe to run from several machines at once. */
export async function run([key]: string[], options: Record<string, unknown>): Promise<number> {
  if (key) return migrateInstances(key, options);
  const applied = await prepareDatabase(running(options).databaseUrl);
  const lines = applied.map((name) => `applied ${name}\n`).join('');
  process.stdout.write(lines || 'Nothing to do.\n');
  return 0;
}
