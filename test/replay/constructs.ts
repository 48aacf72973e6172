import { expand } from '../../domain/process/brief';
import type { Effect } from '../../domain/process/effectTypes';
import type { Settlement } from '../../domain/process/settlement';
import { transition } from '../../domain/process/transition';
import type { Step } from '../../domain/generated/process';
import type { Instant, Plan, ProcessEvent, ProcessState } from '../../domain/process/types';
import type { CommandInput, CommitInput, CommitResult, ProcessInput } from '../../workflows/messages';
import { argumentOf, type History, type HistoryEvent } from './histories';

/** What of the language and of the workflow's shell a history goes through: `step wait event`, `command hold`, … */
export function constructsOf({ events }: History): Set<string> {
  const found = new Set<string>();
  const [{ workflowExecutionStartedEventAttributes: started } = {}] = events;
  const type = started?.workflowType?.name ?? '';
  found.add(`workflow ${type}`);
  if (started?.continuedExecutionRunId) found.add('run that goes on from another');
  if (events.some(({ timerFiredEventAttributes: fired }) => fired)) found.add('timer that fires');
  for (const event of events) addOutside(found, event);
  // Our own input, in our own history.
  if (type === 'processInstance') addCore(found, argumentOf(started?.input) as ProcessInput, events);
  return found;
}

function addOutside(found: Set<string>, event: HistoryEvent): void {
  const { signalName } = event.workflowExecutionSignaledEventAttributes ?? {};
  if (signalName) found.add(`signal ${signalName}`);
  const { markerName, details } = event.markerRecordedEventAttributes ?? {};
  if (markerName === 'core_patch')
    found.add(`patch ${(argumentOf(details?.['patch-data']) as { id: string }).id}`); // the SDK's own
  const command = commandIn(event);
  if (command) found.add(`command ${command.command.op}`);
}

function commandIn({ workflowExecutionUpdateAcceptedEventAttributes: accepted }: HistoryEvent) {
  const args = accepted?.acceptedRequest?.input?.args;
  return args && (argumentOf(args) as CommandInput); // the only update there is
}

/** The same events through the pure core: the state after each commit tells which steps were begun. */
function addCore(found: Set<string>, input: ProcessInput, events: HistoryEvent[]): void {
  let { plan } = input;
  let state = input.state ?? null;
  found.add(`semantics ${state?.semantics ?? input.semantics ?? 1}`);
  if (state?.status === 'ended' || state?.status === 'cancelled') found.add('run of a case that had ended');
  for (const event of events) {
    const command = commandIn(event)?.command;
    const next = command?.op === 'migrate' ? command.plan : null;
    const scheduled = event.activityTaskScheduledEventAttributes;
    if (next) found.add('plan of another version');
    if (scheduled?.activityType?.name !== 'commit') continue;
    const commit = argumentOf(scheduled.input) as CommitInput; // the activity's own
    if ('events' in commit) addInstants(found, state, commit.events);
    const wakeUp = 'events' in commit ? derived(plan, state, commit.events, commit.now) : commit;
    if (!('events' in commit)) found.add('commit handed over whole');
    const version = wakeUp.effects.find((effect) => effect.type === 'migrated');
    if (version) plan = planBefore(events, event) ?? plan;
    const all = settledWith(plan, wakeUp, resultOf(events, event), commit.now);
    state = all.state;
    for (const effect of all.effects) addEffect(found, effect);
    addSteps(found, plan, state);
  }
}

/** What was up: `instant rung`, `instant target`, … of a task, a stage, a clock of the case or the case itself. */
function addInstants(found: Set<string>, state: ProcessState | null, events: ProcessEvent[]): void {
  for (const event of events) {
    const deadline = event.type === 'due' ? state?.deadlines[event.deadline] : undefined;
    if (deadline) found.add(`instant ${deadline.kind}`);
    if (deadline?.subject.startsWith('clock:')) found.add('instant of a clock of the case');
  }
}

interface WakeUp {
  state: ProcessState | null;
  effects: Effect[];
}

function derived(plan: Plan, before: ProcessState | null, events: ProcessEvent[], now: Instant): WakeUp {
  let state = before;
  const effects: Effect[] = [];
  for (const event of events) {
    const next = transition(plan, state, event, now);
    state = next.state;
    effects.push(...next.effects);
  }
  return { state, effects };
}

function settledWith(plan: Plan, wakeUp: WakeUp, result: CommitResult | null, now: Instant): WakeUp {
  let { state, effects: asked } = wakeUp;
  const effects = [...asked];
  for (const brief of result?.settlements ?? []) {
    const settlement: Settlement = expand(brief, asked);
    const next = transition(plan, state, { type: 'settled', settlement }, now);
    state = next.state;
    asked = next.effects;
    effects.push(...asked);
  }
  return { state, effects };
}

function resultOf(events: HistoryEvent[], { eventId }: HistoryEvent): CommitResult | null {
  const done = events.find(
    ({ activityTaskCompletedEventAttributes: completed }) => completed?.scheduledEventId === eventId,
  )?.activityTaskCompletedEventAttributes;
  return done ? (argumentOf(done.result) as CommitResult) : null; // the activity's own
}

/** Of the last migration that was asked for before this commit. */
function planBefore(events: HistoryEvent[], until: HistoryEvent): Plan | undefined {
  const commands = events.slice(0, events.indexOf(until)).map((event) => commandIn(event)?.command);
  return commands.flatMap((command) => (command?.op === 'migrate' ? [command.plan] : [])).at(-1);
}

function addEffect(found: Set<string>, effect: Effect): void {
  found.add(`effect ${effect.type}`);
  if (effect.type === 'log') found.add(`line ${effect.event}`);
  if (effect.type === 'incident') found.add(`incident ${effect.incident.code}`);
  if (effect.type === 'runAction')
    found.add(effect.compensation ? 'action that undoes' : `action ${effect.action}`);
}

function addSteps(found: Set<string>, plan: Plan, state: ProcessState | null): void {
  for (const stage of plan.definition.stages)
    for (const step of stage.steps) {
      const status = state?.stages[stage.id]?.steps[step.id]?.status ?? 'pending';
      if (status === 'pending' || status === 'skipped') continue;
      for (const name of namesOf(step)) found.add(`step ${name}`);
      if (step.timeout) found.add('step with a timeout');
      if (step.manual) found.add('step opened by hand or by an effect');
    }
}

const WAITS = ['event', 'entity', 'when', 'until', 'after'];

function namesOf(step: Step): string[] {
  switch (step.kind) {
    case 'approval':
      return [`approval ${step.order ?? 'parallel'}`, ...(step.quorum ? ['approval with a quorum'] : [])];
    case 'decision':
      return [`decision ${step.hit ?? 'first'}`];
    case 'wait':
      return [`wait ${WAITS.find((name) => name in step.for) ?? ''}`];
    case 'process':
      return [
        `process ${step.detached ? 'detached' : 'attached'}`,
        ...(step.forEach ? ['process for each item'] : []),
        ...(step.join ? ['process with a join'] : []),
      ];
    default:
      return [step.kind];
  }
}
