import { SEARCH_ATTRIBUTES } from '../workflows/messages';
import { running } from './running';
import { fillDatabase } from './up/company';
import { requireDatabase, requireTemporal } from './up/outside';
import { prepareDatabase } from './up/schema';
import { registerSearchAttributes } from './up/search-attributes';

/** Prepares a database and a Temporal that are run elsewhere, before workers and API processes start; repeatable. */
export async function run(_args: string[], options: Record<string, unknown>): Promise<number> {
  const { databaseUrl, temporalAddress, temporalNamespace } = running(options);
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  await requireDatabase(databaseUrl);
  const applied = await prepareDatabase(databaseUrl);
  say(applied.length > 0 ? `Schema: applied ${applied.join(', ')}` : 'Schema: up to date');
  await requireTemporal(temporalAddress, temporalNamespace);
  await registerSearchAttributes(temporalAddress, temporalNamespace, SEARCH_ATTRIBUTES);
  say('Temporal: search attributes registered');
  const [administrator] = await fillDatabase(databaseUrl, false, say);
  if (administrator) {
    say(`Administrator (shown only this once): ${administrator.login}  ${administrator.password}`);
  }
  return 0;
}
