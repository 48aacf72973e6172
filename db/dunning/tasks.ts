import { run, type Db } from '../connect';

/** Workflow ids of the tasks that reminders opened for a customer and that are still open. */
export async function openDunningTasks(db: Db, customerId: string): Promise<string[]> {
  const rows = await run<{ workflowId: string }>(db, {
    name: 'dun-tasks',
    text: `select workflow_id as "workflowId" from process_instance
      where customer_id = $1::uuid and trigger_key like 'dunning:%' and status in ('starting', 'active', 'held') order by id`,
    values: [customerId],
  });
  return rows.map(({ workflowId }) => workflowId);
}
