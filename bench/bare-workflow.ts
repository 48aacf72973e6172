import { condition, defineUpdate, proxyLocalActivities, setHandler } from '@temporalio/workflow';

const { write } = proxyLocalActivities<{ write(instanceId: string): Promise<void> }>({
  startToCloseTimeout: '30 seconds',
});

/** The least that takes a command durably: an Update with one local activity. */
export async function bare(instanceId: string): Promise<void> {
  setHandler(defineUpdate('command'), () => write(instanceId));
  await condition(() => false);
}
