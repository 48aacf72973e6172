import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { until } from './until';

/** A pid alone is not enough: the system gives it to somebody else later. */
export interface ProcessId {
  pid: number;
  startedAt: string;
}

export function identify(pid: number): ProcessId {
  return { pid, startedAt: startOf(pid) ?? '' };
}

export function isAlive({ pid, startedAt }: ProcessId): boolean {
  const start = startOf(pid);
  return start !== null && start === startedAt;
}

/** Asks the process to end, and after `patience` milliseconds makes it. Resolves when it is gone. */
export async function end(id: ProcessId, signal: NodeJS.Signals, patience: number): Promise<void> {
  if (!isAlive(id)) return;
  send(id.pid, signal);
  const gone = await until(() => !isAlive(id), { timeout: patience, every: 25 });
  if (gone) return;
  send(-id.pid, 'SIGKILL');
  send(id.pid, 'SIGKILL');
  await until(() => !isAlive(id), { timeout: 2_000, every: 25 });
}

export function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // it is gone already, which is what we want
  }
}

/** Start time of a running process; null when there is none or it is only a zombie. */
function startOf(pid: number): string | null {
  return existsSync('/proc/self/stat') ? startFromProc(pid) : startFromPs(pid);
}

function startFromProc(pid: number): string | null {
  try {
    // the name in parentheses may hold spaces, so fields are counted after it: state is 0, start time 19
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return fields[0] === 'Z' ? null : (fields[19] ?? null);
  } catch {
    return null;
  }
}

function startFromPs(pid: number): string | null {
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || null;
  } catch {
    return null;
  }
}
