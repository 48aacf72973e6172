import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** The project's folder, found from the sources as well as from dist/. */
export function projectRoot(): string {
  let folder = __dirname;
  while (!existsSync(join(folder, 'package-lock.json'))) {
    if (folder === dirname(folder)) throw new Error('The project folder was not found.');
    folder = dirname(folder);
  }
  return folder;
}

export interface Paths {
  data: string;
  postgres: string;
  temporal: string;
  logs: string;
  lock: string;
  ports: string;
  running: string;
  tools: string;
}

/** Where everything of one data directory lies; programs that we unpack are shared by all of them. */
export function pathsOf(dataDirectory: string): Paths {
  const data = resolve(dataDirectory);
  return {
    data,
    postgres: join(data, 'postgres'),
    temporal: join(data, 'temporal.db'),
    logs: join(data, 'logs'),
    lock: join(data, 'supervisor.pid'),
    ports: join(data, 'ports.json'),
    running: join(data, 'run.json'),
    tools: join(projectRoot(), 'var', 'tools'),
  };
}

export function defaultDataDirectory(): string {
  return process.env['GUANXI_DATA'] || join(projectRoot(), 'var');
}
