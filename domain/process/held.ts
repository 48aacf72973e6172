import type { Item } from '../generated/list';
import type { Label } from '../generated/process';
import type { Instant, Json } from './types';

/** What a status means, whatever it is called. `cause` marks the hold that the system sets for a reason of its own. */
export interface StatusItem {
  code: string;
  title: Label;
  semantic: NonNullable<Item['semantic']>;
  cause?: Item['cause'];
  waitsFor?: Item['waitsFor'];
}

/** `status`: the record's status holds the process, and lifts it. `former`: the status that comes back afterwards. */
export interface Held {
  since: Instant;
  reason: string;
  by: string | null;
  until?: Instant | null;
  status?: string;
  title?: Label;
  /** The system holds it for a reason of its own, and lifts it when that is over. */
  cause?: Item['cause'];
  former?: Json;
}
