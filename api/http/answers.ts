import { DomainError } from '../../domain/errors';
import type { Answer } from './route';

/** A page, with the address of the next one in `Link` as RFC 8288 has it. */
export function pageAnswer(path: string, query: object, items: unknown, next: string | null): Answer {
  return { headers: nextLink(path, query, next), body: { items, next } };
}

/** The same where PostgreSQL has already written the items. */
export function pageText(path: string, query: object, itemsText: string, next: string | null): Answer {
  return {
    headers: nextLink(path, query, next),
    body: `{"items":${itemsText},"next":${JSON.stringify(next)}}`,
  };
}

function nextLink(path: string, query: object, next: string | null): Record<string, string> {
  if (next === null) return {};
  const given = Object.entries(query)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]): [string, string] => [name, String(value)]);
  const search = new URLSearchParams([...given.filter(([name]) => name !== 'cursor'), ['cursor', next]]);
  return { Link: `<${path}?${search.toString()}>; rel="next"` };
}

export function etag(version: number): string {
  return `"v${version}"`;
}

/** The version that If-Match names; null for `*`. PRECONDITION_REQUIRED without it, VERSION_CONFLICT when it is none of ours. */
export function expectedVersion(ifMatch: string | undefined): number | null {
  if (ifMatch === undefined) throw new DomainError('PRECONDITION_REQUIRED');
  if (ifMatch.trim() === '*') return null;
  const version = /^"?v(\d{1,9})"?$/.exec(ifMatch.trim())?.[1];
  if (version === undefined) throw new DomainError('VERSION_CONFLICT');
  return Number(version);
}

export function found<Value>(
  value: Value | null | undefined,
  code: 'NOT_FOUND' | 'TASK_NOT_FOUND' = 'NOT_FOUND',
): Value {
  if (value === null || value === undefined) throw new DomainError(code);
  return value;
}
