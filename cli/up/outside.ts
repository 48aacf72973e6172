import { CommandError } from '../command-error';
import { answers } from './postgres';
import { temporalServes } from './temporal';
import { until } from './until';

const PATIENCE = { timeout: 5_000, every: 500 };

/** Parts that are run by somebody else must be there when we start; the sentence names the setting, never its password. */
export async function requireDatabase(url: string): Promise<void> {
  const place = placeOf(url, 'DATABASE_URL');
  if (await until(() => answers(url), PATIENCE)) return;
  const why = await reason(() => answers(url));
  throw new CommandError({
    'zh-CN': `${place} 上的 PostgreSQL 没有应答（DATABASE_URL）：${why}`,
    en: `PostgreSQL does not answer at ${place} (DATABASE_URL): ${why}`,
  });
}

export async function requireTemporal(address: string, namespace: string): Promise<void> {
  if (await until(() => temporalServes(address, namespace), PATIENCE)) return;
  const why = await reason(() => temporalServes(address, namespace));
  throw new CommandError({
    'zh-CN': `${address} 上的 Temporal 没有应答，命名空间 ${namespace}（TEMPORAL_ADDRESS）：${why}`,
    en: `Temporal does not answer at ${address}, namespace ${namespace} (TEMPORAL_ADDRESS): ${why}`,
  });
}

export function placeOf(url: string, setting: string): string {
  if (!URL.canParse(url))
    throw new CommandError({
      'zh-CN': `${setting} 不是 URL。`,
      en: `${setting} is not a URL.`,
    });
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
}

async function reason(ask: () => Promise<unknown>): Promise<string> {
  try {
    await ask();
    return 'no reason given';
  } catch (error) {
    if (error instanceof AggregateError) return String(error.errors[0]);
    return error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
  }
}
