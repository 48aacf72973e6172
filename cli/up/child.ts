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

const FIRST_PAUSE = 250;
const LONGEST_PAUSE = 30_000;
const STABLE_AFTER = 10_000;
const START_TIMEOUT = 120_000;
const ATTEMPTS_AT_START = 3;
const LOG_LIMIT = 10_000_000;

/** Keeps one process running: whenever it ends by itself it is started again, with growing pauses. */
export class Service {
  private id: ProcessId | null = null;
  private said = false;
  private everReady = false;
  private failures = 0;
  private stopping = false;
  private returning = false;
  private pause: NodeJS.Timeout | undefined;

  /** `changed` is told, with or without a note for people, whenever the process starts or ends. */
  constructor(
    readonly spec: ServiceSpec,
    private readonly changed: (note?: string) => void = () => undefined,
  ) {
    this.launch();
  }

  process(): ProcessId | null {
    return this.id;
  }

  async ready(): Promise<void> {
    const answer = await until(() => this.ask(), { timeout: START_TIMEOUT });
    const { title, log } = this.spec;
    if (answer !== 'ready')
      throw new CommandError({
        'zh-CN': `${title} 无法启动：${lastLine(log)}（日志：${log}）`,
        en: `${title} does not start: ${lastLine(log)} (log: ${log})`,
      });
    this.everReady = true;
  }

  async stop(): Promise<void> {
    this.stopping = true;
    clearTimeout(this.pause);
    if (this.id) await end(this.id, this.spec.stop.signal, this.spec.stop.patience);
  }

  private async ask(): Promise<'ready' | 'failed' | null> {
    const givenUp = !this.everReady && this.failures >= ATTEMPTS_AT_START;
    if (this.stopping || givenUp) return 'failed';
    return this.id && (await this.spec.isReady(this.said)) ? 'ready' : null;
  }

  private launch(): void {
    const startedAt = performance.now();
    const child = spawnLogged(this.spec);
    this.said = false;
    this.id = child.pid ? identify(child.pid) : null;
    child.on('message', (message) => (this.said ||= message === 'ready'));
    let ended = false;
    const onEnd = (how: string): void => {
      if (ended) return;
      ended = true;
      this.id = null;
      if (!this.stopping) this.restart(how, performance.now() - startedAt);
    };
    child.once('error', (error) => onEnd(error.message));
    child.once('exit', (code, signal) => onEnd(signal ?? `exit code ${code}`));
    this.changed();
  }

  private restart(how: string, lived: number): void {
    this.failures = lived > STABLE_AFTER ? 1 : this.failures + 1;
    const delay = Math.min(FIRST_PAUSE * 2 ** (this.failures - 1), LONGEST_PAUSE);
    this.changed(
      this.everReady
        ? `${this.spec.title} ended (${how}); starting it again in ${delay / 1000} s.`
        : undefined,
    );
    this.pause = setTimeout(() => {
      this.launch();
      if (this.everReady && !this.returning) void this.tellReturn();
    }, delay);
  }

  private async tellReturn(): Promise<void> {
    this.returning = true;
    const back = await this.ready().then(
      () => true,
      () => false,
    );
    this.returning = false;
    if (back && !this.stopping) this.changed(`${this.spec.title} runs again.`);
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
  const lines = readFileSync(log, 'utf8')
    .split('\n')
    .slice(-40)
    .filter((line) => line.trim());
  const telling = lines.filter((line) => /error|fatal|cannot/i.test(line) && !/^\s+at /.test(line));
  return (telling.at(-1) ?? lines.at(-1) ?? 'it says nothing').trim().slice(0, 300);
}
