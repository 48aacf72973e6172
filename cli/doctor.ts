import { connect } from '../db/connect';
import { examine, type Finding, type Workflows } from '../db/doctor/doctor';
import { running, type Place } from './running';

/** Checks the invariants of a system, running or not; with --check a broken one makes the exit code 1. */
export async function run(_args: string[], options: Record<string, unknown>): Promise<number> {
  const place = running(options);
  const db = connect(place.databaseUrl, { max: 2, applicationName: 'guanxi doctor' });
  try {
    const findings = await withWorkflows(place, (workflows) => examine(db, workflows));
    const ok = findings.every((finding) => finding.ok);
    process.stdout.write(
      options['json'] ? `${JSON.stringify({ ok, findings }, null, 2)}\n` : report(findings),
    );
    return ok || !options['check'] ? 0 : 1;
  } finally {
    await db.destroy();
  }
}

// The client is loaded only here: a doctor for the database alone must not need Temporal's native parts first.
async function withWorkflows<Result>(
  place: Place,
  work: (workflows: Workflows) => Promise<Result>,
): Promise<Result> {
  const { connectTemporal } = await import('../api/temporal');
  const { stuckAmong } = await import('../api/stuck');
  const temporal = await connectTemporal(place.temporalAddress, place.temporalNamespace);
  try {
    return await work({
      open: () => temporal.listOpenWorkflows(),
      stuckAmong: (ids) => stuckAmong(temporal, ids),
    });
  } finally {
    await temporal.close();
  }
}

function report(findings: Finding[]): string {
  return findings.map(lines).join('');
}

function lines({ id, title, ok, count, violations }: Finding): string {
  const more = count > violations.length ? [`    … and ${count - violations.length} more`] : [];
  return (
    [
      `${ok ? 'ok  ' : 'FAIL'}  ${id}  ${title}${count === 0 ? '' : ` (${count})`}`,
      ...violations.map((violation) => `    ${violation}`),
      ...more,
    ].join('\n') + '\n'
  );
}
