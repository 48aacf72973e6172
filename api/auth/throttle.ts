import { DomainError } from '../../domain/errors';

const FREE = 5;
const LONGEST_SECONDS = 900;
const FORGOTTEN_AFTER = 60 * 60_000;
const REMEMBERED = 10_000;

interface Failures {
  count: number;
  lockedUntil: number;
  at: number;
}

export interface Throttle {
  /** TOO_MANY_REQUESTS while this login is locked for this address. */
  check(login: string, address: string): void;
  failed(login: string, address: string): void;
  succeeded(login: string, address: string): void;
}

/**
 * After five wrong passwords each further one locks twice as long, from 2 seconds to 15 minutes. It counts by login and
 * address, so that nobody can lock another's account from elsewhere; the address as a whole has a limit of its own.
 */
export function createThrottle(now: () => number = Date.now): Throttle {
  const known = new Map<string, Failures>();
  const key = (login: string, address: string): string => `${login.toLowerCase()} ${address}`;
  return {
    check(login, address) {
      const failures = known.get(key(login, address));
      const left = (failures?.lockedUntil ?? 0) - now();
      if (left > 0) throw new DomainError('TOO_MANY_REQUESTS', { retryAfter: Math.ceil(left / 1000) });
    },
    failed(login, address) {
      const at = now();
      const before = known.get(key(login, address));
      const count = (before && at - before.at < FORGOTTEN_AFTER ? before.count : 0) + 1;
      const seconds = count < FREE ? 0 : Math.min(LONGEST_SECONDS, 2 ** (count - FREE + 1));
      known.delete(key(login, address));
      known.set(key(login, address), { count, at, lockedUntil: at + seconds * 1000 });
      // the oldest goes, so that made-up logins do not fill the memory
      const [oldest] = known.keys();
      if (known.size > REMEMBERED && oldest !== undefined) known.delete(oldest);
    },
    succeeded(login, address) {
      known.delete(key(login, address));
    },
  };
}
