import { ActivityFailure, ApplicationFailure } from '@temporalio/workflow';
import { openTasks } from '../domain/process/tasks';
import type { ProcessState, Refusal } from '../domain/process/types';
import type { CommandResult } from './messages';

export function resultOf(state: ProcessState | null): CommandResult {
  const tasks = openTasks(state?.tasks ?? {}).map(({ id, stage, step, assignee }) => ({
    id,
    stage,
    step,
    assignee,
  }));
  return {
    status: state?.status ?? 'active',
    stage: state?.stage ?? null,
    outcome: state?.outcome ?? null,
    openTasks: tasks,
  };
}

export function failure({ code, details = {} }: Refusal): ApplicationFailure {
  return ApplicationFailure.create({ type: code, message: code, nonRetryable: true, details: [details] });
}

export function failureOf(error: unknown): { error: string; retryable: boolean } {
  const cause = error instanceof ActivityFailure ? error.cause : error;
  const retryable = !(cause instanceof ApplicationFailure && cause.nonRetryable === true);
  return { error: cause instanceof Error ? cause.message : String(cause), retryable };
}
