import {
  allHandlersFinished,
  condition,
  continueAsNew,
  defineSignal,
  proxyActivities,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import { DUNNING_CHANGED, type DunningActivities, type DunningInput } from './dunningMessages';

const { dun } = proxyActivities<DunningActivities>({
  startToCloseTimeout: '30 seconds',
  retry: { initialInterval: '1 second', maximumInterval: '1 minute' },
});

const changed = defineSignal(DUNNING_CHANGED);

/**
 * Watches one customer who owes: one timer to the next instant at which something is due, and a look at the account
 * whenever it changes. It remembers nothing; the activity derives everything from the account.
 */
export async function dunning(input: DunningInput): Promise<void> {
  let isChanged = false;
  setHandler(changed, () => {
    isChanged = true;
  });
  for (;;) {
    isChanged = false;
    const { nextAt, clear } = await dun({ ...input, now: Date.now() });
    // A signal that comes while the run ends makes the server refuse the end, and this task runs again with it.
    if (isChanged) continue;
    if (clear) return;
    if (workflowInfo().continueAsNewSuggested) {
      await condition(allHandlersFinished);
      await continueAsNew<typeof dunning>(input);
    }
    if (nextAt === null) await condition(() => isChanged);
    else await condition(() => isChanged, Math.max(1, nextAt - Date.now()));
  }
}
