// Runs the benchmarks one after the other, all or those that are named: `npm run bench`, `npm run bench p1 p8`.
// Sizes are short ones, with which all take about ten minutes; BENCH_RUNNING and BENCH_ROUNDS say others.
import { spawnSync } from 'node:child_process';
import { loadavg } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

const BENCHES = {
  p1: { says: 'an interpreted sale against one written by hand', sizes: {} },
  p2: { says: 'completing a task against a bare Update', sizes: { BENCH_RUNNING: '200' } },
  p8: { says: 'memory of sleeping processes', sizes: { BENCH_RUNNING: '1000' } },
  'get-one': { says: 'GET one record against node:http (P3)', sizes: {} },
  deployments: { says: 'ten deployments during running instances', sizes: { BENCH_RUNNING: '100' } },
  poison: { says: 'poisoned definitions among good cases', sizes: { BENCH_RUNNING: '200' } },
  hostile: { says: 'what a hostile author holds up', sizes: { BENCH_ROUNDS: '1' } },
  keystroke: { says: 'typing in the largest process, in a browser', sizes: { BENCH_ROUNDS: '10' } },
};

const named = process.argv.slice(2);
const unknown = named.filter((name) => !Object.hasOwn(BENCHES, name));
if (unknown.length > 0) {
  console.error(`There is no benchmark ${unknown.join(', ')}. There are: ${Object.keys(BENCHES).join(', ')}`);
  process.exit(2);
}

const failed = (named.length > 0 ? named : Object.keys(BENCHES)).filter((name) => !run(name));
if (failed.length > 0) console.error(`Failed: ${failed.join(', ')}`);
process.exit(failed.length > 0 ? 1 : 0);

function run(name) {
  const { says, sizes } = BENCHES[name];
  const began = performance.now();
  console.log(`\n== ${name}: ${says} (load average ${load()})`);
  const { status } = spawnSync(process.execPath, ['-r', './scripts/register-ts.cjs', `bench/${name}.ts`], {
    cwd: root,
    stdio: 'inherit',
    env: { ...sizes, ...process.env },
  });
  const seconds = Math.round((performance.now() - began) / 1_000);
  console.log(`== ${name}: ${seconds} s, ended with ${status} (load average ${load()})`);
  return status === 0;
}

function load() {
  return loadavg()
    .map((value) => value.toFixed(1))
    .join(' ');
}
