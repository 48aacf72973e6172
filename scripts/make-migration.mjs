// Drafts SQL from definitions/entities: all tables, or with DATABASE_URL only what that database lacks.
// The draft is read, corrected and pasted into db/migrations/NNNN_name.ts by a person; nothing is applied here.
import { createRequire } from 'node:module';
const require = createRequire(import.meta.url);
require('./register-ts.cjs');
const { draftTables, draftMissing } = require('../db/ddl.ts');
const { connect } = require('../db/connect.ts');

if (process.env.DATABASE_URL) {
  const db = connect(process.env.DATABASE_URL);
  console.log(await draftMissing(db));
  await db.destroy();
} else {
  console.log(draftTables());
}
