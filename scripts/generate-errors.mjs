// Writes docs/errors.md: a row for every code of the catalogue.
import { createRequire } from 'node:module';
import { writeFileSync } from 'node:fs';

const require = createRequire(import.meta.url);
require('./register-ts.cjs');
const { ERRORS } = require('../domain/errors.ts');

const rows = Object.entries(ERRORS).map(
  ([code, { status, title }]) => `| \`${code}\` | ${status || '–'} | ${title['zh-CN']} | ${title.en} |`,
);
writeFileSync(
  new URL('../docs/errors.md', import.meta.url),
  `<!-- Generated from domain/errors.ts by \`npm run generate\`; do not edit. -->
# Errors

Every error has a code that never changes its meaning. Over HTTP it is the \`code\` of a problem document
(\`application/problem+json\`), with the status of this table and the title in both languages; on the command line
it is part of the report. A dash means that the code never crosses HTTP.

| code | status | 中文 | English |
|---|---|---|---|
${rows.join('\n')}
`,
);
