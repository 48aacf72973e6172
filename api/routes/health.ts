import { DomainError } from '../../domain/errors';
import { pendingMigrations } from '../../db/migrate';
import type { Deps } from '../deps';
import { route } from '../http/route';
import { FLAG, JSON_OBJECT, list, object, orNull, TEXT } from '../http/schemas';

const LONGEST_SILENCE = 120;
const READY = object({
  ready: FLAG,
  code: orNull(TEXT),
  database: TEXT,
  migrations: list(TEXT),
  temporal: TEXT,
  workerPollAge: orNull({ type: 'number' }),
});

export const healthRoutes = [
  route({
    method: 'get',
    path: '/livez',
    tag: 'operations',
    summary: 'The process answers.',
    permission: 'public',
    response: JSON_OBJECT,
    handle: () => Promise.resolve({ body: { alive: true } }),
  }),
  route({
    method: 'get',
    path: '/readyz',
    tag: 'operations',
    summary: 'Database, migrations, Temporal and a worker are there; 503 with what is missing.',
    permission: 'public',
    response: READY,
    async handle({ deps }) {
      const state = await readiness(deps);
      return state.ready ? { body: state } : { status: 503, body: state, headers: { 'Retry-After': '2' } };
    },
  }),
  route({
    method: 'get',
    path: '/metrics',
    tag: 'operations',
    summary: 'Prometheus metrics; only for this machine, or with GUANXI_METRICS_TOKEN as the bearer token.',
    permission: 'public',
    contentType: 'text/plain; version=0.0.4; charset=utf-8',
    response: TEXT,
    async handle({ deps, header, address }) {
      const { metricsToken } = deps.config;
      const isLocal = /^(127\.|::1$|::ffff:127\.)/.test(address) && header('x-forwarded-for') === undefined;
      const mayRead = metricsToken === null ? isLocal : header('authorization') === `Bearer ${metricsToken}`;
      if (!mayRead) throw new DomainError('NOT_FOUND');
      return { body: await deps.metrics.text() };
    },
  }),
];

async function readiness({ db, engine }: Deps) {
  const [migrations, pollAge] = await Promise.allSettled([pendingMigrations(db), engine.workerPollAge()]);
  const pending = migrations.status === 'fulfilled' ? migrations.value : [];
  const workerPollAge = pollAge.status === 'fulfilled' ? pollAge.value : null;
  const database = migrations.status === 'fulfilled' ? 'ok' : 'unreachable';
  const temporal = pollAge.status === 'fulfilled' ? 'ok' : 'unreachable';
  const ready =
    database === 'ok' &&
    temporal === 'ok' &&
    pending.length === 0 &&
    workerPollAge !== null &&
    workerPollAge < LONGEST_SILENCE;
  const code = ready ? null : pending.length > 0 ? 'SCHEMA_BEHIND' : 'UNAVAILABLE';
  return { ready, code, database, migrations: pending, temporal, workerPollAge };
}
