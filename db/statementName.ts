import { createHash } from 'node:crypto';

const names = new Map<string, string>();

/** A prepared statement's name must stand for one text; hashing each text once keeps the hot path short. */
export function statementName(text: string): string {
  const known = names.get(text);
  if (known) return known;
  if (names.size > 500) names.clear();
  const name = createHash('sha1').update(text).digest('base64url');
  names.set(text, name);
  return name;
}
