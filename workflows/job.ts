import { proxyActivities } from '@temporalio/workflow';
import type { DunningActivities, SweepResult } from './dunningMessages';

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
