import type { Label } from '../domain/generated/process';
import { titleOf } from '../domain/errors';
import type { JsonObject } from '../domain/process/types';

type Said = { pointer?: string; message?: { 'zh-CN'?: string; en?: string } };

/** What a refusal says to people: what stands in the way of a migration, what is wrong with an answer, or its code's title. */
export function sentenceOf({
  code,
  details,
}: {
  code: string | null;
  details: JsonObject | null;
}): Label | null {
  if (code === null) return null;
  if (details?.reason === 'VERSION_RETIRED') return neverRanOn(Number(details.version));
  // a refusal lists its obstacles, and what is wrong with an answer, with their messages
  const said = (details?.reasons ?? details?.errors ?? []) as Said[];
  if (said.length === 0) return titleOf(code);
  const joined = (language: 'zh-CN' | 'en', mark: string) =>
    said.map(({ pointer, message }) => [nameIn(pointer), message?.[language] ?? ''].join('')).join(mark);
  return { 'zh-CN': joined('zh-CN', '；'), en: joined('en', '; ') };
}

const neverRanOn = (version: number): Label => ({
  'zh-CN': `第 ${version} 版已停用，而这个案例没有在该版上运行过`,
  en: `Version ${version} is retired, and this case has never run on it`,
});

/** Of `/with/discount` the field. */
function nameIn(pointer: string | undefined): string {
  return pointer === undefined ? '' : `${pointer.replace(/^\/(with|params)\//, '').replace(/^\//, '')}: `;
}
