import type { Guard } from './guard';
import type { Instant } from './types';

/** Why a task exists, as the engine knew it when it opened it. */
export interface Cause {
  /** The stage entered, the step it follows, an effect, a person, an approval that said no, a rung. */
  kind: 'stage' | 'needs' | 'effect' | 'person' | 'reject' | 'rung';
  ref: string;
  /** The steps that had to be done first, and how each ended. */
  needs?: { step: string; status: string; by: string | null; at: Instant | null }[];
  /** The step's own condition, which held. */
  guard?: Guard;
  by?: string | null;
  reason?: string;
  /** The task whose rung it was. */
  task?: string;
}

/** Why a stage was entered. */
export interface Entered {
  kind: 'start' | 'exit' | 'entry' | 'jump' | 'reopen' | 'reject';
  /** The stage before; for `entry` the one that was passed by because its entry condition did not hold. */
  from: string | null;
  /** Which branch of that stage's exit list was taken, from 0, and its condition. */
  exit?: number;
  guard?: Guard;
  /** The approval that said no. */
  step?: string;
  by?: string | null;
  reason?: string;
}
