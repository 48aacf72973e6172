import {
  allHandlersFinished,
  condition,
  continueAsNew,
  defineQuery,
  defineSignal,
  defineUpdate,
  patched,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import { withCalendars } from '../domain/process/calendars';
import { expand } from '../domain/process/brief';
import type { Command } from '../domain/process/commands';
import { mustKnow } from '../domain/process/known';
import { refuse } from '../domain/process/refuse';
import { nextDeadline, transition } from '../domain/process/transition';
import type { Effect } from '../domain/process/effectTypes';
import { SEMANTICS, type ProcessEvent, type ProcessState } from '../domain/process/types';
import { failure, resultOf } from './answers';
import { createActions } from './actions';
import { createBell, RINGING, SILENT } from './bell';
import { writeDown } from './commit';
import { lull } from './lull';
import { nextEvent } from './next';
import { isFinished, isOver } from './over';
import { showDetails, showStage } from './show';
import type { Run, Turn } from './run';
import { createTimer } from './timer';
import {
  CALENDAR_SIGNAL,
  CANCEL_SIGNAL,
  COMMAND_UPDATE,
  EFFECT_SIGNAL,
  EVENT_SIGNAL,
  FACT_SIGNAL,
  RENEWING,
  STATE_QUERY,
  type CalendarInput,
  type CommandInput,
  type CommandResult,
  type CommitResult,
  type EffectInput,
  type EventInput,
  type FactInput,
  type ProcessInput,
} from './messages';

const commandUpdate = defineUpdate<CommandResult, [CommandInput]>(COMMAND_UPDATE);
const factSignal = defineSignal<[FactInput]>(FACT_SIGNAL);
const eventSignal = defineSignal<[EventInput]>(EVENT_SIGNAL);
const effectSignal = defineSignal<[EffectInput]>(EFFECT_SIGNAL);
const cancelSignal = defineSignal<[string]>(CANCEL_SIGNAL);
const calendarSignal = defineSignal<[CalendarInput]>(CALENDAR_SIGNAL);
const stateQuery = defineQuery<ProcessState | null>(STATE_QUERY);

/** A run is not made longer than this many events, so that replaying it stays quick. */
const LONG_RUN = 1_000;
/** Commands that come without a pause may keep a run from its end: from so many times its length on it takes none. */
const MUCH_LONGER = 2;
/** No more of what has come goes into one commit: a workflow that computes for seconds at once ends its worker. */
const AT_ONCE = 50;
/** So many events behind a command may be followed by more without end: its answer does not wait for them. */
const MANY = 10;

/**
 * One instance of a process. It decides nothing: handlers push events into an inbox, `transition` says what follows,
 * one commit a wake-up writes it down, and one timer waits for the earliest deadline.
 */
export async function processInstance(input: ProcessInput): Promise<{ outcome: string | null }> {
  const semantics = input.state?.semantics ?? input.semantics ?? 1;
  mustKnow(semantics);
  const inbox = input.pending ?? [];
  const bell = semantics < RINGING ? SILENT : createBell();
  const run: Run = {
    input,
    inbox,
    state: input.state ?? null,
    commits: 0,
    actions: createActions(input.instanceId, inbox, bell.ring),
    isBusy: false,
    isClosed: false,
    refused: new Map(),
    answered: new Set(),
    bell,
    timer: createTimer(bell.ring),
  };
  // Before anything listens: signals that came already are handed over at once, and a case begins with its start.
  if (run.state === null)
    run.inbox.push({
      type: 'start',
      input: input.start ?? {},
      actor: input.actor ?? null,
      stage: input.stage,
      began: input.began,
      semantics: input.semantics ?? 1,
    });
  listen(run);
  // A case that has ended runs again for one command, which may be refused.
  if (isFinished(run.state) && !(await condition(() => run.inbox.length > 0, '1 minute')))
    return { outcome: run.state?.outcome ?? null };
  // A run that carries on waits for the deadlines it was given.
  armTimer(run);
  for (;;) {
    await bell.until(() => run.inbox.length > 0 || run.timer.isDue());
    run.isBusy = true;
    const turn = takeIn(run);
    if (turn.written) settle(run, turn, await turn.written);
    finish(run, turn);
    if (bell === SILENT) await Promise.resolve();
    run.isBusy = false;
    bell.ring();
    if (isFinished(run.state) && isQuiet(run)) {
      await condition(allHandlersFinished);
      // A command may have come in while the last answers were given.
      if (isQuiet(run)) return { outcome: run.state?.outcome ?? null };
    }
    run.isClosed = isLong(run, MUCH_LONGER) && run.actions.areDone() && patched('close-run');
    if (run.state && isLong(run) && (isQuiet(run) || isBurst(run))) await startAfresh(run, run.state);
  }
}

/** Handlers only push; a command waits until all that follows from it at once is done. */
function listen(run: Run): void {
  const hear = (event: ProcessEvent) => {
    run.inbox.push(event);
    run.bell.ring();
  };
  const answer = async (input: CommandInput): Promise<CommandResult> => {
    const { commandId, command } = input;
    mustKnow(semanticsOf(command));
    hear({ type: 'command', ...input });
    await run.bell.until(
      () => run.answered.has(commandId) || (run.state !== null && isQuiet(run) && !run.isBusy),
    );
    run.answered.delete(commandId);
    const refusal = run.refused.get(commandId);
    run.refused.delete(commandId);
    if (refusal) throw failure(refusal);
    return resultOf(run.state);
  };
  setHandler(commandUpdate, answer, { validator: (command: CommandInput) => validate(run, command) });
  setHandler(factSignal, (fact) => hear({ type: 'fact', ...fact }));
  setHandler(eventSignal, (event) => hear({ type: 'event', ...event }));
  setHandler(effectSignal, (effect) =>
    hear('error' in effect ? { type: 'effectFailed', ...effect } : { type: 'effectDone', ...effect }),
  );
  setHandler(cancelSignal, (reason) =>
    hear({ type: 'command', command: { op: 'cancel', reason }, actor: null }),
  );
  setHandler(calendarSignal, (calendar) => hear({ type: 'calendar', ...calendar }));
  setHandler(stateQuery, () => run.state);
}

/** Applies all that has come, in order, and writes it down at once. */
function takeIn(run: Run): Turn {
  const before = run.state;
  const { workflowId, runId } = workflowInfo();
  const { instanceId, plan } = run.input;
  const effects: Effect[] = [];
  const events: ProcessEvent[] = [];
  const commands: string[] = [];
  let requestId: string | undefined;
  const now = Math.max(Date.now(), run.timer.dueAt() ?? 0);
  let taken = 0;
  for (let event = nextEvent(run, now, effects); event; event = nextEvent(run, now, effects)) {
    if (!isRefused(run, event, now)) {
      effects.push(...apply(run, event, now));
      events.push(event);
      if (event.type === 'command') requestId = event.requestId ?? requestId;
    }
    if (event.type === 'command') commands.push(event.commandId ?? '');
    // A command is judged on a settled state: people and instants of what came before it are found first.
    if (effects.length > 0 && run.inbox[0]?.type === 'command') break;
    if (++taken >= AT_ONCE && run.inbox.length > 0 && patched('bursts')) break;
  }
  const turn = { before, plan, effects, commands, now, requestId };
  if (!run.state || run.state === before) return { ...turn, written: null };
  const key = { instanceId, workflowId, runId, seq: run.commits++, now, requestId };
  return { ...turn, written: writeDown(key, events, { state: run.state, effects }) };
}

/** Takes up what the commit has found out: people and instants. */
function settle(run: Run, { effects, now }: Turn, { settlements }: CommitResult): void {
  let asked = [...effects];
  for (const settlement of settlements) {
    asked = apply(run, { type: 'settled', settlement: expand(settlement, asked) }, now);
    effects.push(...asked);
  }
}

/** Shows, begins and waits for what follows. */
function finish(run: Run, { before, plan, effects, commands, requestId }: Turn): void {
  const isOther = before === null || run.input.plan !== plan;
  if (isOther || run.state?.stage !== before.stage) showStage(run.state, isOther ? run.input : null);
  if (run.state) showDetails(run.input, run.state);
  run.actions.begin(effects, requestId);
  if (commands.length > 0 && run.inbox.length >= MANY && patched('answer-in-bursts'))
    for (const id of commands) run.answered.add(id);
  armTimer(run);
}

function armTimer({ state, timer }: Run): void {
  timer.arm(state && !isOver(state) ? (nextDeadline(state)?.at ?? null) : null);
}

function apply(run: Run, event: ProcessEvent, now: number): Effect[] {
  const next = transition(run.input.plan, run.state, event, now);
  run.state = next.state;
  const isMoved = next.effects.some((effect) => effect.type === 'migrated');
  if (isMoved && event.type === 'command' && event.command.op === 'migrate')
    run.input = { ...run.input, plan: event.command.plan };
  if (event.type === 'calendar') run.input = { ...run.input, plan: withCalendars(run.input.plan, event) };
  return next.effects;
}

function isLong({ input }: Run, times = 1): boolean {
  const { continueAsNewSuggested, historyLength } = workflowInfo();
  return (times === 1 && continueAsNewSuggested) || historyLength > times * (input.longRun ?? LONG_RUN);
}

/** In a later task than the last update's completion, which the server may otherwise lose (temporalio/temporal#6375). */
async function startAfresh(run: Run, carried: ProcessState): Promise<void> {
  await condition(allHandlersFinished);
  if (run.inbox.length > 0 && !(await lull(run.inbox))) return;
  // Commands that come meanwhile are answered first, at once; the next wake-up tries again. Signals go along: a long
  // list of children may never leave a moment without one.
  const carriesSignals = patched('carry-signals');
  const holdsUp = () => (carriesSignals ? run.inbox.some(isCommand) : run.inbox.length > 0);
  if ((await condition(holdsUp, 1)) || !allHandlersFinished() || run.state !== carried) return;
  run.timer.arm(null);
  await continueAsNew<typeof processInstance>({
    ...run.input,
    start: undefined,
    stage: undefined,
    began: undefined,
    state: carried,
    pending: run.inbox,
  });
}

const isCommand = ({ type }: ProcessEvent): boolean => type === 'command';
/** Only signals are left, and they may never end: they go along. */
const isBurst = ({ actions }: Run): boolean =>
  actions.areDone() && allHandlersFinished() && patched('bursts');

function isQuiet({ inbox, actions }: Run): boolean {
  return inbox.length === 0 && actions.areDone();
}

/** Refuses before anything is written to the history. While a wake-up is under way the state is not settled: the loop decides then. */
function validate(run: Run, { command, actor }: CommandInput): void {
  const { input, state, isBusy, isClosed, inbox } = run;
  if (isClosed) throw failure({ code: RENEWING });
  if (!state || isBusy || inbox.length > 0 || semanticsOf(command) > SEMANTICS) return;
  const refusal = refuse(input.plan, state, command, actor, Date.now());
  if (refusal) throw failure(refusal);
}

/** A migration brings newer rules; where they are unknown the handler fails, since a validator could only refuse. */
const semanticsOf = (command: Command): number => (command.op === 'migrate' && command.semantics) || 1;

/** A command is looked at again when its turn comes; another one may have been quicker. One that was applied is not refused. */
function isRefused(run: Run, event: ProcessEvent, now: number): boolean {
  const { state } = run;
  if (event.type !== 'command' || !state || state.applied.includes(event.commandId ?? '')) return false;
  const refusal = refuse(run.input.plan, state, event.command, event.actor, now);
  if (refusal && event.commandId !== undefined) run.refused.set(event.commandId, refusal);
  return refusal !== null;
}
