import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { DomainError } from '../../domain/errors';
import type { JobName, Jobs } from './jobs';
import type { Delivery, Order } from './thread';

interface Waiting {
  resolve(result: unknown): void;
  reject(error: Error): void;
}

interface Bench {
  thread: Worker;
  waiting: Map<number, Waiting>;
  timer: NodeJS.Timeout | null;
}

/** An honest document takes a fraction of a second; a first job also waits for the thread to load. */
const LONGEST = 15_000;
/** What an author may make one thread hold, in megabytes. */
const MEMORY = { maxOldGenerationSizeMb: 512 };

let bench: Bench | null = null;
let last = 0;

/**
 * Does a job in a thread of its own, so that no document, however it is written, keeps other requests waiting.
 * SIMULATION_TOO_LONG when the thread does not come back with anything for fifteen seconds; the next job gets a new one.
 */
export function onBench<Name extends JobName>(
  name: Name,
  input: Parameters<Jobs[Name]>[0],
): Promise<ReturnType<Jobs[Name]>> {
  const { thread, waiting } = (bench ??= open());
  return new Promise((resolve, reject) => {
    const id = ++last;
    // the thread answers with what the job of that name gives
    waiting.set(id, { resolve: (result) => resolve(result as ReturnType<Jobs[Name]>), reject });
    const order: Order = { id, name, input };
    thread.ref();
    thread.postMessage(order);
    watch();
  });
}

function open(): Bench {
  // compiled this file is .js; straight from its source, as in the tests, the thread needs the same translation
  const extension = extname(__filename);
  const register = join(__dirname, '..', '..', 'scripts', 'register-ts.cjs');
  const thread = new Worker(join(__dirname, `thread${extension}`), {
    execArgv: extension === '.ts' ? ['--require', register] : [],
    resourceLimits: MEMORY,
  });
  const opened: Bench = { thread, waiting: new Map(), timer: null };
  thread.on('message', (delivery: Delivery) => take(opened, delivery));
  thread.on('error', (error) => close(opened, tooLong(error)));
  thread.on('exit', () => close(opened, new DomainError('SIMULATION_TOO_LONG')));
  return opened;
}

function take(from: Bench, delivery: Delivery): void {
  const job = from.waiting.get(delivery.id);
  from.waiting.delete(delivery.id);
  if ('result' in delivery) job?.resolve(delivery.result);
  else if ('broken' in delivery) job?.reject(new Error(delivery.broken));
  else {
    const { code, details, fields } = delivery.refused;
    job?.reject(new DomainError(code, details, fields));
  }
  watch();
}

/** The clock runs while something is waited for, anew with each delivery; an idle thread keeps no process alive. */
function watch(): void {
  const watched = bench;
  if (!watched) return;
  if (watched.timer) clearTimeout(watched.timer);
  watched.timer = null;
  if (watched.waiting.size === 0) return void watched.thread.unref();
  watched.timer = setTimeout(() => {
    close(watched, new DomainError('SIMULATION_TOO_LONG'));
    void watched.thread.terminate();
  }, LONGEST);
}

function close(closed: Bench, reason: Error): void {
  if (bench === closed) bench = null;
  if (closed.timer) clearTimeout(closed.timer);
  for (const { reject } of closed.waiting.values()) reject(reason);
  closed.waiting.clear();
}

function tooLong(error: Error): Error {
  return 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
    ? new DomainError('SIMULATION_TOO_LONG')
    : error;
}
