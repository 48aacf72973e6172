import { pinyin } from 'pinyin-pro';
import type { EntityDefinition } from '../domain/generated/entity';

/**
 * What a record is found by: the searchable fields in lower case, and for Chinese text the pinyin and its initials, so
 * that `hdyq` and `huadongyiqi` both find 华东仪器. Digits of phone numbers also stand without separators.
 */
export function searchText(
  entity: EntityDefinition,
  number: string,
  values: Record<string, unknown>,
): string {
  const texts = Object.entries(entity.fields).flatMap(([name, field]) => {
    const value = values[name];
    if (!field.search || typeof value !== 'string') return [];
    return field.type === 'phone' ? [value, value.replace(/\D/g, '')] : [value];
  });
  const parts = [number, ...texts].flatMap((text) =>
    /\p{Script=Han}/u.test(text) ? [text, ...readings(text)] : [text],
  );
  return [...new Set(parts.map((part) => part.toLowerCase()))].join(' ').slice(0, 2000);
}

function readings(text: string): string[] {
  const syllables = pinyin(text, { toneType: 'none', type: 'array', nonZh: 'consecutive', v: true });
  return [syllables.map((syllable) => syllable.slice(0, 1)).join(''), syllables.join('')];
}

/** A LIKE pattern that finds the words as they are typed. */
export function likePattern(query: string): string {
  return `%${query
    .trim()
    .toLowerCase()
    .replace(/[\\%_]/g, '\\$&')}%`;
}
