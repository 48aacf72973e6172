// Writes domain/generated/{entities,records,roles}.ts from definitions/entities/*.json and definitions/roles.json.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { format } from 'prettier';

const definitions = new URL('../definitions/', import.meta.url);
const target = new URL('../domain/generated/', import.meta.url);
const read = (path) => JSON.parse(readFileSync(new URL(path, definitions), 'utf8'));
const entities = readdirSync(new URL('entities/', definitions))
  .filter((file) => file.endsWith('.json'))
  .sort()
  .map((file) => read(`entities/${file}`));
const union = (names) => names.map((name) => `'${name}'`).join(' | ');

await write(
  'entities.ts',
  'definitions/entities/*.json',
  `
import type { EntityDefinition } from './entity';

export type EntityKey = ${union(entities.map((entity) => entity.key))};

export const ENTITIES: Record<EntityKey, EntityDefinition> = {
${entities.map(({ $schema, ...entity }) => `${entity.key}: ${JSON.stringify(entity)}`).join(',\n')}
};`,
);

await write('records.ts', 'definitions/entities/*.json', entities.map(recordTypes).join('\n'));

const roles = read('roles.json');
await write(
  'roles.ts',
  'definitions/roles.json',
  `
export type Role = ${union(roles.roles.map((role) => role.key))};
export type Operation = ${union(Object.keys(roles.operations))};

export const ROLES: { key: Role; title: { 'zh-CN': string; en: string } }[] = ${JSON.stringify(roles.roles)};

/** Which roles may do what is not the reading and writing of a record. */
export const OPERATIONS: Record<Operation, Role[]> = ${JSON.stringify(roles.operations)};`,
);

function recordTypes(entity) {
  const lists = Object.entries(entity.collections ?? {});
  const base =
    'id: string; number: string; version: number; createdAt: string; createdBy: string | null; updatedAt: string; updatedBy: string | null;';
  const main = `export interface ${pascal(entity.key)}Record { ${entity.number ? base : base.replace('number: string; ', '')} ${members(entity.fields)} ${lists
    .map(([name, { table }]) => `${name}: ${pascal(table)}Record[];`)
    .join(' ')} }`;
  return [
    main,
    ...lists.map(
      ([, { table, fields }]) => `export interface ${pascal(table)}Record { id: string; ${members(fields)} }`,
    ),
  ].join('\n\n');
}

function members(fields) {
  return Object.entries(fields)
    .map(([name, field]) => {
      const label =
        field.type === 'ref' && !field.collection ? ` ${name.replace(/Id$/, '')}Label: string | null;` : '';
      return `${name}: ${typeOf(field)}${field.required ? '' : ' | null'};${label}`;
    })
    .join(' ');
}

function typeOf(field) {
  if (field.options) return union(field.options.map((option) => option.code));
  const types = {
    integer: 'number',
    decimal: 'number',
    percent: 'number',
    boolean: 'boolean',
    tags: 'string[]',
    periods: '[string, string][]',
    json: 'unknown',
  };
  return types[field.type] ?? 'string';
}

function pascal(text) {
  return text.replace(/(^|_)([a-z])/g, (_, __, letter) => letter.toUpperCase());
}

async function write(file, source, body) {
  const banner = `// Generated from ${source} by \`npm run generate\`; do not edit.\n`;
  writeFileSync(
    new URL(file, target),
    await format(banner + body, {
      parser: 'typescript',
      singleQuote: true,
      printWidth: 110,
      trailingComma: 'all',
    }),
  );
}
