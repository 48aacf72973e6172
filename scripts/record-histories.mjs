// Records what no stored history goes through yet: `node scripts/record-histories.mjs semantics-4 [test …]` runs the
// tests of the workflows, keeps every history that they make, and stores the few that add something, below
// test/replay/histories, with the table in docs/histories.md.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const TESTS = [
  ...['assignment', 'campaign', 'care', 'caseClocks', 'continue-as-new', 'escalation'],
  ...[
    'migrate',
    'order-holds',
    'people',
    'poison',
    'sale',
    'schedules',
    'status',
    'told',
    'tour',
    'troubles',
  ],
  'hostileMigrations',
].map((name) => `test/workflows/${name}.test.ts`);
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [target = 'newest', ...named] = process.argv.slice(2);
const tests =
  named.length > 0
    ? named
    : [...TESTS, 'test/dunning/workflow.test.ts', 'test/api/reopen.test.ts', 'test/api/operations.test.ts'];
const folder = process.env.GUANXI_RECORD_ALL ?? mkdtempSync(join(tmpdir(), 'guanxi-histories-'));
if (process.env.GUANXI_RECORD_ALL === undefined || named.length > 0)
  spawnSync(process.execPath, [join(root, 'scripts/test.mjs'), ...tests], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, GUANXI_RECORD_ALL: folder },
  });
const require = createRequire(import.meta.url);
require('./register-ts.cjs');
const { choose } = require('../test/replay/choose.ts');
for (const file of choose(folder, target)) console.log(file);
if (process.env.GUANXI_RECORD_ALL === undefined) rmSync(folder, { recursive: true });
spawnSync(process.execPath, [join(root, 'scripts/table-histories.mjs')], { cwd: root, stdio: 'inherit' });
spawnSync('npx', ['prettier', '--write', 'docs/histories.md'], { cwd: root, stdio: 'inherit' });
