import { log } from '@temporalio/activity';
import type { Db } from '../../db/connect';
import { sweepPage } from '../../db/dunning/sweep';
import type { DunningActivities } from '../../workflows/dunningMessages';
import { dunCustomer } from './dun';

/** The later of the two clocks: a workflow that waited for a worker is not sent back in time. */
export function createDunningActivities({
  db,
  clock = Date.now,
}: {
  db: Db;
  clock?: () => number;
}): DunningActivities {
  return {
    dun: async ({ customerId, now }) => {
      const { problems, ...result } = await dunCustomer(db, customerId, Math.max(now, clock()));
      // The linter refuses what can be known beforehand; this is what only an account brings to light.
      for (const problem of problems) log.warn('dunning: an expression failed', { customerId, ...problem });
      return result;
    },
    sweepPage: async ({ after, now }) => {
      const limit = 500;
      const customers = await sweepPage(db, after, new Date(Math.max(now, clock())), limit);
      return {
        customers: customers.length,
        after: customers.length < limit ? null : (customers.at(-1) ?? null),
      };
    },
  };
}
