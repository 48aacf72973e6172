import { CancellationScope, condition } from '@temporalio/workflow';

/** The semantics since which runs wait on a bell: workers that do not know it leave such cases alone. See docs/decisions/0034. */
export const RINGING = 5;

/** Wakes whoever waits for something: whatever may have made it true rings. */
export interface Bell {
  until(holds: () => boolean): Promise<void>;
  ring(): void;
}

interface Waiter {
  holds: () => boolean;
  resolve: () => void;
  reject: (reason: unknown) => void;
}

/** Does what the SDK's conditions do with one promise instead of five, of each of which the SDK takes a stack trace. */
export function createBell(): Bell {
  const waiters = new Set<Waiter>();
  const scope = CancellationScope.current();
  void scope.cancelRequested.catch((reason: unknown) => {
    for (const { reject } of waiters) reject(reason);
  });
  return {
    until: (holds) =>
      new Promise((resolve, reject) => {
        if (scope.consideredCancelled) void scope.cancelRequested.catch(reject);
        else if (holds()) resolve();
        else waiters.add({ holds, resolve, reject });
      }),
    ring: () => {
      for (const waiter of waiters) {
        if (!waiter.holds()) continue;
        waiters.delete(waiter);
        waiter.resolve();
      }
    },
  };
}

/** For runs that began with the SDK's conditions: who waits for one goes on later, and their histories show it. */
export const SILENT: Bell = { until: (holds) => condition(holds), ring: () => undefined };
