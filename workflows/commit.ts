import { ActivityFailure, ApplicationFailure, proxyActivities, workflowInfo } from '@temporalio/workflow';
import { doneIn } from '../domain/process/done';
import { tell, type Outcome } from '../domain/process/told';
import type { ProcessEvent } from '../domain/process/types';
import { NOT_DERIVED, type CommitKey, type CommitResult, type ProcessActivities } from './messages';

/**
 * Not a local activity: its input must stand in the history before it runs. A workflow task that is lost after a local
 * one is done again with whatever has come in meanwhile, under the same key. See docs/decisions/0006.
 */
const { commit } = proxyActivities<ProcessActivities>({
  startToCloseTimeout: '30 seconds',
  retry: { initialInterval: '200 milliseconds', maximumInterval: '30 seconds' },
});

/** As its events; whole where the commit cannot get from them to the same. See docs/decisions/0024. */
export function writeDown(key: CommitKey, events: ProcessEvent[], outcome: Outcome): Promise<CommitResult> {
  const { isReplaying } = workflowInfo().unsafe;
  const told = tell(events, isReplaying ? null : outcome);
  const whole = () => ({ ...outcome, commands: doneIn(events) });
  return commit({ ...key, ...(told ?? whole()) }).catch((error: unknown) => {
    if (!told || !isNotDerived(error)) throw error;
    return commit({ ...key, ...whole() });
  });
}

function isNotDerived(error: unknown): boolean {
  if (!(error instanceof ActivityFailure)) return false;
  const { cause } = error;
  return cause instanceof ApplicationFailure && cause.type === NOT_DERIVED;
}
