import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadShipped } from '../../definitions/load';
import { createCompleter } from '../../web/components/studio/editor/complete';
import type { Known } from '../../web/components/studio/editor/known';
import type { Schema } from '../../web/components/studio/editor/schemaWalk';

export const shipped = loadShipped();
// Our own file.
export const schemaOf = (kind: string) =>
  JSON.parse(
    readFileSync(join(__dirname, `../../definitions/schemas/${kind}.schema.json`), 'utf8'),
  ) as Schema;
export const known: Known = {
  definitions: shipped.map(({ kind, key }) => ({ kind, key, title: null })),
  // Each is of its kind; a test of the loader says so.
  entities: shipped.filter(({ kind }) => kind === 'entity') as never[],
  // As above.
  lists: shipped.filter(({ kind }) => kind === 'list') as never[],
  people: [{ name: 'E0001', detail: '高翔' }],
  roles: [{ key: 'director', title: { 'zh-CN': '总监', en: 'Director' } }],
  bodies: new Map(shipped.map((one) => [`${one.kind}/${one.key}`, one])),
  language: 'en',
};
export const complete = createCompleter(schemaOf('process'), schemaOf('scenario'), known);

/** What is offered where `|` stands. */
export function offered(text: string) {
  const found = complete(text.replace('|', ''), text.indexOf('|'));
  return found?.options.map(({ label }) => label) ?? [];
}
