import type { Logger } from 'pino';
import type { Db } from '../db/connect';
import type { CommandInput, ProcessInput } from '../workflows/messages';
import type { Passwords } from './auth/password';
import type { Identities } from './auth/principal';
import type { Throttle } from './auth/throttle';
import type { Config } from './config';
import type { Metrics } from './metrics';
import type { Bench } from './studio/bench';

/** Everything that the API reaches, given to `createApp`. */
export interface Deps {
  db: Db;
  engine: Engine;
  config: Config;
  log: Logger;
  identities: Identities;
  passwords: Passwords;
  throttle: Throttle;
  metrics: Metrics;
  bench: Bench;
}

/** What the API asks of the workflows. */
export interface Engine {
  /**
   * Applies a command and returns when its rows are written. A DomainError says why not; UNAVAILABLE when no worker
   * answers. With `ended`, what a case that has ended is carried on with, its workflow runs again for the command.
   */
  command(workflowId: string, sent: CommandInput, ended?: ProcessInput): Promise<unknown>;
  /** Starts the dunning sweep now and waits for it; `job` is the same for the same command id. */
  sweep(commandId: string): Promise<{ job: string; customers: number }>;
  /** How old the last poll of a worker is, in seconds; null when none has polled. Throws when Temporal cannot be reached. */
  workerPollAge(): Promise<number | null>;
}
