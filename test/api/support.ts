import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import pino from 'pino';
import { DomainError } from '../../domain/errors';
import { createApp } from '../../api/app';
import { createPasswords } from '../../api/auth/password';
import { createIdentities } from '../../api/auth/principal';
import { createThrottle } from '../../api/auth/throttle';
import { readConfig } from '../../api/config';
import type { Deps, Engine } from '../../api/deps';
import { createMetrics } from '../../api/metrics';
import { createHttpServer } from '../../api/server';
import { createBench } from '../../api/studio/bench';
import { connect, type Db } from '../../db/connect';
import { systemContext } from '../../db/context';
import { hashPassword } from '../../db/passwords';
import { setPassword } from '../../db/people';
import { createRecord } from '../../db/records/create';
import { createToken } from '../../db/tokens';
import { createTestDatabase } from '../support/servers';
import { createClient, type Client } from './client';

export const PASSWORD = 'Huadong-2026';

/** The people of 华东仪器 that the API's tests name. */
export type Who =
  | 'admin'
  | 'director'
  | 'manager'
  | 'otherManager'
  | 'rep'
  | 'otherRep'
  | 'presales'
  | 'orderDesk'
  | 'finance'
  | 'service';

export interface Company {
  url: string;
  databaseUrl: string;
  db: Db;
  engine: Engine;
  people: Record<Who, string>;
  /** Signed in with an API token. */
  as: Record<Who, Client>;
  nobody: Client;
  stop(): Promise<void>;
}

/** An engine that no worker stands behind: what the API sees when they are all gone. */
export const NO_WORKER: Engine = {
  command: () => Promise.reject(new DomainError('UNAVAILABLE')),
  sweep: () => Promise.reject(new DomainError('UNAVAILABLE')),
  workerPollAge: () => Promise.resolve(null),
};

interface CompanyOptions {
  engine?: (databaseUrl: string) => Promise<Engine & { close?(): Promise<void> }>;
  env?: Record<string, string>;
}

/** A company for all tests of a file, there once they begin. Others share the machine, so each test has a minute. */
export function useCompany(options: CompanyOptions = {}): Company {
  jest.setTimeout(60_000);
  // filled before the first test
  const company = {} as Company;
  beforeAll(async () => void Object.assign(company, await startCompany(options)));
  afterAll(() => company.stop());
  return company;
}

/** The API on a port of its own, with a database of its own. */
export async function startCompany(options: CompanyOptions = {}): Promise<Company> {
  const database = await createTestDatabase();
  const db = connect(database.url);
  const people = await hire(db);
  const engine: Engine & { close?(): Promise<void> } = (await options.engine?.(database.url)) ?? NO_WORKER;
  const deps = depsOf(db, engine, { DATABASE_URL: database.url, ...options.env });
  const server = await listen(deps);
  const { url } = server;
  const clients = await Promise.all(
    Object.entries(people).map(async ([who, id]) => [
      who,
      createClient(url, (await createToken(db, id, 'test')).token),
    ]),
  );
  return {
    url,
    databaseUrl: database.url,
    db,
    engine,
    people,
    // one entry for each of `people`
    as: Object.fromEntries(clients) as Record<Who, Client>,
    nobody: createClient(url),
    async stop() {
      await server.close();
      await deps.bench.close();
      await engine.close?.();
      await db.destroy();
      await database.drop();
    },
  };
}

/** The application on a free port. */
export async function listen(deps: Deps): Promise<{ url: string; close(): Promise<void> }> {
  const server = createHttpServer(createApp(deps));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    // a TCP server's address is an AddressInfo
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export function depsOf(db: Db, engine: Engine, env: Record<string, string>): Deps {
  const config = readConfig({ GUANXI_LOGIN_LIMIT: '0', GUANXI_WEB: '/nowhere', ...env });
  return {
    db,
    engine,
    config,
    log: pino({ level: 'silent' }),
    identities: createIdentities(db),
    passwords: createPasswords(),
    throttle: createThrottle(),
    metrics: createMetrics(db),
    bench: createBench(),
  };
}

const STAFF: Record<Who, { name: string; roles: string[]; groups?: string[]; manager?: Who }> = {
  admin: { name: '系统管理员', roles: ['admin'] },
  director: { name: '陈国栋', roles: ['director'] },
  manager: { name: '王建华', roles: ['manager'], manager: 'director' },
  otherManager: { name: '刘海涛', roles: ['manager'], manager: 'director' },
  rep: { name: '张伟', roles: ['rep'], manager: 'manager' },
  otherRep: { name: '李娜', roles: ['rep'], manager: 'otherManager' },
  presales: { name: '赵敏', roles: ['presales'], groups: ['presales'] },
  orderDesk: { name: '孙丽', roles: ['orderDesk'], groups: ['order-desk'] },
  finance: { name: '周婷', roles: ['finance'], groups: ['finance'] },
  service: { name: '吴强', roles: ['service'] },
};

async function hire(db: Db): Promise<Record<Who, string>> {
  const hash = await hashPassword(PASSWORD);
  const ids: Partial<Record<Who, string>> = {};
  // STAFF's keys are the type's
  for (const [who, { name, roles, groups, manager }] of Object.entries(STAFF) as [
    Who,
    (typeof STAFF)[Who],
  ][]) {
    const values = {
      code: who.toUpperCase(),
      login: who.toLowerCase(),
      name,
      roles,
      groups: groups ?? [],
      managerId: manager ? ids[manager] : null,
    };
    ids[who] = (await createRecord(db, 'employee', values, systemContext())).id;
    await setPassword(db, ids[who], hash);
  }
  // the loop has filled every key
  return ids as Record<Who, string>;
}

/** A document below definitions/, without the address of its schema. */
export function shippedDocument(path: string): Record<string, unknown> {
  const { $schema: _, ...document } = JSON.parse(
    readFileSync(join(__dirname, '../../definitions', path), 'utf8'),
  ) as Record<string, unknown>; // a shipped document
  return document;
}
