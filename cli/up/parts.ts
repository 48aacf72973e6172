import { connect } from 'node:net';
import { join } from 'node:path';
import type { ServiceSpec } from './child';
import type { Paths } from './paths';
import { answers, postgresUrl, preparePostgres } from './postgres';
import { prepareTemporal, temporalServes } from './temporal';

/** Environment of our own programs; see docs/operations.md. */
export type PartEnvironment = Record<string, string>;

export async function postgresPart(paths: Paths, port: number): Promise<ServiceSpec> {
  return {
    name: 'postgres',
    title: 'PostgreSQL',
    log: join(paths.logs, 'postgres.log'),
    command: await preparePostgres({ directory: paths.postgres, port, settings: ['max_connections=200'] }),
    isReady: () => answers(postgresUrl(port, 'postgres')),
    stop: { signal: 'SIGINT', patience: 2_000 },
  };
}

export function temporalPart(paths: Paths, port: number, log: (line: string) => void): ServiceSpec {
  return {
    name: 'temporal',
    title: 'Temporal',
    log: join(paths.logs, 'temporal.log'),
    command: prepareTemporal({ tools: paths.tools, file: paths.temporal, port, log }),
    isReady: () => temporalServes(`127.0.0.1:${port}`),
    stop: { signal: 'SIGTERM', patience: 2_000 },
  };
}

export function mailPart(paths: Paths, port: number, env: PartEnvironment): ServiceSpec {
  return {
    name: 'mail',
    title: 'Mail server',
    log: join(paths.logs, 'mail.log'),
    command: program(join(__dirname, 'mail-server.js'), { ...env, PORT: String(port) }),
    isReady: () => greets(port),
    stop: { signal: 'SIGTERM', patience: 2_000 },
  };
}

export function workerPart(paths: Paths, env: PartEnvironment): ServiceSpec {
  return {
    name: 'worker',
    title: 'Worker',
    log: join(paths.logs, 'worker.log'),
    command: program(join(__dirname, '..', '..', 'activities', 'worker.js'), env),
    isReady: (said) => said,
    stop: { signal: 'SIGTERM', patience: 3_000 },
  };
}

export function apiPart(paths: Paths, port: number, env: PartEnvironment): ServiceSpec {
  return {
    name: 'api',
    title: 'API and web',
    log: join(paths.logs, 'api.log'),
    command: program(join(__dirname, '..', '..', 'api', 'main.js'), { ...env, PORT: String(port) }),
    isReady: () => isOk(`http://127.0.0.1:${port}/readyz`),
    stop: { signal: 'SIGTERM', patience: 2_500 },
  };
}

function program(file: string, env: PartEnvironment): ServiceSpec['command'] {
  return { file: process.execPath, args: ['--enable-source-maps', file], env };
}

async function isOk(url: string): Promise<boolean> {
  const { ok } = await fetch(url, { signal: AbortSignal.timeout(3_000) });
  return ok;
}

/** An SMTP server is there once it says 220. */
async function greets(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.setTimeout(2_000, () => socket.destroy());
    socket.once('data', (data) => {
      resolve(data.toString().startsWith('220'));
      socket.end('QUIT\r\n');
    });
    socket.once('error', () => resolve(false));
    socket.once('close', () => resolve(false));
  });
}
