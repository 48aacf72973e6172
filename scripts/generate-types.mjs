// Writes domain/generated/<kind>.ts from definitions/schemas/<kind>.schema.json.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { compile } from 'json-schema-to-typescript';

const schemas = new URL('../definitions/schemas/', import.meta.url);
const target = new URL('../domain/generated/', import.meta.url);
mkdirSync(target, { recursive: true });
for (const file of readdirSync(schemas).sort()) {
  const kind = file.replace('.schema.json', '');
  const schema = JSON.parse(readFileSync(new URL(file, schemas), 'utf8'));
  const source = await compile(schema, schema.title, {
    bannerComment: `// Generated from definitions/schemas/${file} by \`npm run generate\`; do not edit.`,
    unreachableDefinitions: true,
    style: { singleQuote: true, printWidth: 110 },
  });
  writeFileSync(new URL(`${kind}.ts`, target), source);
}
