import { DomainError } from '../../domain/errors';
import { hashPassword, verifyPassword } from '../../db/passwords';

// Each check holds a thread and 19 MiB, so only a few run at once.
const AT_ONCE = 2;
const WAITING = 50;

export interface Passwords {
  matches(stored: string | null, password: string): Promise<boolean>;
}

/** Checks passwords, a few at once. Where nothing is stored it works as long, so that nobody learns who has a login. */
export function createPasswords(): Passwords {
  const decoy = hashPassword('a password that nobody has');
  const queue = new Queue(AT_ONCE, WAITING);
  return {
    async matches(stored, password) {
      const against = stored ?? (await decoy);
      const good = await queue.run(() => verifyPassword(against, password));
      return good && stored !== null;
    },
  };
}

class Queue {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(
    private readonly atOnce: number,
    private readonly limit: number,
  ) {}

  async run<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.waiting.length >= this.limit) throw new DomainError('UNAVAILABLE', { retryAfter: 5 });
    if (this.running >= this.atOnce) await new Promise<void>((resume) => this.waiting.push(resume));
    else this.running++;
    try {
      return await work();
    } finally {
      // the place passes to the next, or is free
      const next = this.waiting.shift();
      if (next) next();
      else this.running--;
    }
  }
}
