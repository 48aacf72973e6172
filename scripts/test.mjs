// `npm test [path …]`: installs and builds what is missing, runs jest (which starts the servers), and ends with one
// plain line. Without a path everything runs: pure, then what needs servers, then whole systems one at a time.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { install } from './install.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const log = (line) => process.stderr.write(`${line}\n`);
const paths = process.argv.slice(2);
// pure and services share the machine's cores; a whole system is several processes already
const GROUPS = [['pure', 'services'], ['e2e']];

await install(root, log);
const { build } = await import('./build.mjs');
await build(root, { log });
const results = GROUPS.map(runJest);
const sum = (field) => results.reduce((total, result) => total + result[field], 0);
console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
process.exitCode = sum('failed') === 0 && sum('passed') > 0 ? 0 : 1;

function runJest(projects) {
  const report = join(root, 'var', `jest-${process.pid}.json`);
  mkdirSync(dirname(report), { recursive: true });
  const options = ['--selectProjects', ...projects, '--json', '--outputFile', report, '--passWithNoTests'];
  if (projects.includes('e2e')) options.push('--runInBand');
  const jest = spawnSync(
    process.execPath,
    [join(root, 'node_modules/jest/bin/jest.js'), ...options, '--', ...paths],
    {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  try {
    const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } = JSON.parse(
      readFileSync(report, 'utf8'),
    );
    // a suite that does not even load is a failure; so is a jest that ends badly with all tests green
    const failed = numFailedTests + numRuntimeErrorTestSuites;
    return { passed: numPassedTests, failed: failed || (jest.status === 0 ? 0 : 1) };
  } catch {
    log(`jest ended without a report (${jest.signal ?? `exit code ${jest.status}`}).`);
    return { passed: 0, failed: 1 };
  } finally {
    rmSync(report, { force: true });
  }
}
