import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Db } from '../db/connect';

export interface Metrics {
  observe(route: string, method: string, status: number, seconds: number): void;
  text(): Promise<string>;
  contentType: string;
}

/** Prometheus metrics of this process, and how much waits in the database. */
export function createMetrics(db: Db): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'guanxi_' });
  const requests = new Histogram({
    name: 'guanxi_http_request_seconds',
    help: 'Time to answer a request, by route and status',
    labelNames: ['route', 'method', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  });
  waiting(registry, db);
  return {
    contentType: registry.contentType,
    observe: (route, method, status, seconds) =>
      requests.observe({ route, method, status: String(status) }, seconds),
    text: () => registry.metrics(),
  };
}

const WAITING = {
  outbox: 'select count(*) as n from outbox where relayed_at is null',
  message: "select count(*) as n from message where status = 'queued'",
  incident: 'select count(*) as n from incident where resolved_at is null',
  process: "select count(*) as n from process_instance where status in ('starting', 'active', 'held')",
};

function waiting(registry: Registry, db: Db): void {
  const gauge = new Gauge({
    name: 'guanxi_waiting',
    help: 'Rows that wait: changes to relay, messages to send, open incidents, open processes',
    labelNames: ['kind'],
    registers: [registry],
    async collect() {
      for (const [kind, sql] of Object.entries(WAITING)) {
        const { rows } = await db.raw<{ rows: { n: number }[] }>(sql);
        this.set({ kind }, rows[0]?.n ?? 0);
      }
    },
  });
  gauge.reset();
}
