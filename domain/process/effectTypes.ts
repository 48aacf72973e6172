import type { Label, Priority } from '../generated/process';
import type { Cause, Entered } from './cause';
import type { Migrated } from './migrate';
import type { DeadlineRequest, Recipient, RunningClock, Sought } from './requests';
import type { Incident, Instant, Json, JsonObject, ProcessState, TaskState } from './types';

/** What a transition asks for. `id` is `<seq>.<index>`: with the instance it is the idempotency key everywhere. */
export type Effect = { id: string } & (
  | {
      type: 'openTask';
      task: TaskState;
      title: Label;
      form: string | JsonObject | null;
      activity: string | null;
      outcomes: { id: string; title?: Label }[];
      cause: Cause;
      seekers: Sought[];
      exclude: string[];
      deadlines: DeadlineRequest | null;
    }
  | {
      type: 'updateTask';
      taskId: string;
      set: Partial<Omit<TaskState, 'id'>>;
      by: string | null;
      reason?: string;
      event: string;
      /** What an amendment replaced. */
      was?: { due?: Instant | null; priority?: Priority };
    }
  | {
      type: 'closeTask';
      taskId: string;
      status: 'complete' | 'close';
      out: Json;
      by: string | null;
      onBehalfOf?: string | null;
      reason?: string;
    }
  | {
      type: 'reassignTask';
      taskId: string;
      seekers: Sought[];
      /** People who asked for it and must not get it. */
      exclude?: string[];
      /** People who did not take it. */
      declined?: string[];
      resetClock: boolean;
      deadlines: DeadlineRequest | null;
      reason: string;
      by: string | null;
    }
  /** `stood`: while its clock stood still, the time of which is added. */
  | { type: 'computeDeadlines'; request: DeadlineRequest; stood?: [Instant, Instant][] }
  /** Moves pending deadlines and dues of tasks by the time between two instants, each on its clock. */
  | { type: 'shiftDeadlines'; deadlines: string[]; tasks?: string[]; from: Instant; to: Instant }
  | {
      type: 'enterStage';
      stage: string;
      visit: number;
      status?: string;
      probability?: number;
      entered?: Entered;
    }
  | {
      type: 'leaveStage';
      stage: string;
      visit: number;
      status: 'completed' | 'skipped' | 'left';
      to: string | null;
      by: string | null;
      reason?: string;
      target?: RunningClock;
    }
  | { type: 'patchEntity'; set: JsonObject; by: string | null }
  | { type: 'milestone'; step: string; at: Instant }
  /** `clock`, here and below: the clock of the case whose rung it was. */
  | {
      type: 'notify';
      recipients: Recipient[];
      template: string | null;
      taskId: string | null;
      event: string;
      clock?: string;
    }
  | {
      type: 'send';
      channels: string[];
      template: string;
      recipients: Recipient[];
      params: JsonObject;
      clock?: string;
    }
  | {
      type: 'runAction';
      action: string;
      params: JsonObject;
      stage: string;
      step: string;
      attempt: number;
      /** The same for every attempt of one run of the step: what makes it happen once. */
      key?: string;
      compensation?: boolean;
    }
  | {
      type: 'startProcess';
      process: string;
      version: number | 'latest';
      input: JsonObject;
      step: string | null;
      detached: boolean;
      index?: number;
    }
  | { type: 'cancelProcess'; effect: string }
  | { type: 'publish'; name: string; data: JsonObject }
  | { type: 'watch'; entity: string; entityId: string; fields: string[] }
  | { type: 'incident'; incident: Incident }
  | { type: 'incidentResolved'; incidentId: string; by: string | null }
  | { type: 'hold'; held: boolean; reason?: string; status?: Label; by: string | null }
  | { type: 'reopen'; by: string | null; reason: string }
  /** From here on the instance goes by another version. */
  | ({ type: 'migrated' } & Migrated)
  | { type: 'end'; outcome: string; status: 'ended' | 'cancelled'; by: string | null; reason?: string }
  /** A line for the instance's timeline that no other effect implies (skip, jump, rung fired, decision taken …). */
  | {
      type: 'log';
      event: string;
      stage?: string;
      step?: string;
      by?: string | null;
      onBehalfOf?: string | null;
      data?: JsonObject;
    }
);

export interface Transition {
  state: ProcessState;
  effects: Effect[];
}
