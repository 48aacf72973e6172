import { verifyAudit } from '../audit';
import { run, type Db } from '../connect';
import { CHECKS } from './checks';

export interface Finding {
  id: string;
  title: string;
  /** Also true of what is only worth knowing, however often it was found. */
  ok: boolean;
  count: number;
  /** At most twenty. */
  violations: string[];
}

const SHOWN = 20;

/** What Temporal knows of the process workflows: which run, and which of those cannot go on. */
export interface Workflows {
  open(): Promise<string[]>;
  stuckAmong(ids: string[]): Promise<string[]>;
}

/** Checks the invariants of docs/doctor.md; without Temporal, I6 and I10 are not among the findings. */
export async function examine(db: Db, workflows: Workflows | null): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const { id, title, sql, isNote } of CHECKS) {
    const rows = await run<{ fault: string }>(db, { text: sql, values: [] });
    const found = finding(
      id,
      title,
      rows.map((row) => row.fault),
    );
    findings.push(isNote ? { ...found, ok: true } : found);
  }
  const broken = await verifyAudit(db, 1000);
  findings.push(
    finding(
      'I9',
      'the audit chain is unbroken',
      broken.map(({ auditId, fault }) => `audit row ${auditId} is ${fault}`),
    ),
  );
  if (workflows) findings.push(await compareWorkflows(db, workflows.open), await stuckWorkflows(workflows));
  const number = ({ id }: Finding) => Number(id.slice(1));
  return findings.sort((a, b) => number(a) - number(b));
}

/** What differs in two looks, one after the other: a process that starts or ends in between is no fault. */
async function compareWorkflows(db: Db, openWorkflows: () => Promise<string[]>): Promise<Finding> {
  const first = await differences(db, openWorkflows);
  const second = first.size === 0 ? first : await differences(db, openWorkflows);
  return finding(
    'I6',
    'the workflows that run are the processes that are open',
    [...second].filter((difference) => first.has(difference)),
  );
}

async function stuckWorkflows({ open, stuckAmong }: Workflows): Promise<Finding> {
  const stuck = await stuckAmong(await open());
  return finding(
    'I10',
    'every workflow that runs can go on',
    stuck.map((id) => `${id} fails again and again; see guanxi repair`),
  );
}

async function differences(db: Db, openWorkflows: () => Promise<string[]>): Promise<Set<string>> {
  const open = await run<{ id: string }>(db, {
    text: "select workflow_id as id from process_instance where status in ('active', 'held')",
    values: [],
  });
  const running = new Set((await openWorkflows()).filter((id) => id.startsWith('process:')));
  const known = new Set(open.map((row) => row.id));
  // a starting instance may already run, an ended one must not
  const starting = await run<{ id: string }>(db, {
    text: "select workflow_id as id from process_instance where status = 'starting'",
    values: [],
  });
  const allowed = new Set([...known, ...starting.map((row) => row.id)]);
  const lost = [...known]
    .filter((id) => !running.has(id))
    .map((id) => `${id} is open here and does not run in Temporal`);
  const stray = [...running]
    .filter((id) => !allowed.has(id))
    .map((id) => `${id} runs in Temporal and is not open here`);
  return new Set([...lost, ...stray]);
}

function finding(id: string, title: string, faults: string[]): Finding {
  return { id, title, ok: faults.length === 0, count: faults.length, violations: faults.slice(0, SHOWN) };
}
