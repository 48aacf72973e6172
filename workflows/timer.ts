import { CancellationScope, sleep } from '@temporalio/workflow';

/** One timer, set again only when the earliest deadline is another one. */
export interface Timer {
  isDue(): boolean;
  /** The instant that has come, in milliseconds; null when none has. */
  dueAt(): number | null;
  arm(at: number | null): void;
}

export function createTimer(onDue: () => void): Timer {
  let armed: { at: number; isDue: boolean; scope: CancellationScope } | null = null;
  return {
    isDue: () => armed?.isDue ?? false,
    dueAt: () => (armed?.isDue ? armed.at : null),
    arm(at) {
      if (armed && armed.at === at && !armed.isDue) return;
      armed?.scope.cancel();
      armed = at === null ? null : { at, isDue: false, scope: new CancellationScope() };
      if (armed) void ring(armed, onDue);
    },
  };
}

async function ring(
  armed: { at: number; isDue: boolean; scope: CancellationScope },
  onDue: () => void,
): Promise<void> {
  try {
    await armed.scope.run(() => sleep(Math.max(1, armed.at - Date.now())));
    armed.isDue = true;
    onDue();
  } catch {
    // Cancelled, because another deadline is earlier now.
  }
}
