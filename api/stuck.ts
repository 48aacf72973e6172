import { historyToJSON } from '@temporalio/common/lib/proto-utils';
import { readable } from '../temporal/readable';
import type { ProcessEvent } from '../domain/process/types';
import {
  CALENDAR_SIGNAL,
  CANCEL_SIGNAL,
  EFFECT_SIGNAL,
  EVENT_SIGNAL,
  FACT_SIGNAL,
  type CalendarInput,
  type EffectInput,
  type EventInput,
  type FactInput,
  type ProcessInput,
} from '../workflows/messages';
import type { Temporal } from './temporal';

/** How a workflow stands: its run, and how often its task of now has been tried in vain. */
export interface Standing {
  runId: string;
  isRunning: boolean;
  failures: number;
}

/** So often a task fails in passing, as while a worker is killed; what fails more often does not get better by itself. */
const PASSING = 2;

export const isStuck = ({ isRunning, failures }: Standing): boolean => isRunning && failures > PASSING;

/** Null when Temporal does not know the workflow. */
export async function standingOf({ client }: Temporal, workflowId: string): Promise<Standing | null> {
  try {
    const { runId, status, raw } = await client.workflow.getHandle(workflowId).describe();
    const failures = Math.max(0, (raw.pendingWorkflowTask?.attempt ?? 1) - 1);
    return { runId, isRunning: status.name === 'RUNNING', failures };
  } catch (error) {
    if (error instanceof Error && error.name === 'WorkflowNotFoundError') return null;
    throw error;
  }
}

const AT_ONCE = 20;

/** Of these workflows those that cannot go on. */
export async function stuckAmong(temporal: Temporal, workflowIds: string[]): Promise<string[]> {
  const stuck: string[] = [];
  const queue = [...workflowIds];
  const look = async () => {
    for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
      const standing = await standingOf(temporal, id);
      if (standing && isStuck(standing)) stuck.push(id);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, look));
  return stuck.sort();
}

/** What came to a run and no commit has applied; `unread`: how many signals nobody can make sense of. */
export interface Unapplied {
  events: ProcessEvent[];
  signals: Signal[];
  unread: number;
}

interface Signal {
  name: string;
  input: unknown;
}

/** As Temporal writes it, with every value readable. */
interface HistoryEvent {
  eventId: string;
  eventType: string;
  workflowExecutionStartedEventAttributes?: { input?: { payloads?: [ProcessInput] } };
  workflowExecutionSignaledEventAttributes?: { signalName: string; input?: { payloads?: unknown[] } };
  workflowTaskCompletedEventAttributes?: { startedEventId: string };
  activityTaskScheduledEventAttributes?: {
    activityType: { name: string };
    workflowTaskCompletedEventId: string;
    input?: { payloads?: [{ seq: number }] };
  };
}

/** `commits`: how many of this run are written. */
export async function unappliedIn(
  { client }: Temporal,
  workflowId: string,
  { runId }: Standing,
  commits: number,
): Promise<Unapplied> {
  const history = await client.workflow.getHandle(workflowId, runId).fetchHistory();
  // The shape is Temporal's
  const { events } = readable(JSON.parse(historyToJSON(history))) as { events: HistoryEvent[] };
  const carried =
    commits === 0 ? events[0]?.workflowExecutionStartedEventAttributes?.input?.payloads?.[0].pending : [];
  const since = takenUpTo(events, commits);
  const signals = events.flatMap(({ eventId, workflowExecutionSignaledEventAttributes: signal }): Signal[] =>
    signal && Number(eventId) > since
      ? [{ name: signal.signalName, input: signal.input?.payloads?.[0] }]
      : [],
  );
  const known = signals.map(eventOf).filter((event) => event !== null);
  return { events: [...(carried ?? []), ...known], signals, unread: signals.length - known.length };
}

/** The event up to which the last commit that is written had taken what came. */
function takenUpTo(events: HistoryEvent[], commits: number): number {
  const last = events.findLast(({ activityTaskScheduledEventAttributes: asked }) => {
    const seq = asked?.activityType.name === 'commit' ? asked.input?.payloads?.[0].seq : undefined;
    return seq !== undefined && seq < commits;
  });
  const task = last?.activityTaskScheduledEventAttributes?.workflowTaskCompletedEventId;
  const completed = events.find(({ eventId }) => eventId === task);
  return Number(completed?.workflowTaskCompletedEventAttributes?.startedEventId ?? 0);
}

/** As the workflow's own handlers read a signal; null for one that they cannot read. */
function eventOf({ name, input }: Signal): ProcessEvent | null {
  if (name === CANCEL_SIGNAL && typeof input === 'string')
    return { type: 'command', command: { op: 'cancel', reason: input }, actor: null };
  if (typeof input !== 'object' || input === null) return null;
  // Whoever signals writes them in these shapes; see api/temporal.ts.
  const said = input as FactInput | EventInput | CalendarInput | EffectInput;
  // As its name says.
  if (name === FACT_SIGNAL) return { type: 'fact', ...(said as FactInput) };
  // As above.
  if (name === EVENT_SIGNAL) return { type: 'event', ...(said as EventInput) };
  // As above.
  if (name === CALENDAR_SIGNAL) return { type: 'calendar', ...(said as CalendarInput) };
  if (name !== EFFECT_SIGNAL) return null;
  // As above.
  const effect = said as EffectInput;
  return 'error' in effect ? { type: 'effectFailed', ...effect } : { type: 'effectDone', ...effect };
}
