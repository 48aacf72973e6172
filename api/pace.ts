import { setTimeout as sleep } from 'node:timers/promises';

interface Clock {
  /** Milliseconds; it never goes back. */
  now(): number;
  wait(milliseconds: number): Promise<unknown>;
}

const CLOCK: Clock = { now: () => performance.now(), wait: (milliseconds) => sleep(milliseconds) };

/**
 * What is to be awaited before each of many things, so that no more than that many begin in a second; 0 = no limit. Time
 * that one took longer is not caught up with: after it come no two at once.
 */
export function createPace(perSecond: number, clock: Clock = CLOCK): () => Promise<void> {
  if (perSecond === 0) return () => Promise.resolve();
  let next = -Infinity;
  return async () => {
    const now = clock.now();
    const turn = Math.max(now, next);
    next = turn + 1_000 / perSecond;
    if (turn > now) await clock.wait(turn - now);
  };
}
