import { DefaultLogger, Runtime } from '@temporalio/worker';
import globalSetup from '../test/support/global-setup';
import globalTeardown from '../test/support/global-teardown';
import { poisonAmong, type Round } from '../test/workflows/poison';
import { openStage } from '../test/workflows/stage';
import { report, reportTail } from './report';

const GOOD = Number(process.env['BENCH_RUNNING'] ?? 1_000);
const OTHERS = 50;
const ROUNDS = 8;
/** An answer that takes longer is late: people look up. */
const LATE = 5_000;

/**
 * Poisoned cases among a thousand good ones, in turn with as many harmless ones that hear the same events. Exits 1 when
 * a good case fails or is late beside poison though not beside harmless ones, or a poisoned one has no incident.
 */
async function main(): Promise<number> {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  await globalSetup();
  const stage = await openStage();
  try {
    const { rounds, failed, silent } = await poisonAmong(stage, {
      good: GOOD,
      others: OTHERS,
      rounds: ROUNDS,
    });
    const sides: [string, string] = ['poisoned', 'harmless'];
    const latencies = { poisoned: of(rounds, 'poisoned'), harmless: of(rounds, 'harmless') };
    report('poison', 'ms until a good command is answered', latencies, sides);
    reportTail(latencies, sides);
    report('poison-cpu', 'CPU ms of client, relay and worker for each good command', cpu(rounds), sides);
    const late = latencies.poisoned.filter((ms) => ms > LATE).length;
    const lateAnyway = latencies.harmless.filter((ms) => ms > LATE).length;
    process.stdout.write(`late ${late} (${lateAnyway} beside harmless ones), failed ${failed.length}\n`);
    process.stdout.write(`poisoned without their incident: ${silent.length}\n`);
    return late <= lateAnyway && failed.length + silent.length === 0 ? 0 : 1;
  } finally {
    await stage.close();
    await globalTeardown();
  }
}

/** The first round of each side warms up. */
function measured(rounds: Round[], side: Round['side']): Round[] {
  return rounds.filter((round) => round.side === side).slice(1);
}

function of(rounds: Round[], side: Round['side']): number[] {
  return measured(rounds, side).flatMap(({ latencies }) => latencies);
}

function cpu(rounds: Round[]): Record<Round['side'], number[]> {
  const each = (side: Round['side']) => measured(rounds, side).map((round) => round.cpu);
  return { poisoned: each('poisoned'), harmless: each('harmless') };
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(1);
  },
);
