import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Client, WorkflowHandle } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils';
import type { Db } from '../../db/connect';
import { dunningWorkflowId } from '../../domain/ids';

/**
 * `scripts/record-histories.mjs` names a folder and runs tests: each keeps every run of every workflow that it had there,
 * out of which `choose` takes what is not stored yet. Otherwise nothing.
 */
export async function keepHistories(client: Client, db: Db, others: string | string[] = []): Promise<void> {
  const folder = process.env['GUANXI_RECORD_ALL'];
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  const cases = await db('process_instance').pluck<string[]>('workflow_id');
  const customers = await db('dunning_case').pluck<string[]>('customer_id');
  const more = typeof others === 'string' ? await listJobs(client, others) : others;
  for (const id of [...cases, ...customers.map(dunningWorkflowId), ...more])
    await keepRuns(client, folder, id);
}

/** What no table has, of a task queue: the time-skipping server cannot list. */
async function listJobs(client: Client, taskQueue: string): Promise<string[]> {
  const ids: string[] = [];
  const query = `TaskQueue = '${taskQueue}' and WorkflowType = 'scheduledStart'`;
  try {
    for await (const { workflowId } of client.workflow.list({ query })) ids.push(workflowId);
  } catch {
    return [];
  }
  return ids;
}

async function keepRuns(client: Client, folder: string, workflowId: string): Promise<void> {
  for (let runId: string | null | undefined; ;) {
    const handle = client.workflow.getHandle(workflowId, runId ?? undefined);
    const started = await keepRun(handle, folder);
    runId = started?.continuedExecutionRunId;
    if (!runId) return;
  }
}

/** What has run only a moment, or not at all, is left out. */
async function keepRun(handle: WorkflowHandle, folder: string) {
  const history = await handle.fetchHistory().catch(() => null);
  const started = history?.events?.[0]?.workflowExecutionStartedEventAttributes;
  if (!history || !started) return null;
  // The definition of a case; the customer of a reminder.
  const [, name = 'none'] = handle.workflowId.split(':');
  const run = started.originalExecutionRunId ?? '';
  const file = `${started.workflowType?.name}-${name.replace(/[^\w.-]/g, '')}-${run}.json.gz`;
  writeFileSync(
    join(folder, file),
    gzipSync(JSON.stringify(JSON.parse(historyToJSON(history))), { level: 9 }),
  );
  return started;
}
