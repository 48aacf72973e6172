import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { DomainError } from '../../domain/errors';
import type { JobName, Jobs } from './jobs';
import type { PublishedSet } from './published';
import type { Delivery, Order } from './thread';
import { createTurns, type Turns } from './turns';

export interface Bench {
  /**
   * Does a job in a thread of its own, so that no document, however it is written, keeps other requests waiting.
   * SIMULATION_TOO_LONG when it gives nothing in time or wants too much memory; TOO_MANY_REQUESTS when this author has
   * too many jobs waiting already.
   */
  run<Name extends JobName>(
    author: string | null,
    name: Name,
    input: Parameters<Jobs[Name]>[0],
    published?: PublishedSet,
  ): Promise<ReturnType<Jobs[Name]>>;
  close(): Promise<void>;
}

interface Job {
  author: string;
  name: JobName;
  input: unknown;
  published: PublishedSet | null;
  resolve(result: unknown): void;
  reject(error: Error): void;
}

interface Desk {
  thread: Worker;
  /** It has loaded; the time of a job counts from then on. */
  isReady: boolean;
  job: Job | null;
  timer: NodeJS.Timeout | null;
  /** The documents that the thread has already. */
  revision: string | null;
}

interface Room {
  desks: Set<Desk>;
  turns: Turns<Job>;
  limits: Limits;
}

interface Limits {
  /** Milliseconds for one job; an honest document takes a fraction of a second. */
  longest: number;
  threads: number;
  /** Jobs of one author that may wait. */
  waiting: number;
}

const LIMITS: Limits = { longest: 15_000, threads: 2, waiting: 16 };
/** What an author may make one thread hold, in megabytes. */
const MEMORY = { maxOldGenerationSizeMb: 512 };

/**
 * A few threads that take one job at a time. Each author has at most one of them, and who was served longest ago comes
 * next: a job that is stopped takes no other with it, and a hundred jobs of one author delay another's by one.
 */
export function createBench(limits: Partial<Limits> = {}): Bench {
  const room: Room = { desks: new Set(), turns: createTurns(), limits: { ...LIMITS, ...limits } };
  return {
    run: (author, name, input, published) =>
      new Promise((resolve, reject) => {
        const own = author ?? '';
        if (room.turns.waitingOf(own) >= room.limits.waiting)
          return reject(new DomainError('TOO_MANY_REQUESTS', { retryAfter: 5 }));
        // the thread answers with what the job of that name gives
        const give = (result: unknown) => resolve(result as ReturnType<Jobs[typeof name]>);
        room.turns.add({ author: own, name, input, published: published ?? null, resolve: give, reject });
        begin(room);
      }),
    async close() {
      await Promise.all([...room.desks].map(({ thread }) => thread.terminate()));
    },
  };
}

function begin(room: Room): void {
  const { desks, turns, limits } = room;
  const busy = new Set([...desks].flatMap(({ job }) => job?.author ?? []));
  for (const desk of desks) {
    const job = desk.isReady && desk.job === null ? turns.next(busy) : undefined;
    if (!job) continue;
    busy.add(job.author);
    handOver(room, desk, job);
  }
  const loading = [...desks].filter(({ isReady }) => !isReady).length;
  for (let missing = turns.ready(busy) - loading; missing > 0 && desks.size < limits.threads; missing--)
    open(room);
}

function open(room: Room): Desk {
  const desk: Desk = { thread: createThread(), isReady: false, job: null, timer: null, revision: null };
  room.desks.add(desk);
  desk.thread.on('message', (delivery: Delivery | 'ready') => {
    if (delivery === 'ready') desk.isReady = true;
    else settle(desk.job, delivery);
    rest(desk);
    begin(room);
  });
  desk.thread.on('error', (error) => leave(room, desk, reasonOf(error)));
  desk.thread.on('exit', () => leave(room, desk, new DomainError('SIMULATION_TOO_LONG')));
  return desk;
}

function handOver(room: Room, desk: Desk, job: Job): void {
  const { name, input, published } = job;
  const isNews = published !== null && published.revision !== desk.revision;
  const order: Order = { name, input, documents: isNews ? published.documents : null };
  desk.job = job;
  desk.revision = published?.revision ?? desk.revision;
  desk.timer = setTimeout(() => {
    leave(room, desk, new DomainError('SIMULATION_TOO_LONG'));
    void desk.thread.terminate();
  }, room.limits.longest);
  desk.thread.ref();
  desk.thread.postMessage(order);
}

/** An idle thread keeps no process alive. */
function rest(desk: Desk): void {
  if (desk.timer) clearTimeout(desk.timer);
  desk.job = null;
  desk.thread.unref();
}

function leave(room: Room, desk: Desk, reason: Error): void {
  if (!room.desks.delete(desk)) return;
  // a thread that does not even load would be opened for ever
  const job = desk.isReady ? desk.job : room.turns.next(new Set());
  job?.reject(reason);
  rest(desk);
  begin(room);
}

function createThread(): Worker {
  // compiled this file is .js; straight from its source, as in the tests, the thread needs the same translation
  const extension = extname(__filename);
  const register = join(__dirname, '..', '..', 'scripts', 'register-ts.cjs');
  return new Worker(join(__dirname, `thread${extension}`), {
    execArgv: extension === '.ts' ? ['--require', register] : [],
    resourceLimits: MEMORY,
  });
}

function settle(job: Job | null, delivery: Delivery): void {
  if ('result' in delivery) job?.resolve(delivery.result);
  else if ('broken' in delivery) job?.reject(new Error(delivery.broken));
  else {
    const { code, details, fields } = delivery.refused;
    job?.reject(new DomainError(code, details, fields));
  }
}

function reasonOf(error: Error): Error {
  return 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
    ? new DomainError('SIMULATION_TOO_LONG')
    : error;
}
