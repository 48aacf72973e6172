/** How long an answer about who somebody is may be used again: this long a revoked token or a changed role still counts. */
const FRESH_FOR = 1_000;
const REMEMBERED = 10_000;

/**
 * Asks once for what many requests of the same second ask for; asking at the same time shares the answer. A refusal is not
 * remembered: somebody who has just signed in is let in at once.
 */
export function remembering<Value>(
  ask: (key: string) => Promise<Value | null>,
  now: () => number = Date.now,
) {
  const known = new Map<string, { until: number; value: Promise<Value | null> }>();
  return {
    get(key: string): Promise<Value | null> {
      const present = known.get(key);
      if (present && present.until > now()) return present.value;
      if (known.size >= REMEMBERED) known.clear();
      const value = ask(key);
      const entry = { until: now() + FRESH_FOR, value };
      known.set(key, entry);
      const forget = (): void => void (known.get(key) === entry && known.delete(key));
      value.then((found) => found === null && forget(), forget);
      return value;
    },
    forget: (key: string): void => void known.delete(key),
  };
}
