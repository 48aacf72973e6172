import { DomainError } from '../../domain/errors';

/** `?a=1&b=2` as an object; a name that comes twice, NUL and broken escapes are BAD_REQUEST. */
export function parseQuery(search: string): Record<string, string> {
  const query: Record<string, string> = {};
  if (search === '') return query;
  for (const [name, value] of new URLSearchParams(wellFormed(search))) {
    const twice = Object.hasOwn(query, name);
    if (twice || name === '__proto__' || `${name}${value}`.includes('\u0000')) throw refused(name);
    query[name] = value;
  }
  return query;
}

// URLSearchParams replaces what is not UTF-8; decodeURIComponent says so.
function wellFormed(search: string): string {
  try {
    decodeURIComponent(search.replaceAll('+', ' '));
    return search;
  } catch {
    throw refused('');
  }
}

function refused(name: string): DomainError {
  const message = {
    'zh-CN': '参数重复或含有无效字符',
    en: 'is given twice or holds characters that are not valid',
  };
  return new DomainError('BAD_REQUEST', {}, [{ pointer: `?${name.slice(0, 80)}`, code: 'invalid', message }]);
}
