import { CommandError } from './command-error';
import { readJson } from './up/files';
import { defaultDataDirectory, pathsOf } from './up/paths';

/** Where the parts of a system are. The supervisor writes it for scripts (`--ready-file`) and for our own commands. */
export interface Running {
  url: string;
  pids: Record<string, number>;
  databaseUrl: string;
  temporalAddress: string;
  temporalNamespace: string;
  smtpUrl: string;
  dataDir: string;
}

export type Place = Omit<Running, 'pids'>;

/** The system that a command means: the one of `--data` or the default data directory, overruled by the environment. */
export function running(options: Record<string, unknown> = {}): Place {
  const paths = pathsOf(typeof options['data'] === 'string' ? options['data'] : defaultDataDirectory());
  const found = alive(readJson<Running>(paths.running));
  const env = process.env;
  // --data names a system; without it the environment does
  const chosen = options['data'] ? found?.databaseUrl : env['DATABASE_URL'];
  const databaseUrl = chosen || found?.databaseUrl || env['DATABASE_URL'];
  if (!databaseUrl) {
    throw new CommandError({
      'zh-CN': `${paths.data} 上没有运行中的系统：请先运行“guanxi up”，或设置 DATABASE_URL。`,
      en: `No system runs on ${paths.data}; start it with "guanxi up", or set DATABASE_URL.`,
    });
  }
  return {
    url: env['GUANXI_PUBLIC_URL'] || found?.url || 'http://127.0.0.1:3000',
    databaseUrl,
    temporalAddress: env['TEMPORAL_ADDRESS'] || found?.temporalAddress || '127.0.0.1:7233',
    temporalNamespace: env['TEMPORAL_NAMESPACE'] || found?.temporalNamespace || 'default',
    smtpUrl: env['SMTP_URL'] || found?.smtpUrl || '',
    dataDir: paths.data,
  };
}

/** A supervisor that was killed could not take its file away. */
function alive(found: Running | null): Running | null {
  try {
    process.kill(found?.pids['supervisor'] ?? NaN, 0);
    return found;
  } catch (error) {
    // EPERM: it lives, but belongs to somebody else
    return error instanceof Error && 'code' in error && error.code === 'EPERM' ? found : null;
  }
}
