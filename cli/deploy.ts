import { jsonFiles } from '../definitions/load';
import { unplaced, type Problem } from '../domain/definition/problem';
import { DomainError, titleOf } from '../domain/errors';
import { publishRehearsed, rehearsePublication, type DefinitionFile, type Published } from '../api/publish';
import { createBench } from '../api/studio/bench';
import type { Rehearsed } from '../api/studio/rehearsal';
import { connect } from '../db/connect';
import { CommandError, noAnswer } from './command-error';
import { readText } from './definition-files';
import { languageOf, printJson, printProblems } from './output';
import { running } from './running';

interface Outcome {
  published: Published[];
  problems: Problem[];
  /** A sentence, when it was refused for something else than its content. */
  refused?: { 'zh-CN': string; en: string };
}

/**
 * `guanxi deploy <file…>`: publishes new versions into the running system, all of the files or none. With a token it
 * asks the API; without one it writes to the database that it finds. 0 = published, 1 = refused, 2 = it cannot be tried.
 */
export async function run(args: string[], options: Record<string, unknown>): Promise<number> {
  const files = args.flatMap((path) => jsonFiles(path)).map((file) => ({ file, text: readText(file) }));
  const token = textOf(options['token']) ?? process.env['GUANXI_TOKEN'];
  const isDry = options['dryRun'] === true;
  const outcome =
    token === undefined
      ? await throughDatabase(files, isDry, options)
      : await throughApi(files, isDry, token, options);
  const ok = outcome.refused === undefined && outcome.problems.every(({ severity }) => severity !== 'error');
  if (options['json']) printJson({ ok, ...outcome });
  else print(outcome, ok, isDry, options);
  return ok ? 0 : 1;
}

async function throughDatabase(
  files: DefinitionFile[],
  isDry: boolean,
  options: Record<string, unknown>,
): Promise<Outcome> {
  const db = connect(running(options).databaseUrl, { max: 1, applicationName: 'guanxi deploy' });
  const bench = createBench();
  const author = { deps: { db, bench }, context: { actorId: null } };
  try {
    const rehearsal = await rehearsePublication(author, files);
    if (isDry) return { published: [], problems: rehearsal.problems };
    return await db.transaction((trx) =>
      publishRehearsed(trx, rehearsal, { actorId: null, reason: 'guanxi deploy' }),
    );
  } catch (error) {
    if (error instanceof DomainError) return refusal(error.code, error.details);
    const why = error instanceof Error ? error.message : String(error);
    throw new CommandError(
      { 'zh-CN': `无法连接数据库：${why}`, en: `The database cannot be reached: ${why}` },
      2,
    );
  } finally {
    await bench.close();
    await db.destroy();
  }
}

async function throughApi(
  files: DefinitionFile[],
  isDry: boolean,
  token: string,
  options: Record<string, unknown>,
): Promise<Outcome> {
  const url = textOf(options['url']) ?? running(options).url;
  const response = await fetch(
    `${url.replace(/\/$/, '')}/api/definitions${isDry ? '/check?scenarios=true' : ''}`,
    {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ files }),
    },
  ).catch(() => null);
  if (!response) throw noAnswer(url);
  // an answer of our own API; anything else has no code
  const answer = (await response.json().catch(() => ({}))) as {
    published?: Published[];
    problems?: Problem[];
    code?: string;
    details?: Record<string, unknown>;
  };
  if (response.ok) return { published: answer.published ?? [], problems: answer.problems ?? [] };
  if (response.status === 401 || response.status === 403)
    throw new CommandError(
      {
        'zh-CN': `此令牌不能在 ${url} 发布定义。`,
        en: `The token may not publish definitions at ${url}.`,
      },
      2,
    );
  if (answer.code === undefined)
    throw new CommandError(
      {
        'zh-CN': `${url} 返回 ${response.status}，不是 Guanxi。`,
        en: `${url} answers ${response.status} and is no Guanxi.`,
      },
      2,
    );
  return refusal(answer.code, answer.details ?? {});
}

function refusal(code: string, { problems, scenarios }: Record<string, unknown>): Outcome {
  // the publication puts the lists of problems and of scenarios there
  const listed = Array.isArray(problems) ? (problems as Problem[]) : [];
  // and so is this one
  const played = Array.isArray(scenarios) ? (scenarios as Rehearsed[]) : [];
  const found = [...listed, ...played.filter(({ ok }) => !ok).map(problemOf)];
  return { published: [], problems: found, ...(found.length === 0 && { refused: titleOf(code) }) };
}

function problemOf({ definition, name, failed: [first], error }: Rehearsed): Problem {
  const [expected, actual] = [JSON.stringify(first?.expected), JSON.stringify(first?.actual)];
  const zh = first ? `第 ${first.step} 步 ${first.field} 应为 ${expected}，实为 ${actual}` : (error ?? '');
  const en = first
    ? `step ${first.step}, ${first.field}: expected ${expected}, was ${actual}`
    : (error ?? '');
  return unplaced({
    code: 'scenario-failed',
    severity: 'error',
    file: definition,
    pointer: '',
    message: { 'zh-CN': `场景“${name}”未通过：${zh}`, en: `The scenario ${name} does not hold: ${en}` },
  });
}

function print(
  { published, problems, refused }: Outcome,
  ok: boolean,
  isDry: boolean,
  options: Record<string, unknown>,
): void {
  const language = languageOf(options);
  printProblems(problems, language);
  if (refused) process.stdout.write(`${refused[language]}\n`);
  for (const { kind, key, version, published: isNew } of published) {
    const [zh, en] = isNew ? ['已发布', 'published'] : ['未改变', 'unchanged'];
    process.stdout.write(`${kind} ${key} v${version} ${language === 'en' ? en : zh}\n`);
  }
  if (ok && isDry)
    process.stdout.write(
      language === 'en'
        ? 'No errors, and its scenarios pass; nothing was published.\n'
        : '没有错误，场景均已通过；未发布。\n',
    );
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
