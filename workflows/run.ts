import type { Effect } from '../domain/process/effectTypes';
import type { Instant, Plan, ProcessEvent, ProcessState, Refusal } from '../domain/process/types';
import type { Actions } from './actions';
import type { Bell } from './bell';
import type { CommitResult, ProcessInput } from './messages';
import type { Timer } from './timer';

/** A run of one instance: what it carries from one wake-up to the next. */
export interface Run {
  input: ProcessInput;
  inbox: ProcessEvent[];
  state: ProcessState | null;
  commits: number;
  actions: Actions;
  isBusy: boolean;
  /** Nobody's command is taken any more: the next run takes it. */
  isClosed: boolean;
  /** Commands that came while a wake-up was under way and then proved impossible, by their id. */
  refused: Map<string, Refusal>;
  /** Commands whose answer does not wait for the events that came after them. */
  answered: Set<string>;
  bell: Bell;
  timer: Timer;
}

/** From what a wake-up takes in until it is written down. */
export interface Turn {
  before: ProcessState | null;
  plan: Plan;
  effects: Effect[];
  /** The ids of those that were taken. */
  commands: string[];
  now: Instant;
  requestId: string | undefined;
  /** Null where nothing has changed. */
  written: Promise<CommitResult> | null;
}
