import type { Command } from '../domain/process/commands';
import type { DoneCommand } from '../domain/process/done';
import type { StatusItem } from '../domain/process/held';
import type { Effect } from '../domain/process/effectTypes';
import type { Actor, Instant, JsonObject, Plan, ProcessEvent, ProcessState } from '../domain/process/types';
import type { Brief } from '../domain/process/brief';
import type { Settlement } from '../domain/process/settlement';
import type { Outcome, Told } from '../domain/process/told';

export const TASK_QUEUE = 'guanxi';
export const PROCESS_WORKFLOW = 'processInstance';

export const COMMAND_UPDATE = 'command';
export const FACT_SIGNAL = 'fact';
export const EVENT_SIGNAL = 'event';
export const EFFECT_SIGNAL = 'effect';
export const CANCEL_SIGNAL = 'cancel';
export const CALENDAR_SIGNAL = 'calendar';
export const STATE_QUERY = 'state';

/** Search attributes of our workflows; `up` registers them in the namespace. */
export const SEARCH_ATTRIBUTES = {
  GuanxiDefinition: 'Keyword',
  GuanxiStage: 'Keyword',
  GuanxiCustomer: 'Keyword',
  GuanxiOwner: 'Keyword',
} as const;

/** What a process workflow is started with, and what continue-as-new carries on. */
export interface ProcessInput {
  instanceId: string;
  plan: Plan;
  /** For search attributes and summaries only; never decides anything. */
  about: { customerId: string | null; ownerId: string | null };
  /** The start event's input, for a new instance. */
  start?: JsonObject;
  /** The stage where a new instance begins; absent = the first. */
  stage?: string;
  /** When a case that began elsewhere began; absent = now. */
  began?: number;
  actor?: Actor | null;
  /** What the events of a new instance mean, see docs/architecture.md; absent = 1, which had no such field. */
  semantics?: number;
  /** Present after continue-as-new. */
  state?: ProcessState;
  pending?: ProcessEvent[];
  /** For tests: how many events are a long run. */
  longRun?: number;
}

export interface CommandInput {
  commandId: string;
  /** Of the HTTP request, for the audit trail. */
  requestId?: string;
  command: Command;
  actor: Actor;
}

export interface OpenTask {
  id: string;
  stage: string;
  step: string;
  assignee: string | null;
}

/** The answer to a command: where the case stands once everything that followed at once is done. */
export interface CommandResult {
  status: ProcessState['status'];
  stage: string | null;
  outcome: string | null;
  openTasks: OpenTask[];
}

export interface FactInput {
  entity: string;
  id: string;
  set: JsonObject;
  /** What the record's new status means, and who set it; absent where the status is as it was. */
  status?: StatusItem;
  by?: string | null;
}

export interface EventInput {
  name: string;
  data: JsonObject;
}

/** The newest versions of the case's calendars, and which of them is another one now. */
export interface CalendarInput extends Pick<Plan, 'calendar' | 'calendars' | 'zone'> {
  changed?: string;
}

/** What became of something that the process started: a child process. */
export type EffectInput = { effect: string; result: JsonObject } | { effect: string; error: string };

/** All that one wake-up changes; applied once for each (workflowId, runId, seq). See docs/decisions/0024. */
export type CommitInput = CommitKey & (Told | (Outcome & { commands?: DoneCommand[] }));

export interface CommitKey {
  instanceId: string;
  workflowId: string;
  runId: string;
  seq: number;
  now: Instant;
  /** Of the request whose command this wake-up applies. */
  requestId?: string;
}

/** A command is refused with this while its case goes on in a new run; whoever sends it sends it again at once. */
export const RENEWING = 'RUN_RENEWING';

/** A commit fails with this when the events do not lead to what the workflow means; it is then handed over whole. */
export const NOT_DERIVED = 'COMMIT_NOT_DERIVED';

/** In order; the workflow feeds each back into `transition`, as the commit itself did. */
export interface CommitResult {
  settlements: (Settlement | Brief)[];
}

export interface ActionInput {
  instanceId: string;
  workflowId: string;
  effect: Extract<Effect, { type: 'runAction' }>;
  requestId?: string;
}

export interface ProcessActivities {
  commit(input: CommitInput): Promise<CommitResult>;
  runAction(input: ActionInput): Promise<JsonObject>;
}
