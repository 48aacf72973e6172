import {
  condition,
  defineUpdate,
  proxyActivities,
  proxyLocalActivities,
  setHandler,
} from '@temporalio/workflow';

interface Activities {
  write(instanceId: string): Promise<void>;
}
const options = { startToCloseTimeout: '30 seconds' } as const;
const local = proxyLocalActivities<Activities>(options);
const regular = proxyActivities<Activities>(options);

/** The least that takes a command: an Update with one activity, which is local unless the row is `kept` as ours are (decision 6). */
export async function bare(instanceId: string, kept: boolean): Promise<void> {
  setHandler(defineUpdate('command'), () => (kept ? regular : local).write(instanceId));
  await condition(() => false);
}
