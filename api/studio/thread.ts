import { parentPort } from 'node:worker_threads';
import type { Document } from '../../domain/definition/catalogue';
import { DomainError } from '../../domain/errors';
import { JOBS, type JobName } from './jobs';

export interface Order {
  name: JobName;
  input: unknown;
  /** What is published, where it is not the same as for the last order. */
  documents: Document[] | null;
}

export type Delivery =
  { result: unknown } | { refused: Pick<DomainError, 'code' | 'details' | 'fields'> } | { broken: string };

let published: Document[] = [];

// The other end is bench.ts, which waits until this has loaded, pairs each name with its input and sends one order at a time.
parentPort?.on('message', ({ name, input, documents }: Order) => {
  published = documents ?? published;
  parentPort?.postMessage(done(name, input));
});
parentPort?.postMessage('ready');

function done(name: JobName, input: unknown): Delivery {
  try {
    // see above
    return { result: (JOBS[name] as (input: unknown, published: Document[]) => unknown)(input, published) };
  } catch (error) {
    if (error instanceof DomainError) {
      const { code, details, fields } = error;
      return { refused: { code, details, fields } };
    }
    return { broken: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
