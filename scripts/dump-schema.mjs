// Writes db/schema.sql: what the migrations make, read back from the catalogue of a fresh database, in a fixed order.
// Needs a PostgreSQL where it may create a database: GUANXI_TEST_POSTGRES or DATABASE_URL.
import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
require('./register-ts.cjs');
const { connect } = require('../db/connect.ts');
const { migrate } = require('../db/migrate.ts');
const { describeSchema } = require('../db/describeSchema.ts');

const server = process.env.GUANXI_TEST_POSTGRES ?? process.env.DATABASE_URL;
if (!server) {
  console.error('Set GUANXI_TEST_POSTGRES or DATABASE_URL to a PostgreSQL server.');
  process.exit(2);
}
const name = `schema_${randomUUID().replaceAll('-', '')}`;
const admin = connect(server, { max: 1 });
await admin.raw(`create database ${name}`);
const url = new URL(server);
url.pathname = `/${name}`;
const db = connect(url.href, { max: 1 });
try {
  await migrate(db);
  writeFileSync(new URL('../db/schema.sql', import.meta.url), await describeSchema(db));
} finally {
  await db.destroy();
  await admin.raw(`drop database ${name} with (force)`);
  await admin.destroy();
}
