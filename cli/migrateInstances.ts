import { CommandError, noAnswer } from './command-error';
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
 * `--dry-run` it only looks. Where some cannot, the map that would be suggested is told. 0 = all moved (or can move), 1 = some could not, 2 = it cannot be tried.
 */
export async function migrateInstances(key: string, options: Record<string, unknown>): Promise<number> {
  const send = senderOf(options);
  const language = languageOf(options);
  const to = versionOf(options['to'], '--to');
  const from = options['from'] === undefined ? undefined : versionOf(options['from'], '--from');
  const map = await mapOf(options['map'], send, { key, from, to });
  const migration = await send<Migration>('POST', '/api/migrations', {
    definition: { key },
    to,
    ...(from !== undefined && { from }),
    ...(map && { map }),
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
  const areAllAble = items.every(({ status }) => status === 'movable' || status === 'moved');
  if (!areAllAble && !map && from !== undefined && !options['json'])
    await suggest(send, { key, from, to }, language);
  return areAllAble ? 0 : 1;
}

interface Way {
  key: string;
  from: number | undefined;
  to: number;
}

/** `--map old=new,stage/step=other/step`, or `suggested`: what Studio would fill in. */
async function mapOf(written: unknown, send: Send, way: Way): Promise<Record<string, string> | undefined> {
  if (typeof written !== 'string') return undefined;
  if (written !== 'suggested') {
    const pairs = written.split(',').map((pair) => pair.split('=').map((name) => name.trim()));
    if (pairs.every((pair) => pair.length === 2 && pair.every((name) => name !== '')))
      return Object.fromEntries(pairs) as Record<string, string>; // two names each, see above
    throw new CommandError(
      {
        'zh-CN': '--map 的写法是 old=new,stage/step=other/step，或 suggested。',
        en: '--map takes old=new,stage/step=other/step, or suggested.',
      },
      2,
    );
  }
  if (way.from === undefined)
    throw new CommandError(
      {
        'zh-CN': '--map suggested 需要 --from。',
        en: '--map suggested needs --from.',
      },
      2,
    );
  return (await suggestionsFor(send, way)).map;
}

interface MigrationMap {
  map: Record<string, string>;
  suggestions: unknown[];
}

function suggestionsFor(send: Send, { key, from, to }: Way): Promise<MigrationMap> {
  return send(
    'GET',
    `/api/definitions/process/${encodeURIComponent(key)}/migration-map?from=${from}&to=${to}`,
  );
}

async function suggest(send: Send, way: Way, language: Language): Promise<void> {
  const { map, suggestions } = await suggestionsFor(send, way);
  if (suggestions.length === 0) return;
  const pairs = Object.entries(map).map((pair) => pair.join('='));
  const word = language === 'en' ? 'Suggested' : '建议';
  process.stdout.write(`${word}: --map ${pairs.join(',')}\n`);
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
    throw new CommandError(
      {
        'zh-CN': '迁移流程需要 --token 或 GUANXI_TOKEN，参见“guanxi token”。',
        en: 'Moving processes needs --token or GUANXI_TOKEN; see "guanxi token".',
      },
      2,
    );
  const url = typeof options['url'] === 'string' ? options['url'] : running(options).url;
  return async <Answer>(method: string, path: string, body?: unknown): Promise<Answer> => {
    const response = await fetch(`${url.replace(/\/$/, '')}${path}`, {
      method,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    }).catch(() => null);
    if (!response) throw noAnswer(url);
    // an answer of our own API; a refusal has a code and its words
    const answer = (await response.json().catch(() => ({}))) as Answer & {
      code?: string;
      titles?: Record<Language, string>;
    };
    if (response.ok) return answer;
    const words = { 'zh-CN': `${url} 返回 ${response.status}。`, en: `${url} answers ${response.status}.` };
    throw new CommandError(answer.titles ?? words, 2);
  };
}

function versionOf(value: unknown, name: string): number {
  const version = Number(value);
  if (!Number.isSafeInteger(version) || version < 1)
    throw new CommandError(
      {
        'zh-CN': `${name} 应为已发布版本的编号。`,
        en: `${name} takes the number of a published version.`,
      },
      2,
    );
  return version;
}
