// `npm run check [name …]`: everything that can be told without running the product. Prints a line for each check.
import { spawnSync } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { install } from './install.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const bin = (name, ...args) => [`node_modules/.bin/${name}`, ...args];

const CHECKS = {
  format: [bin('prettier', '--check', '--log-level', 'warn', '.')],
  lint: [bin('eslint', '--max-warnings', '0', '.')],
  types: ['.', 'domain', 'workflows', 'web'].map((folder) => bin('tsc', '-p', folder)),
  imports: [bin('depcruise', '--config', '.dependency-cruiser.cjs', '--output-type', 'err', ...folders())],
  unused: [bin('knip', '--no-progress')],
  generated: [[process.execPath, 'scripts/check-generated.mjs']],
  docs: [[process.execPath, 'scripts/check-docs.mjs']],
  compose: [[process.execPath, 'scripts/check-compose.mjs']],
};

await install(root, (line) => process.stderr.write(`${line}\n`));
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in CHECKS));
if (unknown.length > 0) {
  console.error(`There is no check "${unknown[0]}"; there are ${Object.keys(CHECKS).join(', ')}.`);
  process.exit(2);
}
const failed = (asked.length > 0 ? asked : Object.keys(CHECKS)).filter((name) => !passes(name));
if (failed.length > 0) {
  console.log(`check failed: ${failed.join(', ')}`);
  process.exit(1);
}

function passes(name) {
  const begin = performance.now();
  const outputs = CHECKS[name].map(([file, ...args]) => run(file, args)).filter((output) => output !== null);
  const seconds = ((performance.now() - begin) / 1000).toFixed(1);
  console.log(`${outputs.length === 0 ? '✓' : '✗'} ${name} (${seconds} s)`);
  for (const output of outputs) console.log(output);
  return outputs.length === 0;
}

/** Null when all is well, else what the tool said. */
function run(file, args) {
  const { status, stdout, stderr } = spawnSync(file, args, { cwd: root, encoding: 'utf8', maxBuffer: 1e9 });
  return status === 0 ? null : `${stdout ?? ''}${stderr ?? ''}`;
}

function folders() {
  return ['domain', 'definitions', 'workflows', 'temporal', 'activities', 'db', 'api', 'cli', 'web', 'test'];
}
