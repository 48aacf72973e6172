import { DefaultLogger, Runtime } from '@temporalio/worker';
import globalSetup from '../test/support/global-setup';
import globalTeardown from '../test/support/global-teardown';
import { deployTenTimes } from '../test/workflows/deployments';
import { openStage } from '../test/workflows/stage';

const COUNT = Number(process.env['BENCH_RUNNING'] ?? 1_000);

/** Ten deployments during a thousand running instances; exits 1 when one of them left its version or does not replay. */
async function main(): Promise<number> {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  await globalSetup();
  const stage = await openStage();
  try {
    const began = performance.now();
    const { instances, histories, ...wrong } = await deployTenTimes(stage, COUNT);
    const seconds = Math.round((performance.now() - began) / 1_000);
    process.stdout.write(`${instances} instances, ${histories} histories replayed, ${seconds} s\n`);
    for (const [what, ids] of Object.entries(wrong)) process.stdout.write(`${what}: ${ids.length}\n`);
    return Object.values(wrong).every((ids) => ids.length === 0) && histories === instances ? 0 : 1;
  } finally {
    await stage.close();
    await globalTeardown();
  }
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(1);
  },
);
