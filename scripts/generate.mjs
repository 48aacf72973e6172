// Writes every generated file again. `npm run check` does the same and fails when that changes something.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What each generator writes; a folder ends with a slash. */
export const GENERATORS = [
  { script: 'generate-types.mjs', writes: ['domain/generated/'] },
  { script: 'generate-entities.mjs', writes: ['domain/generated/'] },
  { script: 'generate-calendar.mjs', writes: ['definitions/calendars/cn-office.json'] },
  { script: 'generate-errors.mjs', writes: ['docs/errors.md'] },
  { script: 'generate-reference.mjs', writes: ['docs/definitions-reference.md', 'docs/lint-codes.md'] },
  { script: 'generate-histories.mjs', writes: ['docs/histories.md'] },
  { script: 'generate-api.mjs', writes: ['docs/openapi.json', 'docs/routes.md'] },
];

const scripts = dirname(fileURLToPath(import.meta.url));
const root = dirname(scripts);

export function generate() {
  for (const { script, writes } of GENERATORS) {
    run(process.execPath, join(scripts, script));
    run(join(root, 'node_modules', '.bin', 'prettier'), '--write', '--log-level', 'warn', ...writes);
  }
}

function run(file, ...args) {
  const { status, stderr } = spawnSync(file, args, { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${[file, ...args].join(' ')} failed:\n${stderr}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) generate();
