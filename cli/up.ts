import { rmSync } from 'node:fs';
import { CommandError } from './command-error';
import type { Place, Running } from './running';
import { claim, release } from './up/claim';
import { writeJson } from './up/files';
import { defaultDataDirectory, pathsOf, type Paths } from './up/paths';
import { startAll } from './up/start';
import { System } from './up/system';
import { createTerminal } from './up/terminal';

export interface Wanted {
  data: string;
  /** null = the usual one or the next free one, 0 = any. */
  port: number | null;
  readyFile: string | null;
  demo: boolean;
}

/** `guanxi up`: starts every part, waits until each is really ready, and stops them all on Ctrl-C or SIGTERM. */
export async function run(_args: string[], options: Record<string, unknown>): Promise<number> {
  const wanted = readOptions(options);
  const paths = pathsOf(wanted.data);
  const terminal = createTerminal();
  const stopAsked = stopSignal();
  await claim(paths);
  let place: Place | null = null;
  const system = new System(paths, terminal.say, () => publish());
  try {
    const start = startAll(paths, wanted, terminal, system).then((found) => {
      place = found;
      publish();
    });
    await Promise.race([start, stopAsked]);
    await stopAsked;
  } finally {
    terminal.say('Stopping …');
    await system.stop();
    withdraw(paths, wanted);
    terminal.say('Stopped.');
  }
  // a start that was interrupted may still be waiting for something
  process.exit(0);

  function publish(): void {
    if (!place) return;
    const running: Running = { ...place, pids: system.pids() };
    writeJson(paths.running, running);
    if (wanted.readyFile) writeJson(wanted.readyFile, running);
  }
}

function withdraw(paths: Paths, { readyFile }: Wanted): void {
  if (readyFile) rmSync(readyFile, { force: true });
  release(paths);
}

function readOptions(options: Record<string, unknown>): Wanted {
  const text = (name: string): string | null => (typeof options[name] === 'string' ? options[name] : null);
  const readyFile = text('readyFile');
  if (readyFile) rmSync(readyFile, { force: true });
  return {
    data: text('data') ?? defaultDataDirectory(),
    port: readPort(text('port') ?? process.env['PORT'] ?? ''),
    readyFile,
    demo: options['demo'] !== false,
  };
}

function readPort(text: string): number | null {
  if (text === '') return null;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new CommandError(
      {
        'zh-CN': `“${text}”不是端口：应为 0 到 65535 的整数。`,
        en: `"${text}" is not a port; it is a whole number from 0 to 65535.`,
      },
      2,
    );
  }
  return port;
}

async function stopSignal(): Promise<void> {
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
  });
}
