import { hostname } from 'node:os';
import { Connection } from '@temporalio/client';
import { TASK_QUEUE } from '../../workflows/messages';

const WORKFLOW_QUEUE = 1;

/** For a container's health check: exit 0 while a worker of this machine polls the task queue, else 1. */
async function main(): Promise<void> {
  const connection = await Connection.connect({
    address: process.env['TEMPORAL_ADDRESS'] || '127.0.0.1:7233',
  });
  const { pollers } = await connection.workflowService.describeTaskQueue({
    namespace: process.env['TEMPORAL_NAMESPACE'] || 'default',
    taskQueue: { name: TASK_QUEUE },
    taskQueueType: WORKFLOW_QUEUE,
  });
  await connection.close();
  const polls = pollers?.some(({ identity }) => identity?.endsWith(`@${hostname()}`));
  process.exitCode = polls ? 0 : 1;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
