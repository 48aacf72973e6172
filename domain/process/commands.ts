import type { Priority } from '../generated/process';
import type { MigrationRules } from './migrationRules';
import type { Instant, JsonObject, Plan } from './types';

/** Commands of people, one for each operation of the language. `step` may be `step` or `stage/step`. */
export type Command =
  | { op: 'complete'; task?: string; step?: string; with?: JsonObject; outcome?: string }
  | { op: 'approve' | 'reject'; task?: string; step?: string; with?: JsonObject; reason?: string }
  | { op: 'claim' | 'unclaim' | 'start'; task?: string; step?: string }
  | { op: 'wait'; task?: string; step?: string; until?: Instant; event?: string; reason?: string }
  | { op: 'close'; task?: string; step?: string; reason: string }
  | { op: 'reassign'; task?: string; step?: string; to: string; resetClock?: boolean; reason?: string }
  | { op: 'delegate'; task?: string; step?: string; to: string; reason?: string }
  | { op: 'return'; task?: string; step?: string; reason?: string }
  /** The person who has it does not take it: it goes to whom its step means next. */
  | { op: 'decline'; task?: string; step?: string; reason: string }
  /** Another due instant, another priority, or both. */
  | { op: 'amend'; task?: string; step?: string; due?: Instant; priority?: Priority; reason: string }
  | { op: 'hold'; reason: string; until?: Instant }
  | { op: 'resume'; reason?: string }
  | { op: 'skip'; step: string; reason: string }
  | { op: 'open'; step: string; reason?: string }
  | { op: 'jump'; stage: string; reason: string }
  | { op: 'reopen'; stage?: string; reason: string }
  | { op: 'cancel'; reason: string }
  | { op: 'retry'; incident?: string; reason?: string }
  /** `plan` is the version to go to; `rules` default to what that version declares; `semantics` go with the version. */
  | { op: 'migrate'; plan: Plan; semantics?: number; rules?: MigrationRules; reason?: string };

/** Those about one task; the others are about the whole case. */
export const TASK_OPERATIONS = [
  'complete',
  'claim',
  'unclaim',
  'start',
  'wait',
  'close',
  'reassign',
  'delegate',
  'return',
  'decline',
  'amend',
  'approve',
  'reject',
] as const;
