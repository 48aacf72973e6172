import {
  ScheduleAlreadyRunning,
  ScheduleOverlapPolicy,
  type Client,
  type ScheduleOptions,
} from '@temporalio/client';
import type { Db } from '../db/connect';
import { policyInForce } from '../db/dunning/policy';
import { jobWorkflowId } from '../domain/ids';
import { DUNNING_SWEEP_WORKFLOW } from '../workflows/dunningMessages';
import { TASK_QUEUE } from '../workflows/messages';

const DEFAULT_TIME = '08:30';

/** The daily sweep at the policy's hour in its calendar's zone. A missed day is made up for within a day, never twice at once. */
export async function ensureSchedules(db: Db, client: Client): Promise<void> {
  const { policy, calendar } = await policyInForce(db);
  const [hour = 8, minute = 30] = (policy.sweep?.at ?? DEFAULT_TIME).split(':').map(Number);
  const scheduleId = jobWorkflowId('dunning-sweep');
  const options: ScheduleOptions = {
    scheduleId,
    spec: { calendars: [{ hour, minute }], timezone: calendar.timezone },
    action: {
      type: 'startWorkflow',
      workflowType: DUNNING_SWEEP_WORKFLOW,
      workflowId: scheduleId,
      taskQueue: TASK_QUEUE,
      args: [],
    },
    policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '1 day' },
  };
  try {
    await client.schedule.create(options);
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    await client.schedule.getHandle(scheduleId).update((present) => ({
      ...present,
      spec: options.spec,
      action: options.action,
      policies: options.policies,
    }));
  }
}
