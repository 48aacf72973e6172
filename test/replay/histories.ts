import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { readable } from '../../temporal/readable';

export const HISTORIES = join(__dirname, 'histories');

interface Payloads {
  payloads?: object[];
}

/** What of an event's JSON is read here. */
export interface HistoryEvent {
  eventId?: string;
  workflowExecutionStartedEventAttributes?: {
    workflowType?: { name?: string };
    continuedExecutionRunId?: string;
    input?: Payloads;
  };
  workflowExecutionSignaledEventAttributes?: { signalName?: string };
  workflowExecutionUpdateAcceptedEventAttributes?: { acceptedRequest?: { input?: { args?: Payloads } } };
  activityTaskScheduledEventAttributes?: { activityType?: { name?: string }; input?: Payloads };
  activityTaskCompletedEventAttributes?: { scheduledEventId?: string; result?: Payloads };
  timerFiredEventAttributes?: object;
  markerRecordedEventAttributes?: { markerName?: string; details?: Record<string, Payloads> };
}

export interface History {
  events: HistoryEvent[];
}

/** The stored ones, by their path below the folder; in order. */
export function storedHistories(folder = HISTORIES): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.json(\.gz)?$/.test(file))
    .sort();
}

export function readHistory(file: string, folder = HISTORIES): History {
  const bytes = readFileSync(join(folder, file));
  // A history as Temporal's own tools write it.
  return JSON.parse((file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')) as History;
}

/** The first argument, or the result. */
export function argumentOf(payloads: Payloads | undefined): unknown {
  return readable(payloads?.payloads?.[0]);
}
