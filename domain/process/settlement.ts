import type { Deadline, Incident, Instant, JsonObject } from './types';

/** Answers of the commit, fed back as an event. Keys are task ids and deadline ids. */
export interface Settlement {
  tasks: Record<
    string,
    {
      assignee: string | null;
      onBehalfOf: string | null;
      candidates: string[];
      queue: string | null;
      due?: Instant | null;
      dueVersion?: number;
    }
  >;
  deadlines: Record<string, Deadline | null>;
  /** Due instants that moved because a clock stood still. */
  dues?: Record<string, Instant>;
  /** Set when nobody was eligible for a task. */
  unassigned?: string[];
  /** Records that a step began to watch, as they are now: `entity:id` to the snapshot. */
  targets?: Record<string, JsonObject>;
  zone?: [Instant, number][];
  /** Processes that could not be started. */
  failed?: FailedStart[];
  /** What the commit could not do otherwise. */
  incidents?: Omit<Incident, 'at'>[];
}

export interface FailedStart {
  effect: string;
  error: string;
  process: string;
  version: number | 'latest';
  input: JsonObject;
}
