import { hear, type Listener } from './listen';

/** The channel on which a commit says which command it has applied; see activities/commit/announce.ts. */
export const COMMITTED = 'guanxi_committed';

export interface Commits extends Listener {
  /** Resolves when the command's commit is heard of; `forget` when nobody waits for it any more. */
  expect(commandId: string): { committed: Promise<void>; forget(): void };
}

/** A notice may be lost, as while the connection is made again: it saves time, and nobody may depend on it. */
export function hearCommits(url: string, onError: (error: unknown) => void): Commits {
  const waiting = new Map<string, Set<() => void>>();
  const listener = hear(
    url,
    COMMITTED,
    (commandId) => waiting.get(commandId)?.forEach((resolve) => resolve()),
    onError,
  );
  return {
    close: () => listener.close(),
    expect(commandId) {
      const waiters = waiting.get(commandId) ?? new Set();
      waiting.set(commandId, waiters);
      let forget = (): void => undefined;
      const committed = new Promise<void>((resolve) => {
        waiters.add(resolve);
        forget = () => {
          waiters.delete(resolve);
          if (waiters.size === 0 && waiting.get(commandId) === waiters) waiting.delete(commandId);
        };
      });
      return { committed, forget: () => forget() };
    },
  };
}
