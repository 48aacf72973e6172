/** Waiting jobs in the order in which they may begin. */
export interface Turns<Job extends { author: string }> {
  add(job: Job): void;
  /** Takes the next job of an author who is not busy: of whoever was served longest ago, their oldest. */
  next(busy: ReadonlySet<string>): Job | undefined;
  waitingOf(author: string): number;
  /** How many authors who are not busy have a job waiting. */
  ready(busy: ReadonlySet<string>): number;
}

const REMEMBERED = 1_000;

export function createTurns<Job extends { author: string }>(): Turns<Job> {
  const waiting: Job[] = [];
  const served = new Map<string, number>();
  let turn = 0;
  const last = ({ author }: Job) => served.get(author) ?? 0;
  return {
    add: (job) => void waiting.push(job),
    next(busy) {
      // a stable sort: an author's own jobs stay in their order
      const [job] = waiting.filter(({ author }) => !busy.has(author)).sort((a, b) => last(a) - last(b));
      if (!job) return undefined;
      waiting.splice(waiting.indexOf(job), 1);
      if (served.size > REMEMBERED) served.clear();
      served.set(job.author, ++turn);
      return job;
    },
    waitingOf: (author) => waiting.filter((job) => job.author === author).length,
    ready: (busy) => new Set(waiting.map(({ author }) => author).filter((author) => !busy.has(author))).size,
  };
}
