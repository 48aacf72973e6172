import { defineSearchAttributeKey } from '@temporalio/common';
import { proxyActivities, workflowInfo } from '@temporalio/workflow';
import type { DunningActivities, SweepResult } from './dunningMessages';
import type { ScheduleActivities, ScheduledStartInput } from './scheduleMessages';

const { sweepPage } = proxyActivities<DunningActivities>({
  startToCloseTimeout: '1 minute',
  retry: { initialInterval: '1 second', maximumInterval: '1 minute' },
});

/** Finds, page by page, everybody who owes and whom no reminder workflow looks after, and has one started. */
export async function dunningSweep(): Promise<{ customers: number }> {
  let customers = 0;
  let after: string | null = null;
  do {
    const page: SweepResult = await sweepPage({ after, now: Date.now() });
    customers += page.customers;
    after = page.after;
  } while (after !== null);
  return { customers };
}

const { startScheduled } = proxyActivities<ScheduleActivities>({
  startToCloseTimeout: '1 minute',
  retry: { initialInterval: '1 second', maximumInterval: '1 minute' },
});

const SCHEDULED_AT = defineSearchAttributeKey('TemporalScheduledStartTime', 'DATETIME');

/** Begins a process for every record that its schedule is about, page by page; each time of a schedule once. */
export async function scheduledStart(
  input: ScheduledStartInput,
): Promise<{ started: number; failed: number }> {
  const { typedSearchAttributes, startTime } = workflowInfo();
  const at = (typedSearchAttributes.get(SCHEDULED_AT) ?? startTime).getTime();
  for (;;) {
    const { started, failed, finished } = await startScheduled({ ...input, at });
    if (finished) return { started, failed };
  }
}
