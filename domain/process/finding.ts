import type { Source } from './requests';

/** Who got a task and how that came about. */
export interface Found {
  to: string | null;
  /** Whom `to` stands in for. */
  onBehalfOf: string | null;
  queue: string | null;
  tried: Trial[];
}

/** One resolver that was asked, in its order; the last one has the answer where somebody was found. */
export interface Trial {
  /** Absent where a person named somebody in so many words. */
  source?: Source;
  /** nobody = it means no one; unfit = it means people, and none of them may get it. */
  result: 'found' | 'nobody' | 'unfit';
  /** Whom it means and who was passed over, and why; the one who gets it is not among them. */
  passed: Passed[];
  pool?: { strategy: string; size: number; fit: number; after: string | null };
}

export interface Passed {
  id: string;
  why: Unfit;
  /** absent: the last day away. */
  until?: string;
  /** Who gets it in this one's place: the manager of whoever asked, or the deputy. */
  instead?: string;
}

export type Unfit = 'unknown' | 'inactive' | 'absent' | 'overCapacity' | 'asked' | 'declined' | 'condition';

const MOST = 20;

export function passOver(trial: Trial, passed: Passed): void {
  if (trial.passed.length < MOST) trial.passed.push(passed);
}
