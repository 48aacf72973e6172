// Records what no stored history of the newest semantics goes through yet: `node scripts/record-histories.mjs semantics-4
// [test …]` runs the tests of the workflows, keeps every history that they make, and stores the few that add something,
// below test/replay/histories, with the table in docs/histories.md. With GUANXI_RECORD_ALL the histories stay in that
// folder; where it has some already, no test runs.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
/** Many cases of what others do once, or none. */
const LEFT_OUT = ['commit', 'deployments', 'many', 'shutdown'];
const OTHERS = ['test/dunning/workflow.test.ts', 'test/api/reopen.test.ts', 'test/api/operations.test.ts'];

const [target = 'newest', ...named] = process.argv.slice(2);
const kept = process.env.GUANXI_RECORD_ALL;
const folder = kept ?? mkdtempSync(join(tmpdir(), 'guanxi-histories-'));
try {
  if (!existsSync(folder) || readdirSync(folder).length === 0) record(named.length > 0 ? named : everyTest());
  const require = createRequire(import.meta.url);
  require('./register-ts.cjs');
  const { choose } = require('../test/replay/choose.ts');
  for (const file of choose(folder, target)) console.log(file);
} finally {
  if (kept === undefined) rmSync(folder, { recursive: true });
}
run('scripts/generate.mjs');

function everyTest() {
  const tests = readdirSync(join(root, 'test/workflows'))
    .filter((file) => file.endsWith('.test.ts') && !LEFT_OUT.includes(file.replace('.test.ts', '')))
    .map((file) => `test/workflows/${file}`);
  return [...tests, ...OTHERS];
}

/** A test that fails has recorded all the same: what it made replays, or the test of replays says so. */
function record(tests) {
  run('scripts/test.mjs', tests, { GUANXI_RECORD_ALL: folder });
}

function run(script, args = [], env = {}) {
  spawnSync(process.execPath, [join(root, script), ...args], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
}
