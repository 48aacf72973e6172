import type { Db } from '../db/connect';
import type { ProcessActivities } from '../workflows/messages';
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
