// Writes docs/routes.md, a row for every route, and docs/openapi.json, what GET /api/openapi.json answers.
import { createRequire } from 'node:module';
import { writeFileSync } from 'node:fs';

const require = createRequire(import.meta.url);
require('./register-ts.cjs');
const { createRoutes } = require('../api/routes/index.ts');
const { openapi } = require('../api/openapi.ts');

const routes = createRoutes();
const write = (name, text) => writeFileSync(new URL(`../docs/${name}`, import.meta.url), text);
const permissionOf = ({ permission }) =>
  typeof permission === 'string' ? permission : `${permission.verb} ${permission.entity}`;

write('openapi.json', `${JSON.stringify(openapi(routes), null, 1)}\n`);
write(
  'routes.md',
  `<!-- Generated from api/routes/ by \`npm run generate\`; do not edit. -->
# Routes

Schemas are in [openapi.json](openapi.json), and at \`/api/openapi.json\` of a running system. The permission is \`public\`,
\`signedIn\`, an operation of definitions/roles.json, or a right to an entity.

| route | permission | what it does |
|---|---|---|
${routes.map((route) => `| \`${route.method.toUpperCase()} ${route.path}\` | ${permissionOf(route)} | ${route.summary} |`).join('\n')}
`,
);
