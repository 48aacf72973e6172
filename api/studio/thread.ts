import { parentPort } from 'node:worker_threads';
import { DomainError } from '../../domain/errors';
import { JOBS, type JobName } from './jobs';

export interface Order {
  id: number;
  name: JobName;
  input: unknown;
}

export type Delivery = { id: number } & (
  { result: unknown } | { refused: Pick<DomainError, 'code' | 'details' | 'fields'> } | { broken: string }
);

// The other end is bench.ts, which pairs each name with its input.
parentPort?.on('message', ({ id, name, input }: Order) => parentPort?.postMessage(done(id, name, input)));

function done(id: number, name: JobName, input: unknown): Delivery {
  try {
    return { id, result: (JOBS[name] as (input: unknown) => unknown)(input) }; // see above
  } catch (error) {
    if (error instanceof DomainError) {
      const { code, details, fields } = error;
      return { id, refused: { code, details, fields } };
    }
    return { id, broken: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
