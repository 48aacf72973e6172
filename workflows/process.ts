import {
  ActivityFailure,
  allHandlersFinished,
  ApplicationFailure,
  CancellationScope,
  condition,
  continueAsNew,
  defineQuery,
  defineSignal,
  defineUpdate,
  proxyLocalActivities,
  setHandler,
  sleep,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import { refuse } from '../domain/process/refuse';
import { nextDeadline, transition } from '../domain/process/transition';
import { openTasks } from '../domain/process/tasks';
import type { Effect, ProcessEvent, ProcessState } from '../domain/process/types';
import {
  CANCEL_SIGNAL,
  COMMAND_UPDATE,
  EFFECT_SIGNAL,
  EVENT_SIGNAL,
  FACT_SIGNAL,
  STATE_QUERY,
  type CommandInput,
  type CommandResult,
  type EffectInput,
  type EventInput,
  type FactInput,
  type ProcessActivities,
  type ProcessInput,
} from './messages';

const { commit } = proxyLocalActivities<ProcessActivities>({
  startToCloseTimeout: '30 seconds',
  scheduleToCloseTimeout: '3650 days',
  localRetryThreshold: '30 seconds',
  retry: { initialInterval: '200 milliseconds', maximumInterval: '30 seconds' },
});

const { runAction } = proxyLocalActivities<ProcessActivities>({
  startToCloseTimeout: '20 seconds',
  retry: { initialInterval: '200 milliseconds', maximumAttempts: 3 },
});

const commandUpdate = defineUpdate<CommandResult, [CommandInput]>(COMMAND_UPDATE);
const factSignal = defineSignal<[FactInput]>(FACT_SIGNAL);
const eventSignal = defineSignal<[EventInput]>(EVENT_SIGNAL);
const effectSignal = defineSignal<[EffectInput]>(EFFECT_SIGNAL);
const cancelSignal = defineSignal<[string]>(CANCEL_SIGNAL);
const stateQuery = defineQuery<ProcessState | null>(STATE_QUERY);

/** A run is not made longer than this many events, so that replaying it stays quick. */
const LONG_RUN = 1_000;

type ActionEffect = Extract<Effect, { type: 'runAction' }>;

/**
 * One instance of a process. It decides nothing: handlers push events into an inbox, `transition` says what follows,
 * one commit a wake-up writes it down, and one timer waits for the earliest deadline.
 */
export async function processInstance(input: ProcessInput): Promise<{ outcome: string | null }> {
  const { instanceId, plan } = input;
  const { workflowId, runId } = workflowInfo();
  const inbox: ProcessEvent[] = input.pending ?? [];
  let state: ProcessState | null = input.state ?? null;
  let commits = 0;
  let running = 0;
  let isBusy = false;
  const timer = createTimer();

  setHandler(
    commandUpdate,
    async ({ commandId, command, actor }) => {
      inbox.push({ type: 'command', commandId, command, actor });
      await condition(() => state !== null && inbox.length === 0 && running === 0 && !isBusy);
      return resultOf(state);
    },
    { validator: ({ command, actor }) => validate(input, state, command, actor) },
  );
  setHandler(factSignal, (fact) => void inbox.push({ type: 'fact', ...fact }));
  setHandler(eventSignal, (event) => void inbox.push({ type: 'event', ...event }));
  setHandler(
    effectSignal,
    (effect) =>
      void inbox.push(
        'error' in effect ? { type: 'effectFailed', ...effect } : { type: 'effectDone', ...effect },
      ),
  );
  setHandler(
    cancelSignal,
    (reason) => void inbox.push({ type: 'command', command: { op: 'cancel', reason }, actor: null }),
  );
  setHandler(stateQuery, () => state);

  if (state === null) inbox.push({ type: 'start', input: input.start ?? {}, actor: input.actor ?? null });
  for (;;) {
    await condition(() => inbox.length > 0 || timer.isDue());
    isBusy = true;
    await wakeUp();
    isBusy = false;
    if (isOver(state) && running === 0 && inbox.length === 0) {
      await condition(allHandlersFinished);
      // A command may have come in while the last answers were given.
      if (inbox.length === 0) return { outcome: state?.outcome ?? null };
    }
    if (state && isLong() && running === 0 && inbox.length === 0) await startAfresh(state);
  }

  /** Applies all that has come, in order, and writes it down at once. */
  async function wakeUp(): Promise<void> {
    const before = state;
    const effects: Effect[] = [];
    const now = Math.max(Date.now(), timer.dueAt() ?? 0);
    for (
      let event = inbox.shift() ?? dueEvent(state, now);
      event;
      event = inbox.shift() ?? dueEvent(state, now)
    ) {
      effects.push(...apply(event, now));
    }
    if (state && state !== before) {
      const { settlements } = await commit({
        instanceId,
        workflowId,
        runId,
        seq: commits++,
        plan,
        state,
        effects,
        now,
      });
      for (const settlement of settlements) effects.push(...apply({ type: 'settled', settlement }, now));
    }
    if (state?.stage !== before?.stage) showStage(input, state);
    for (const effect of effects) if (effect.type === 'runAction') void act(effect);
    timer.arm(state && !isOver(state) ? (nextDeadline(state)?.at ?? null) : null);
  }

  function apply(event: ProcessEvent, now: number): Effect[] {
    const next = transition(plan, state, event, now);
    state = next.state;
    return next.effects;
  }

  /** The result comes back as an event; a failure is one too, never the end of the workflow. */
  async function act(effect: ActionEffect): Promise<void> {
    running += 1;
    try {
      inbox.push({
        type: 'effectDone',
        effect: effect.id,
        result: await runAction({ instanceId, workflowId, effect }),
      });
    } catch (error) {
      inbox.push({ type: 'effectFailed', effect: effect.id, ...failureOf(error) });
    }
    running -= 1;
  }

  function isLong(): boolean {
    const info = workflowInfo();
    return info.continueAsNewSuggested || info.historyLength > LONG_RUN;
  }

  /** In a later task than the last update's completion, which the server may otherwise lose (temporalio/temporal#6375). */
  async function startAfresh(carried: ProcessState): Promise<void> {
    await condition(allHandlersFinished);
    await sleep(1);
    if (inbox.length > 0 || state !== carried) return;
    timer.arm(null);
    await continueAsNew<typeof processInstance>({
      ...input,
      start: undefined,
      state: carried,
      pending: inbox,
    });
  }
}

/** Refuses before anything is written to the history. */
function validate(
  input: ProcessInput,
  state: ProcessState | null,
  command: CommandInput['command'],
  actor: CommandInput['actor'],
): void {
  const refusal = state && refuse(input.plan, state, command, actor);
  if (refusal)
    throw ApplicationFailure.create({
      type: refusal.code,
      message: refusal.code,
      nonRetryable: true,
      details: [refusal.details ?? {}],
    });
}

/** The earliest deadline that has come; each is an event of its own, so that missed ones are caught up with in order. */
function dueEvent(state: ProcessState | null, now: number): ProcessEvent | undefined {
  const next = state && !isOver(state) ? nextDeadline(state) : null;
  return next && next.at <= now ? { type: 'due', deadline: next.id } : undefined;
}

/** One timer, set again only when the earliest deadline is another one. */
function createTimer() {
  let armed: { at: number; isDue: boolean; scope: CancellationScope } | null = null;
  return {
    isDue: () => armed?.isDue ?? false,
    dueAt: () => (armed?.isDue ? armed.at : null),
    arm(at: number | null): void {
      if (armed && armed.at === at && !armed.isDue) return;
      armed?.scope.cancel();
      armed = at === null ? null : { at, isDue: false, scope: new CancellationScope() };
      if (armed) void ring(armed);
    },
  };
}

async function ring(armed: { at: number; isDue: boolean; scope: CancellationScope }): Promise<void> {
  try {
    await armed.scope.run(() => sleep(Math.max(1, armed.at - Date.now())));
    armed.isDue = true;
  } catch {
    // Cancelled, because another deadline is earlier now.
  }
}

function isOver(state: ProcessState | null): boolean {
  return state?.status === 'ended' || state?.status === 'cancelled';
}

function resultOf(state: ProcessState | null): CommandResult {
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

function showStage(input: ProcessInput, state: ProcessState | null): void {
  upsertSearchAttributes({
    GuanxiDefinition: [`${input.plan.definition.key}@${input.plan.definition.version}`],
    GuanxiStage: state?.stage ? [state.stage] : [],
    GuanxiCustomer: input.about.customerId ? [input.about.customerId] : [],
    GuanxiOwner: input.about.ownerId ? [input.about.ownerId] : [],
  });
}

function failureOf(error: unknown): { error: string; retryable: boolean } {
  const cause = error instanceof ActivityFailure ? error.cause : error;
  const retryable = !(cause instanceof ApplicationFailure && cause.nonRetryable === true);
  return { error: cause instanceof Error ? cause.message : String(cause), retryable };
}
