// Writes docs/histories.md: which stored history goes through which construct, found by playing each through the core.
import { createRequire } from 'node:module';
import { writeFileSync } from 'node:fs';

const require = createRequire(import.meta.url);
require('./register-ts.cjs');
const { tableOf } = require('../test/replay/table.ts');

writeFileSync(
  new URL('../docs/histories.md', import.meta.url),
  `<!-- Written by scripts/generate-histories.mjs out of test/replay/histories; do not edit. -->
# Stored histories

Each is a run of a workflow as it was when it was recorded; all of them replay on the code of now, without a server
(\`test/replay/replay.test.ts\`). The names before the first dash are kinds: a step that was begun, a command, a signal,
an effect, a line of the timeline, an incident, an action, an instant that was up, a patch of the workflow's code, or what
is of the workflow's own. What a history goes through
is found by playing its events through the pure core. \`node scripts/record-histories.mjs NAME\` runs the workflows'
tests, stores what none of the newest semantics goes through yet and writes this page. One history of each is named.

| construct | history |
|---|---|
${tableOf()
  .map(({ construct, file }) => `| ${construct} | ${file ? `\`${file}\`` : '**none**'} |`)
  .join('\n')}
`,
);
