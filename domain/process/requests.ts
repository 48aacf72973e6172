import type { Clock } from '../generated/process';
import type { Deadline, Instant, JsonObject } from './types';

/** How to find a person, as far as the core can resolve it; the commit does the rest under a lock. */
export type Seeker =
  | { by: 'person'; id: string }
  | { by: 'employee'; code: string }
  | { by: 'managerOf'; of: Seeker[] }
  | { by: 'team'; role: string; entity: string; entityId: string }
  | {
      by: 'pool';
      group: string;
      strategy: 'roundRobin' | 'leastLoaded' | 'weighted' | 'sticky';
      if?: string;
    };

/** Where a seeker comes from in the definition. */
export interface Source {
  role: string | null;
  by: 'field' | 'completerOf' | 'managerOf' | 'employee' | 'team' | 'pool' | 'person' | 'assignee';
  /** The field, step, role, code or group that it names. */
  ref: string;
}

/** A seeker of a task, with its source; `nobody`: the record and the steps gave no one. */
export type Sought = (Seeker | { by: 'nobody' }) & { source?: Source };

export interface Recipient {
  role: string;
  seekers: Seeker[];
}

/** Deadlines counted from one instant; the answer has one entry for each id that still lies ahead or is past due. */
export interface DeadlineRequest {
  subject: string;
  from: Instant;
  clock: Clock;
  /** The calendar that it goes by, where it is another one than the process's. */
  calendar?: string;
  /** Due after this long, absent for a plain timeout or wait. Rungs count from due. */
  due?: string;
  dueVersion?: number;
  /** Due at this instant (ISO 8601), instead of after a while. */
  dueAt?: string;
  pause?: ('onHold' | 'waiting')[];
  /** Set by a person: what would lie before `from` is left out instead of being late. */
  isAmended?: boolean;
  /** `after` is a duration from `start` or `due`; `at` is an instant, or a date that begins in the calendar's zone. */
  items: {
    id: string;
    kind: Deadline['kind'];
    from: 'start' | 'due';
    after?: string;
    at?: string;
    rung?: string;
  }[];
}

/** A request whose instants are pending, and while when its clock stood still. */
export interface RunningClock {
  request: DeadlineRequest;
  stood: [Instant, Instant][];
}

/** How a clock of the whole case stands; see docs/decisions/0030. */
export interface ClockRun {
  /** idle: has not begun yet; skipped: what it waits for had happened before it could begin. */
  status: 'idle' | 'running' | 'met' | 'missed' | 'withdrawn' | 'skipped';
  /** Counts its beginnings: it begins afresh in a case that is reopened. */
  run: number;
  /** The instant that it is counted from; null as long as its `from` does not hold. */
  from: Instant | null;
  due: Instant | null;
  stoppedAt: Instant | null;
  /** Rungs that fired, as written in `at`. */
  fired: string[];
  /** What its computed due read when it was counted. */
  read?: JsonObject;
  /** How often it went up while nobody had a task of the case. */
  escalation?: number;
  /** Since when it stands still, and whether it was late by then. */
  still?: { since: Instant; late: boolean };
}
