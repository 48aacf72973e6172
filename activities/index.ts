import type { Db } from '../db/connect';
import { log } from '@temporalio/activity';
import { startScheduledPage } from '../db/scheduledStarts';
import type { ProcessActivities } from '../workflows/messages';
import type { ScheduleActivities } from '../workflows/scheduleMessages';
import { runAction } from './actions/run';
import { commit } from './commit/commit';

export interface ActivityDeps {
  db: Db;
}

/** The activities of process instances; those of reminders are in `dunning/`. */
export function createProcessActivities({ db }: ActivityDeps): ProcessActivities {
  return {
    commit: (input) => commit(db, input),
    runAction: (input) => runAction(db, input),
  };
}

/** What schedules begin. */
export function createScheduleActivities({ db }: ActivityDeps): ScheduleActivities {
  return {
    startScheduled: async ({ process, entry, at }) => {
      const progress = await startScheduledPage(db, { process, entry, at: new Date(at) });
      if (progress.finished && progress.failed > 0)
        log.warn('a schedule: its condition failed for some records', { process, entry, ...progress });
      return progress;
    },
  };
}
