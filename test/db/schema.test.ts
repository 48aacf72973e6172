import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { allEntities, columnOf } from '../../domain/entity/catalogue';
import { draftMissing, tablesOf } from '../../db/ddl';
import { describeSchema } from '../../db/describeSchema';
import { openCompany, type Company } from './company';

let company: Company;
beforeAll(async () => {
  company = await openCompany();
});
afterAll(() => company.close());

it('is what db/schema.sql says; after a new migration run scripts/dump-schema.mjs', async () => {
  expect(await describeSchema(company.db)).toBe(readFileSync(join(__dirname, '../../db/schema.sql'), 'utf8'));
});

it('has a column for every field of every definition', async () => {
  expect(await draftMissing(company.db)).toBe('');
  const fields = allEntities()
    .flatMap(tablesOf)
    .flatMap(({ table, fields: named }) => Object.keys(named).map((name) => `${table}.${columnOf(name)}`));
  expect(fields.length).toBeGreaterThan(100);
});

it('tells what a database lacks', async () => {
  await company.db.raw('alter table contact drop column birthday');
  expect(await draftMissing(company.db)).toBe('alter table contact add column birthday date;');
});
