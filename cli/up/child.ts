import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { CommandError } from '../command-error';
import { end, identify, type ProcessId } from './processes';
import { until } from './until';

export interface Command {
  file: string;
  args: string[];
  env?: Record<string, string>;
  uid?: number;
  gid?: number;
}

export interface ServiceSpec {
  name: string;
  title: string;
  log: string;
  command: Command;
  /** Asked again and again until true; `said` is true once the child has sent "ready" over its channel. */
  isReady(said: boolean): boolean | Promise<boolean>;
  stop: { signal: NodeJS.Signals; patience: number };
}

export interface Service {
  name: string;
  title: string;
  spec: ServiceSpec;
  process(): ProcessId | null;
  ready(): Promise<void>;
  stop(): Promise<void>;
}

const FIRST_PAUSE = 250;
const LONGEST_PAUSE = 30_000;
const STABLE_AFTER = 10_000;
const START_TIMEOUT = 120_000;
const ATTEMPTS_AT_START = 3;
const LOG_LIMIT = 10_000_000;

/** Starts a process and starts it again, with growing pauses, whenever it ends by itself. */
export function startService(spec: ServiceSpec, changed: (note?: string) => void): Service {
  let child: ChildProcess | null = null;
  let id: ProcessId | null = null;
  let said = false;
  let everReady = false;
  let failures = 0;
  let stopping = false;
  let returning = false;
  let pause: NodeJS.Timeout | undefined;

  launch();
  return { name: spec.name, title: spec.title, spec, process: () => id, ready, stop };

  function launch(): void {
    const startedAt = performance.now();
    said = false;
    child = spawnLogged(spec);
    id = child.pid ? identify(child.pid) : null;
    child.on('message', (message) => (said ||= message === 'ready'));
    let ended = false;
    const onEnd = (how: string): void => {
      if (ended) return;
      ended = true;
      id = null;
      if (!stopping) restart(how, performance.now() - startedAt);
    };
    child.once('error', (error) => onEnd(error.message));
    child.once('exit', (code, signal) => onEnd(signal ?? `exit code ${code}`));
    changed();
  }

  function restart(how: string, lived: number): void {
    failures = lived > STABLE_AFTER ? 1 : failures + 1;
    const delay = Math.min(FIRST_PAUSE * 2 ** (failures - 1), LONGEST_PAUSE);
    changed(everReady ? `${spec.title} ended (${how}); starting it again in ${delay / 1000} s.` : undefined);
    pause = setTimeout(() => {
      launch();
      if (everReady && !returning) void tellReturn();
    }, delay);
  }

  async function tellReturn(): Promise<void> {
    returning = true;
    const back = await ready().then(() => true, () => false);
    returning = false;
    if (back && !stopping) changed(`${spec.title} runs again.`);
  }

  async function ready(): Promise<void> {
    const answer = await until(async () => {
      if (stopping || (!everReady && failures >= ATTEMPTS_AT_START)) return 'failed';
      return id && (await spec.isReady(said)) ? 'ready' : null;
    }, { timeout: START_TIMEOUT });
    if (answer !== 'ready') throw new CommandError(`${spec.title} does not start: ${lastLine(spec.log)} (log: ${spec.log})`);
    everReady = true;
  }

  async function stop(): Promise<void> {
    stopping = true;
    clearTimeout(pause);
    if (id) await end(id, spec.stop.signal, spec.stop.patience);
  }
}

/** A group of its own: Ctrl-C reaches the supervisor only, which then stops the parts in order. */
function spawnLogged({ command, log }: ServiceSpec): ChildProcess {
  rotate(log);
  const out = openSync(log, 'a', 0o600);
  try {
    return spawn(command.file, command.args, {
      cwd: '/',
      detached: true,
      env: { ...process.env, ...command.env },
      stdio: ['ignore', out, out, 'ipc'],
      uid: command.uid,
      gid: command.gid,
    });
  } finally {
    closeSync(out);
  }
}

function rotate(log: string): void {
  const size = statSync(log, { throwIfNoEntry: false })?.size ?? 0;
  if (size > LOG_LIMIT) renameSync(log, `${log}.1`);
}

/** The line that most likely says what is wrong: the last one that names an error, else the last one. */
function lastLine(log: string): string {
  const lines = readFileSync(log, 'utf8').split('\n').slice(-40).filter((line) => line.trim());
  const telling = lines.filter((line) => /error|fatal|cannot/i.test(line) && !/^\s+at /.test(line));
  return (telling.at(-1) ?? lines.at(-1) ?? 'it says nothing').trim().slice(0, 300);
}
