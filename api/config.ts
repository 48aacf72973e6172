import { join } from 'node:path';

/** How this process is set up; everything comes from the environment. */
export interface Config {
  databaseUrl: string;
  temporalAddress: string;
  temporalNamespace: string;
  host: string;
  port: number;
  /** The address that people use; https makes cookies Secure and sends HSTS. */
  publicUrl: string;
  webDirectory: string;
  /** Requests a minute from one address; 0 = no limit. */
  rateLimit: number;
  /** Sign-in attempts a minute from one address; 0 = no limit. */
  loginLimit: number;
  /** Items of bulk jobs that this process begins in a second; 0 = no limit. */
  bulkRate: number;
  /** Express's `trust proxy`: how many proxies stand before us. */
  proxies: number;
  /** Lets a scraper from another machine read /metrics. */
  metricsToken: string | null;
  logLevel: string;
}

/** Reads the configuration; an Error with one clear sentence when something is missing or makes no sense. */
export function readConfig(env: Record<string, string | undefined>): Config {
  const port = whole(env, 'PORT', 3000);
  const host = env['HOST'] ?? '127.0.0.1';
  return {
    databaseUrl: needed(env, 'DATABASE_URL'),
    temporalAddress: env['TEMPORAL_ADDRESS'] ?? '127.0.0.1:7233',
    temporalNamespace: env['TEMPORAL_NAMESPACE'] ?? 'default',
    host,
    port,
    publicUrl: url(env['GUANXI_PUBLIC_URL'] ?? `http://${host}:${port}`),
    webDirectory: env['GUANXI_WEB'] ?? join(__dirname, '../web'),
    rateLimit: whole(env, 'GUANXI_RATE_LIMIT', 6000),
    loginLimit: whole(env, 'GUANXI_LOGIN_LIMIT', 60),
    bulkRate: whole(env, 'GUANXI_BULK_RATE', 0),
    proxies: whole(env, 'GUANXI_PROXIES', 0),
    metricsToken: env['GUANXI_METRICS_TOKEN'] ?? null,
    logLevel: env['GUANXI_LOG_LEVEL'] ?? 'info',
  };
}

function needed(env: Record<string, string | undefined>, name: string): string {
  const value = env[name];
  if (!value) throw new Error(`${name} is not set; "guanxi up" sets it, or see docs/operations.md.`);
  return value;
}

function whole(env: Record<string, string | undefined>, name: string, fallback: number): number {
  const value = env[name];
  if (value === undefined || value === '') return fallback;
  if (!/^\d{1,9}$/.test(value)) throw new Error(`${name} must be a whole number, not "${value}".`);
  return Number(value);
}

function url(value: string): string {
  if (!URL.canParse(value)) throw new Error(`GUANXI_PUBLIC_URL must be a web address, not "${value}".`);
  return value.replace(/\/$/, '');
}
