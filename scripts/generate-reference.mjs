// Writes docs/definitions-reference.md from the JSON Schemas and docs/lint-codes.md from the linter's catalogue.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
require('./register-ts.cjs');
const { MESSAGES } = require('../domain/definition/messages.ts');
const { ACTIONS } = require('../domain/actions.ts');
const { CONSTRUCTS, exampleOf } = require('../definitions/examples.ts');

const KINDS = ['process', 'dunning', 'calendar', 'form', 'list', 'template', 'entity', 'report', 'scenario'];
const cell = (text) => text.replace(/\|/g, '\\|').replace(/\n/g, ' ');

function typeOf(schema) {
  if (schema.$ref) return `[${schema.$ref.split('/').at(-1)}]`;
  if ('const' in schema) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' or ');
  if (schema.oneOf) return schema.oneOf.map(typeOf).join(' or ');
  if (schema.type === 'array') return `list of ${typeOf(schema.items ?? {})}`;
  if (schema.type === 'object' && typeof schema.additionalProperties === 'object')
    return `map of ${typeOf(schema.additionalProperties)}`;
  if (schema.type === 'object' && schema.properties) return `{${Object.keys(schema.properties).join(', ')}}`;
  return schema.type ?? 'any JSON';
}

function table(schema) {
  const required = new Set(schema.required ?? []);
  const rows = Object.entries(schema.properties ?? {}).map(
    ([name, field]) =>
      `| \`${name}\` | ${cell(typeOf(field))} | ${required.has(name) ? 'yes' : ''} | ${cell(field.description ?? '')} |`,
  );
  return rows.length === 0 ? '' : `\n| field | type | required | |\n|---|---|---|---|\n${rows.join('\n')}\n`;
}

function section(kind) {
  const schema = JSON.parse(
    readFileSync(new URL(`../definitions/schemas/${kind}.schema.json`, import.meta.url), 'utf8'),
  );
  const parts = Object.entries(schema.$defs ?? {}).map(([name, inner]) => {
    const type = inner.properties
      ? ''
      : `\n${cell(typeOf(inner))}${inner.pattern ? `, pattern \`${inner.pattern}\`` : ''}\n`;
    return `### ${kind}: ${name}\n${inner.description ? `\n${inner.description}\n` : ''}${type}${table(inner)}`;
  });
  return `## ${kind}\n${table(schema)}\n${parts.join('\n')}`;
}

const actions = Object.entries(ACTIONS).map(
  ([name, { title, entities, params, result }]) =>
    `| \`${name}\` | ${title['zh-CN']} / ${title.en} | ${entities.join(', ') || 'any'} | ${Object.keys(params.properties ?? {}).join(', ') || '–'} | ${Object.keys(result.properties ?? {}).join(', ')} |`,
);
const folder = new URL('../definitions/examples/', import.meta.url);
const documents = readdirSync(folder).map((file) => JSON.parse(readFileSync(new URL(file, folder), 'utf8')));
const examples = CONSTRUCTS.map(({ name }) => {
  const { key, text } = exampleOf(name, documents);
  return `**${name}** (${key})\n\n\`\`\`json\n${text}\n\`\`\`\n`;
});
writeFileSync(
  new URL('../docs/definitions-reference.md', import.meta.url),
  `<!-- Generated from definitions/schemas by \`npm run generate\`; do not edit. -->
# Reference of the definition language

What each kind of document may hold. Objects are closed: a field that is not here is an error. What the fields mean is
on the page [definitions](definitions.md).

## Actions of auto steps

| action | | records | parameters | result |
|---|---|---|---|---|
${actions.join('\n')}

## Examples
One for each construct of a process, out of the definitions in \`definitions/examples\`, whose scenarios a test plays.

${examples.join('\n')}
${KINDS.map(section).join('\n')}`,
);
writeFileSync(
  new URL('../docs/lint-codes.md', import.meta.url),
  `<!-- Generated from domain/definition/messages.ts by \`npm run generate\`; do not edit. -->
# What the checker finds

Each code has a broken example in \`definitions/invalid/<code>.json\`, which a test runs. Codes never change their meaning.

| code | 中文 | English |
|---|---|---|
${Object.entries(MESSAGES)
  .map(([code, message]) => `| \`${code}\` | ${cell(message['zh-CN'])} | ${cell(message.en)} |`)
  .join('\n')}
`,
);
