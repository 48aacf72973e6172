/**
 * The contract between the pure core and everything that drives it: the Temporal workflow, the simulator,
 * the commit transaction. Everything here is plain JSON.
 */
import type { Calendar } from '../calendar/types';
import type { Command } from './commands';
import type { Held, StatusItem } from './held';
import type { ClockRun, RunningClock } from './requests';
import type { Settlement } from './settlement';
import type { Priority, ProcessDefinition, Clock } from '../generated/process';

/** Milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number;
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

/** Raised when the meaning of `transition` changes; carried in the state, see docs/architecture.md. */
export const SEMANTICS = 5;

/** What travels by value in a workflow's input: the definition and what its guards need besides. */
export interface Plan {
  definition: ProcessDefinition;
  sha256: string;
  calendar: Calendar | null;
  /** Other calendars that single clocks name, by their keys. */
  calendars?: Record<string, Calendar>;
  /** Offsets of the calendar's zone, `[from, minutes]` ascending, so that `today` needs no time-zone data. */
  zone: [Instant, number][];
  /** The status field of the record and what its list said of each status when the plan was made. */
  status?: { field: string; items: StatusItem[] };
}

export interface Actor {
  id: string;
  name?: string;
  /** Names of the definition's roles and of the organisation's roles that this person holds here. */
  holds: string[];
  /** Queues whose tasks this person may claim; those who lead may claim from every one. */
  queues?: string[];
  onBehalfOf?: string | null;
}

export type TaskStatus = 'prepare' | 'execute' | 'wait' | 'complete' | 'close';
export const STEP_STATUSES = ['pending', 'open', 'completed', 'skipped', 'withdrawn', 'failed'] as const;
export type StepStatus = (typeof STEP_STATUSES)[number];
export type StageStatus = 'available' | 'active' | 'completed' | 'skipped' | 'left';
export type ProcessStatus = 'active' | 'held' | 'ended' | 'cancelled';

export interface TaskState {
  /** The name of its run, for approvals with `.<slot>`: unique in the instance; the row's key is (instance, id). */
  id: string;
  stage: string;
  step: string;
  kind: 'human' | 'approval';
  status: TaskStatus;
  /** The approver's place in the list, for approvals. */
  slot?: number;
  assignee: string | null;
  onBehalfOf: string | null;
  candidates: string[];
  queue: string | null;
  /** Delegated by this person, to whom it returns. */
  delegatedBy?: string | null;
  /** Who did not take it, with a reason in the timeline. */
  declined?: string[];
  priority: Priority;
  openedAt: Instant;
  due: Instant | null;
  /** The due that a person set, which stands in for the SLA's. */
  dueSet?: Instant | null;
  dueVersion: number;
  /** Rungs that fired, as written in `at`, for the current due version. */
  fired: string[];
  escalation: number;
  waitUntil?: Instant | null;
  waitEvent?: string | null;
  waitSince?: Instant | null;
  decision?: 'approved' | 'rejected';
  /** Since when it lies there because nobody could get it. */
  inQueueSince?: Instant;
}

export interface StepState {
  status: StepStatus;
  run: number;
  /** The name of its run, where a migration renamed the step since, see `runName`. */
  key?: string;
  out: Json;
  by: string | null;
  at: Instant | null;
  /** Who completed it last, also while it is done once more or has not been done in this visit. */
  last?: string;
  openedAt?: Instant | null;
  /** auto: attempts so far and the effect that is under way. */
  attempts?: number;
  effect?: string | null;
  /** process: what was started, by effect id; approval: the answers so far, by slot. */
  children?: Record<string, { index: number; done: boolean; out: Json; cancelled?: boolean }>;
  /** process with forEach: how many items there are and how many were started. */
  total?: number;
  started?: number;
  /** wait on a record: which one. */
  watching?: string | null;
  /** auto: undone, or remembered among the earlier runs: nothing here is left to undo. */
  compensated?: boolean;
  /** Its timeout completed it, whatever its action came to. */
  timedOut?: boolean;
  /** Why it is done again, until it is opened: the approval that said no. */
  again?: { step: string; by: string | null; reason: string };
}

/** A run of an automatic step that may have to be undone although the step began anew, or did not wait for it. */
export interface EarlierRun {
  stage: string;
  step: string;
  visit: number;
  run: number;
  key?: string;
  out: Json;
  at: Instant | null;
  /** With what it is undone, as known when it was set aside; null where that could not be computed. */
  with: JsonObject | null;
  /** Under way still: there is nothing to undo before it is done. */
  effect?: string;
  compensated?: boolean;
}

export interface StageState {
  status: StageStatus;
  visit: number;
  /** How often it was led to by name and passed over by its entry condition. */
  passed?: number;
  enteredAt: Instant | null;
  leftAt: Instant | null;
  stay?: string | null;
  /** How often its target went up while nobody had a task of it. */
  escalation?: number;
  steps: Record<string, StepState>;
}

/** A pending instant. `id` is stable, so that a recomputed one replaces it. */
export interface Deadline {
  id: string;
  kind: 'rung' | 'timeout' | 'wait' | 'taskWait' | 'target' | 'clock' | 'retry' | 'more' | 'resume';
  at: Instant;
  /** What `kind` is about: a task id, `stage/step`, a stage, `clock:<id>`, or `case:hold`. */
  subject: string;
  rung?: string;
  dueVersion?: number;
  clock: Clock;
  /** Where it is another one than the process's. */
  calendar?: string;
  /** The clock stands still while the process is held or its task waits. */
  pause?: ('onHold' | 'waiting')[];
}

export interface Incident {
  id: string;
  code: string;
  at: Instant;
  stage: string | null;
  step: string | null;
  message: string;
  /** Where in the definition, and the values that the expression saw. */
  pointer?: string;
  values?: JsonObject;
  retry: 'expression' | 'action' | 'assignment' | 'loop';
}

export interface ProcessState {
  semantics: number;
  status: ProcessStatus;
  outcome: string | null;
  stage: string | null;
  /** Counts accepted events; effect ids are `<seq>.<index>`. */
  seq: number;
  startedAt: Instant;
  entityId: string;
  entity: JsonObject;
  vars: JsonObject;
  stages: Record<string, StageState>;
  /** What has to be undone besides what `stages` shows; not in states before semantics 4. */
  earlier?: EarlierRun[];
  /** How often a migration gave this `stage/step` to another step, so that its runs have names of their own. */
  renamed?: Record<string, number>;
  /** The case ended with its actions undone: what is done later is undone too. */
  undoing?: boolean;
  tasks: Record<string, TaskState>;
  deadlines: Record<string, Deadline>;
  /** What pending instants are counted from, so that they can be counted again; not in states of old. */
  clocks?: Record<string, RunningClock>;
  /** The clocks of the whole case by their ids, where the definition has any. */
  caseClocks?: Record<string, ClockRun>;
  milestones: Record<string, Instant>;
  incidents: Record<string, Incident>;
  /** Events that came before anybody waited for them, oldest first, bounded. */
  mailbox: { name: string; data: JsonObject; at: Instant }[];
  /** Records that wait steps watch: `entity:id` to the last seen snapshot. */
  targets: Record<string, JsonObject>;
  held: Held | null;
  /** Command ids that were applied lately, so that a repeated one is answered without effect. */
  applied: string[];
}

export type ProcessEvent =
  /** `stage`, `began`: where a case that began elsewhere stands already, and since when its clocks run; `semantics`: what it was started with, else the newest. */
  | {
      type: 'start';
      input: JsonObject;
      actor: Actor | null;
      stage?: string;
      began?: Instant;
      semantics?: number;
    }
  /** `actor: null` = no permission is checked (the simulator without `by`, the system). `requestId`: for the audit trail. */
  | { type: 'command'; command: Command; commandId?: string; requestId?: string; actor: Actor | null }
  /** A record changed; `set` holds the changed fields. The subject record or one that a step watches. `status`: what its new status means. */
  | { type: 'fact'; entity: string; id: string; set: JsonObject; status?: StatusItem; by?: string | null }
  | { type: 'event'; name: string; data: JsonObject }
  | { type: 'due'; deadline: string }
  | { type: 'effectDone'; effect: string; result: JsonObject }
  /** `undo`: it was to undo a step, which is over. */
  | { type: 'effectFailed'; effect: string; error: string; retryable?: boolean; undo?: Undo }
  /** Another version of a calendar was published; `changed`: which one, else every clock is counted again. */
  | ({ type: 'calendar'; changed?: string } & Pick<Plan, 'calendar' | 'calendars' | 'zone'>)
  /** What the commit computed for effects of an earlier transition: people and instants. */
  | { type: 'settled'; settlement: Settlement };

/** `key`: of the action, which names the run. */
export interface Undo {
  stage: string;
  step: string;
  key?: string;
}

/** Why a command cannot be applied now; `code` is from the catalogue in domain/errors.ts. */
export interface Refusal {
  code: string;
  details?: JsonObject;
}
