import { CommandError } from './command-error';
import { languageOf, printJson, type Language } from './output';
import { running } from './running';
import { until } from './up/until';

interface Migration {
  id: string;
  status: 'running' | 'done' | 'cancelled';
  total: number;
  done: number;
  moved: number;
  failed: number;
}

interface Item {
  instanceId: string;
  title: string;
  status: 'pending' | 'movable' | 'moved' | 'refused' | 'failed';
  reason?: { code: string; message: Record<Language, string> } | null;
}

type Send = <Answer>(method: string, path: string, body?: unknown) => Promise<Answer>;

/**
 * `guanxi migrate <process> --to <version>`: looks at every live process, then moves those that can move; with
 * `--dry-run` it only looks. 0 = all moved (or can move), 1 = some could not, 2 = it cannot be tried.
 */
export async function migrateInstances(key: string, options: Record<string, unknown>): Promise<number> {
  const send = senderOf(options);
  const language = languageOf(options);
  const migration = await send<Migration>('POST', '/api/migrations', {
    definition: { key },
    to: versionOf(options['to'], '--to'),
    ...(options['from'] !== undefined && { from: versionOf(options['from'], '--from') }),
    ...(options['timers'] !== undefined && { timers: options['timers'] }),
    ...(options['reason'] !== undefined && { reason: options['reason'] }),
    dryRun: true,
  });
  await ended(send, migration.id);
  if (options['dryRun'] !== true) {
    await send('POST', `/api/migrations/${migration.id}/start`, {});
    await ended(send, migration.id);
  }
  const items = await itemsOf(send, migration.id);
  if (options['json']) printJson(items);
  else print(items, language);
  return items.every(({ status }) => status === 'movable' || status === 'moved') ? 0 : 1;
}

const PATIENCE = { timeout: 24 * 3_600_000, every: 500 };

async function ended(send: Send, id: string): Promise<void> {
  await until(
    async () => (await send<Migration>('GET', `/api/migrations/${id}`)).status !== 'running',
    PATIENCE,
  );
}

async function itemsOf(send: Send, id: string): Promise<Item[]> {
  const items: Item[] = [];
  let next: string | null = `/api/migrations/${id}/items?limit=200`;
  while (next !== null) {
    const page: { items: Item[]; next: string | null } = await send('GET', next);
    items.push(...page.items);
    next = page.next && `/api/migrations/${id}/items?limit=200&cursor=${encodeURIComponent(page.next)}`;
  }
  return items;
}

const WORDS: Record<Item['status'], Record<Language, string>> = {
  pending: { 'zh-CN': '待检查', en: 'not looked at' },
  movable: { 'zh-CN': '可以迁移', en: 'can move' },
  moved: { 'zh-CN': '已迁移', en: 'moved' },
  refused: { 'zh-CN': '不能迁移', en: 'cannot move' },
  failed: { 'zh-CN': '失败', en: 'failed' },
};

function print(items: Item[], language: Language): void {
  for (const { instanceId, title, status, reason } of items) {
    const why = reason ? `: ${reason.message[language]}` : '';
    process.stdout.write(`${instanceId} ${title} – ${WORDS[status][language]}${why}\n`);
  }
  const able = items.filter(({ status }) => status === 'movable' || status === 'moved').length;
  const summary =
    language === 'en' ? `${able} of ${items.length} processes` : `${items.length} 个流程中的 ${able} 个`;
  process.stdout.write(`${summary}\n`);
}

function senderOf(options: Record<string, unknown>): Send {
  const token = typeof options['token'] === 'string' ? options['token'] : process.env['GUANXI_TOKEN'];
  if (!token)
    throw new CommandError('Moving processes needs --token or GUANXI_TOKEN; see "guanxi token".', 2);
  const url = typeof options['url'] === 'string' ? options['url'] : running(options).url;
  return async <Answer>(method: string, path: string, body?: unknown): Promise<Answer> => {
    const response = await fetch(`${url.replace(/\/$/, '')}${path}`, {
      method,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    }).catch(() => null);
    if (!response) throw new CommandError(`${url} does not answer.`, 2);
    // an answer of our own API; a refusal has a code and its words
    const answer = (await response.json().catch(() => ({}))) as Answer & {
      code?: string;
      titles?: Record<Language, string>;
    };
    if (response.ok) return answer;
    throw new CommandError(answer.titles?.[languageOf(options)] ?? `${url} answers ${response.status}.`, 2);
  };
}

function versionOf(value: unknown, name: string): number {
  const version = Number(value);
  if (!Number.isSafeInteger(version) || version < 1)
    throw new CommandError(`${name} takes the number of a published version.`, 2);
  return version;
}
