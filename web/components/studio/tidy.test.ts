import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadShipped } from '../../../definitions/load';
import type { Schema } from './editor/schemaWalk';
import { tidy, tidyText } from './tidy';

const schema = JSON.parse(
  readFileSync(join(__dirname, '../../../definitions/schemas/process.schema.json'), 'utf8'),
) as Schema;
const processes = loadShipped().filter(({ kind }) => kind === 'process');

test.each(processes.map((one) => [one.key, one] as const))('%s keeps its meaning', (_, document) => {
  expect(JSON.parse(tidy(document, schema))).toEqual(document);
});

test('properties come in the order of the schema, also within steps', () => {
  const text = tidyText(
    '{"stages":[{"steps":[{"title":{"en":"B","zh-CN":"甲"},"kind":"human","id":"a"}],"id":"s"}],"key":"k","kind":"process"}',
    schema,
  );
  expect(Object.keys(JSON.parse(text) as object)).toEqual(['kind', 'key', 'stages']);
  expect(text).toContain('{ "kind": "human", "id": "a", "title": { "zh-CN": "甲", "en": "B" } }');
});

test('a text that is not JSON stays as it is', () => {
  expect(tidyText('{"a": ', schema)).toBe('{"a": ');
});
