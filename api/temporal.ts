import { setTimeout as sleep } from 'node:timers/promises';
import {
  Client,
  WithStartWorkflowOperation,
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
} from '@temporalio/client';
import {
  ApplicationFailure,
  TypedSearchAttributes,
  defineSearchAttributeKey,
  type Workflow,
} from '@temporalio/common';
import { DomainError, isErrorCode } from '../domain/errors';
import { dunningWorkflowId, jobWorkflowId } from '../domain/ids';
import { dataConverter } from '../temporal/codec';
import { openConnection } from '../temporal/connection';
import type { JsonObject } from '../domain/process/types';
import { DUNNING_CHANGED, DUNNING_SWEEP_WORKFLOW, DUNNING_WORKFLOW } from '../workflows/dunningMessages';
import {
  CALENDAR_SIGNAL,
  CANCEL_SIGNAL,
  COMMAND_UPDATE,
  EFFECT_SIGNAL,
  EVENT_SIGNAL,
  FACT_SIGNAL,
  PROCESS_WORKFLOW,
  RENEWING,
  TASK_QUEUE,
  type CalendarInput,
  type CommandInput,
  type CommandResult,
  type ProcessInput,
} from '../workflows/messages';

/** Everything the system asks of Temporal; the only place with its client. */
export interface Temporal {
  client: Client;
  startProcess(workflowId: string, input: ProcessInput): Promise<void>;
  /** Ends a run that there may be, and begins another one in the same moment. */
  replaceProcess(workflowId: string, input: ProcessInput): Promise<void>;
  command(workflowId: string, sent: CommandInput, ended?: ProcessInput): Promise<CommandResult>;
  signal(
    workflowId: string,
    kind: 'fact' | 'event' | 'effect' | 'cancel',
    payload: JsonObject,
  ): Promise<void>;
  signalCalendar(workflowId: string, calendar: CalendarInput): Promise<void>;
  wakeDunning(customerId: string): Promise<void>;
  sweep(commandId: string): Promise<{ job: string; customers: number }>;
  workerPollAge(): Promise<number | null>;
  listOpenWorkflows(): Promise<string[]>;
  close(): Promise<void>;
}

/** How long a command may take before the caller hears that no worker answers. */
const PATIENCE = 15_000;
/** How soon a command is sent again to a case that goes on in a new run just now. */
const PAUSE = 25;

export async function connectTemporal(
  address: string,
  namespace: string,
  taskQueue = TASK_QUEUE,
): Promise<Temporal> {
  const connection = await openConnection(address);
  const client = new Client({ connection, namespace, dataConverter });
  return {
    client,
    startProcess: (workflowId, input) => startProcess(client, taskQueue, workflowId, input),
    replaceProcess: (workflowId, input) => replaceProcess(client, taskQueue, workflowId, input),
    command: (workflowId, sent, ended) =>
      ended ? wakeEnded(client, taskQueue, workflowId, sent, ended) : sendCommand(client, workflowId, sent),
    signal: (workflowId, kind, payload) => signal(client, workflowId, kind, payload),
    signalCalendar: (workflowId, calendar) => send(client, workflowId, CALENDAR_SIGNAL, calendar),
    wakeDunning: (customerId) => wakeDunning(client, taskQueue, customerId),
    sweep: (commandId) => sweep(client, taskQueue, commandId),
    workerPollAge: () => workerPollAge(client, taskQueue),
    listOpenWorkflows: () => listOpenWorkflows(client),
    close: () => connection.close(),
  };
}

/** Starting what runs already is no error: the outbox may tell it twice. */
async function startProcess(
  client: Client,
  taskQueue: string,
  workflowId: string,
  input: ProcessInput,
): Promise<void> {
  try {
    await client.workflow.start(PROCESS_WORKFLOW, {
      workflowId,
      taskQueue,
      args: [input],
      workflowIdConflictPolicy: 'USE_EXISTING',
      workflowIdReusePolicy: 'REJECT_DUPLICATE',
      ...identityOf(input),
    });
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}

async function replaceProcess(
  client: Client,
  taskQueue: string,
  workflowId: string,
  input: ProcessInput,
): Promise<void> {
  await client.workflow.start(PROCESS_WORKFLOW, {
    workflowId,
    taskQueue,
    args: [input],
    workflowIdConflictPolicy: 'TERMINATE_EXISTING',
    workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    ...identityOf(input),
  });
}

/** What Temporal's own tools show of a process. */
function identityOf({ plan: { definition } }: ProcessInput) {
  const value = `${definition.key}@${definition.version}`;
  return {
    staticSummary: `${definition.title['zh-CN'] ?? definition.key} v${definition.version}`,
    typedSearchAttributes: new TypedSearchAttributes([
      { key: defineSearchAttributeKey('GuanxiDefinition', 'KEYWORD'), value },
    ]),
  };
}

/** The update's id is the command's: a second click is the same update. Refusals come back as their own codes. */
async function sendCommand(client: Client, workflowId: string, input: CommandInput): Promise<CommandResult> {
  const handle = client.workflow.getHandle(workflowId);
  return insist(client, () =>
    handle.executeUpdate<CommandResult, [CommandInput]>(COMMAND_UPDATE, {
      args: [input],
      updateId: input.commandId,
    }),
  );
}

/** A case that goes on in a new run takes no command for a moment; it is sent again until it does. */
async function insist(client: Client, send: () => Promise<CommandResult>): Promise<CommandResult> {
  const deadline = Date.now() + PATIENCE;
  for (;;)
    try {
      return await client.withDeadline(deadline, send);
    } catch (error) {
      if (!isRenewing(error)) throw toDomainError(error);
      await sleep(PAUSE);
    }
}

function isRenewing(error: unknown): boolean {
  const cause = error instanceof WorkflowUpdateFailedError ? error.cause : undefined;
  return cause instanceof ApplicationFailure && cause.type === RENEWING;
}

/** The same for a case that has ended: its workflow runs again with the command. Where it runs already, that run is asked. */
async function wakeEnded(
  client: Client,
  taskQueue: string,
  workflowId: string,
  input: CommandInput,
  ended: ProcessInput,
): Promise<CommandResult> {
  return insist(client, () =>
    client.workflow.executeUpdateWithStart<Workflow, CommandResult, [CommandInput]>(COMMAND_UPDATE, {
      args: [input],
      updateId: input.commandId,
      // one serves once
      startWorkflowOperation: new WithStartWorkflowOperation(PROCESS_WORKFLOW, {
        ...identityOf(ended),
        workflowId,
        taskQueue,
        args: [ended],
        workflowIdConflictPolicy: 'USE_EXISTING',
        workflowIdReusePolicy: 'ALLOW_DUPLICATE',
      }),
    }),
  );
}

async function signal(
  client: Client,
  workflowId: string,
  kind: 'fact' | 'event' | 'effect' | 'cancel',
  payload: JsonObject,
): Promise<void> {
  const names = { fact: FACT_SIGNAL, event: EVENT_SIGNAL, effect: EFFECT_SIGNAL, cancel: CANCEL_SIGNAL };
  const argument = kind === 'cancel' ? String(payload.reason ?? '') : payload;
  await send(client, workflowId, names[kind], argument);
}

async function send(client: Client, workflowId: string, name: string, argument: unknown): Promise<void> {
  try {
    await client.workflow.getHandle(workflowId).signal(name, argument);
  } catch (error) {
    // A case that has ended hears of nothing any more.
    if (!(error instanceof WorkflowNotFoundError)) throw error;
  }
}

/**
 * Of several that wake a customer who is not watched yet, all but one may be told that the workflow exists: the server
 * looked before the start of another and started after it. Then it runs, and the signal is sent once more.
 */
export async function wakeDunning(
  client: Pick<Client, 'workflow'>,
  taskQueue: string,
  customerId: string,
  attempts = 5,
): Promise<void> {
  try {
    await client.workflow.signalWithStart(DUNNING_WORKFLOW, {
      workflowId: dunningWorkflowId(customerId),
      taskQueue,
      args: [{ customerId }],
      signal: DUNNING_CHANGED,
      signalArgs: [],
    });
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError) || attempts <= 1) throw error;
    await wakeDunning(client, taskQueue, customerId, attempts - 1);
  }
}

async function sweep(
  client: Client,
  taskQueue: string,
  commandId: string,
): Promise<{ job: string; customers: number }> {
  const workflowId = `${jobWorkflowId('dunning-sweep')}:${commandId}`;
  const handle = await client.workflow
    .start(DUNNING_SWEEP_WORKFLOW, {
      workflowId,
      taskQueue,
      args: [],
      workflowIdConflictPolicy: 'USE_EXISTING',
      workflowIdReusePolicy: 'ALLOW_DUPLICATE_FAILED_ONLY',
    })
    .catch((error: unknown) => {
      if (error instanceof WorkflowExecutionAlreadyStartedError) return client.workflow.getHandle(workflowId);
      throw error;
    });
  // The workflow's own result type.
  const { customers } = (await handle.result()) as { customers: number };
  return { job: workflowId, customers };
}

/** Seconds since a worker last asked for work; null when none has. */
async function workerPollAge(client: Client, taskQueue: string): Promise<number | null> {
  const { pollers } = await client.workflowService.describeTaskQueue({
    namespace: client.options.namespace,
    taskQueue: { name: taskQueue },
    taskQueueType: 1,
  });
  const ages = (pollers ?? []).flatMap(({ lastAccessTime }) =>
    lastAccessTime?.seconds == null ? [] : [Date.now() / 1000 - Number(lastAccessTime.seconds)],
  );
  return ages.length === 0 ? null : Math.max(0, Math.min(...ages));
}

/** For the doctor: ids of all process instances that Temporal runs. */
async function listOpenWorkflows(client: Client): Promise<string[]> {
  const ids: string[] = [];
  const query = `WorkflowType = '${PROCESS_WORKFLOW}' and ExecutionStatus = 'Running'`;
  for await (const { workflowId } of client.workflow.list({ query })) ids.push(workflowId);
  return ids;
}

function detailsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}

function toDomainError(error: unknown): unknown {
  if (error instanceof WorkflowUpdateFailedError && error.cause instanceof ApplicationFailure) {
    const { type, details } = error.cause;
    if (type && isErrorCode(type)) return new DomainError(type, detailsOf(details?.[0]));
  }
  if (error instanceof WorkflowNotFoundError) return new DomainError('PROCESS_ENDED');
  return new DomainError('UNAVAILABLE', { reason: error instanceof Error ? error.message : String(error) });
}
