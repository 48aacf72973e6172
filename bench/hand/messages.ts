import type { JsonObject } from '../../domain/process/types';

/** What one sale is started with. `isLocal`: its commits are local activities, which decision 0006 gave up. */
export interface SaleInput {
  instanceId: string;
  owner: string;
  manager: string;
  director: string;
  isLocal?: boolean;
}

export interface Completion {
  step: string;
  by: string;
  with: JsonObject;
}

export interface Standing {
  stage: string;
  task: string | null;
  outcome: string | null;
}

export interface OpenedTask {
  key: string;
  stage: string;
  step: string;
  assignee: string;
  /** Working days until it is due. */
  days: number;
}

/** All that one wake-up writes, in one transaction; applied once for each (workflowId, runId, seq). */
export interface Changes {
  instanceId: string;
  workflowId: string;
  runId: string;
  seq: number;
  now: number;
  stage: string;
  by: string | null;
  close?: { key: string; out: JsonObject };
  leave?: string;
  enter?: string;
  open?: OpenedTask;
  set?: JsonObject;
  milestone?: string;
  rung?: { key: string; no: number; assignee: string; manager: string };
  outcome?: string;
}

export interface SaleActivities {
  /** Gives the instants of the rungs of the opened task. */
  save(changes: Changes): Promise<number[]>;
  act(input: { instanceId: string; workflowId: string; key: string; action: string }): Promise<JsonObject>;
}
