import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readJson } from '../../cli/up/files';
import { projectRoot } from '../../cli/up/paths';
import { identify, isAlive, type ProcessId } from '../../cli/up/processes';
import { until } from '../../cli/up/until';
import type { Running } from '../../cli/running';

export interface StartedSystem extends Running {
  /** The pids of now: they change when a part is started again. */
  now(): Running;
  output(): string;
  /** Sends SIGTERM and waits until the supervisor has ended; gives its exit code. Keeps the data. */
  stop(): Promise<number | null>;
  /** Removes the data directory, when `startSystem` made it. */
  remove(): void;
}

export interface SystemOptions {
  data?: string;
  demo?: boolean;
  env?: Record<string, string>;
}

/** Starts the whole product as a user would, on free ports and with data of its own, and waits until it is ready. */
export async function startSystem({ data, demo = true, env }: SystemOptions = {}): Promise<StartedSystem> {
  const folder = data ?? mkdtempSync(join(tmpdir(), 'guanxi-system-'));
  const readyFile = join(folder, 'ready.json');
  // one of a supervisor that was killed may still lie here
  rmSync(readyFile, { force: true });
  const up = guanxi(
    ['up', '--data', folder, '--port', '0', '--ready-file', readyFile, ...(demo ? [] : ['--no-demo'])],
    env,
  );
  const found = await until(() => up.ended() !== undefined || readJson<Running>(readyFile), {
    timeout: 300_000,
  });
  if (!found || found === true) throw new Error(`guanxi up did not get ready:\n${up.output()}`);
  return {
    ...found,
    now: () => readJson<Running>(readyFile) ?? found,
    output: up.output,
    stop: async () => {
      up.signal('SIGTERM');
      return up.exit;
    },
    remove: () => (data ? undefined : rmSync(folder, { recursive: true, force: true })),
  };
}

export interface Program {
  signal(signal: NodeJS.Signals): void;
  exit: Promise<number | null>;
  /** Exit code, null when a signal ended it, undefined while it runs. */
  ended(): number | null | undefined;
  output(): string;
}

/** Runs bin/guanxi from a foreign folder, without a terminal. */
export function guanxi(args: string[], env: Record<string, string> = {}): Program {
  const child = spawn(process.execPath, [join(projectRoot(), 'bin', 'guanxi'), ...args], {
    cwd: tmpdir(),
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let ended: number | null | undefined;
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const exit = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve((ended = code))));
  return { signal: (signal) => void child.kill(signal), exit, ended: () => ended, output: () => output };
}

/** Every process of a system as it stands now, to ask later which of them still live. */
export function processesOf({ pids }: Running): ProcessId[] {
  return Object.values(pids).map(identify);
}

export async function allGone(processes: ProcessId[]): Promise<boolean> {
  return (await until(() => !processes.some(isAlive), { timeout: 30_000 })) === true;
}
