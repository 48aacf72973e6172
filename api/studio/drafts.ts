import type { Document } from '../../domain/definition/catalogue';
import { unplaced } from '../../domain/definition/problem';
import type { JsonObject } from '../../domain/process/types';
import type { Db } from '../../db/connect';
import { getDefinition, newest } from '../../db/definitions';
import type { DraftContent } from '../../db/drafts';
import { found } from '../http/answers';
import { checkFiles, type Author } from '../publish';
import { invalidDefinition } from './simulate';
import { pretty } from './pretty';

export interface Origin {
  kind: string;
  key: string;
  version?: number;
}

/** A published definition as the text of a draft: pretty-printed, with the version that comes next. */
export async function textFrom(db: Db, from: Origin): Promise<{ text: string; baseVersion: number }> {
  const { kind, key, version } = from;
  const last = await newest(db, kind, key);
  const base = found(version === undefined ? last : await getDefinition(db, kind, key, version));
  const next = Math.max(base.version, last?.version ?? 0) + 1;
  return { text: pretty({ ...base.body, version: next }), baseVersion: base.version };
}

/** A draft publishes what it is a draft of: a text with another kind or key would take a stranger's next version. */
export function sameDefinition(documents: Document[], draft: { kind: string; key: string }): void {
  const names = (['kind', 'key'] as const).filter((name) =>
    documents.some((one) => one[name] !== draft[name]),
  );
  if (names.length === 0) return;
  const problems = names.map((name) =>
    unplaced({
      code: 'draft-of-another',
      severity: 'error',
      file: `${draft.key}.json`,
      pointer: `/${name}`,
      message: {
        'zh-CN': `这是“${draft.key}”的草稿，${name} 应为“${draft[name]}”`,
        en: `This is a draft of ${draft.key}; ${name} must be ${draft[name]}`,
      },
    }),
  );
  throw invalidDefinition(problems);
}

/** What a text says of itself, and how many problems it has now. */
export async function contentOf(author: Author, text: string, name: string): Promise<DraftContent> {
  const problems = await checkFiles(author, [{ file: name, text }]);
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const title = titleOf(readable(text));
  return { text, title, errors, warnings: problems.length - errors };
}

function readable(text: string): unknown {
  try {
    return text.length > 512_000 ? null : JSON.parse(text);
  } catch {
    return null;
  }
}

function titleOf(document: unknown): JsonObject | null {
  if (typeof document !== 'object' || document === null || !('title' in document)) return null;
  const { title } = document;
  if (typeof title !== 'object' || title === null || !('zh-CN' in title) || !('en' in title)) return null;
  const { 'zh-CN': zh, en } = title;
  return typeof zh === 'string' && typeof en === 'string' && !`${zh}${en}`.includes('\0')
    ? { 'zh-CN': zh, en }
    : null;
}
