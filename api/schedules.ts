import {
  ScheduleAlreadyRunning,
  ScheduleNotFoundError,
  ScheduleOverlapPolicy,
  type Client,
  type ScheduleOptions,
} from '@temporalio/client';
import type { Db } from '../db/connect';
import { newest } from '../db/definitions';
import { policyInForce } from '../db/dunning/policy';
import { listen, type Listener } from '../db/listen';
import { scheduleStarts, type NewestProcess } from '../db/newestProcesses';
import { textMember } from '../db/rows';
import { jobWorkflowId, START_SCHEDULES, startScheduleId } from '../domain/ids';
import { DUNNING_SWEEP_WORKFLOW } from '../workflows/dunningMessages';
import { TASK_QUEUE } from '../workflows/messages';
import { SCHEDULED_START_WORKFLOW, type ScheduledStartInput } from '../workflows/scheduleMessages';

const DEFAULT_TIME = '08:30';
const DEFAULT_ZONE = 'UTC';
/** How often the schedules are looked after when no definition changes. */
const EVERY = 600_000;

/** Keeps Temporal's schedules as the published definitions say: at once, and again whenever one of them changes. */
export function keepSchedules(
  db: Db,
  databaseUrl: string,
  client: Client,
  onError: (error: unknown) => void,
): Listener {
  return listen(databaseUrl, 'guanxi_definition', EVERY, () => ensureSchedules(db, client), onError);
}

/** The daily sweep of payment reminders and one schedule for each time that begins a process; others of ours go. */
export async function ensureSchedules(db: Db, client: Client, taskQueue = TASK_QUEUE): Promise<void> {
  const processes = await scheduleStarts(db);
  const starts = (await Promise.all(processes.map((process) => startsOf(db, process, taskQueue)))).flat();
  const wanted = [await sweepOf(db, taskQueue), ...starts];
  const failed: unknown[] = [];
  for (const options of wanted) await ensure(client, options).catch((error: unknown) => failed.push(error));
  const ids = new Set(wanted.map(({ scheduleId }) => scheduleId));
  for await (const { scheduleId } of client.schedule.list())
    if (scheduleId.startsWith(START_SCHEDULES) && !ids.has(scheduleId)) await remove(client, scheduleId);
  // One that cannot be kept keeps none of the others from it.
  if (failed.length > 0) throw new AggregateError(failed, 'schedules that could not be kept');
}

/** At the policy's hour in its calendar's zone. A missed day is made up for within a day, never twice at once. */
async function sweepOf(db: Db, taskQueue: string): Promise<ScheduleOptions> {
  const { policy, calendar } = await policyInForce(db);
  const [hour = 8, minute = 30] = (policy.sweep?.at ?? DEFAULT_TIME).split(':').map(Number);
  const scheduleId = jobWorkflowId('dunning-sweep');
  return {
    scheduleId,
    spec: { calendars: [{ hour, minute }], timezone: calendar.timezone },
    action: {
      type: 'startWorkflow',
      workflowType: DUNNING_SWEEP_WORKFLOW,
      workflowId: scheduleId,
      taskQueue,
      args: [],
    },
    policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '1 day' },
  };
}

/** Times that were missed are made up for within a day; each is served once, whatever runs beside it. */
async function startsOf(db: Db, process: NewestProcess, taskQueue: string): Promise<ScheduleOptions[]> {
  const calendar = process.calendar === null ? null : await newest(db, 'calendar', process.calendar);
  const timezone = (calendar && textMember(calendar.body, 'timezone')) ?? DEFAULT_ZONE;
  return (process.triggers ?? []).flatMap(({ schedule }, entry) => {
    if (schedule === undefined) return [];
    const scheduleId = startScheduleId(process.key, entry);
    const input: ScheduledStartInput = { process: process.key, entry };
    return [
      {
        scheduleId,
        spec: { cronExpressions: [schedule], timezone },
        action: {
          type: 'startWorkflow',
          workflowType: SCHEDULED_START_WORKFLOW,
          workflowId: scheduleId,
          taskQueue,
          args: [input],
        },
        policies: { overlap: ScheduleOverlapPolicy.ALLOW_ALL, catchupWindow: '1 day' },
      } satisfies ScheduleOptions,
    ];
  });
}

async function ensure(client: Client, options: ScheduleOptions): Promise<void> {
  try {
    await client.schedule.create(options);
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    await client.schedule.getHandle(options.scheduleId).update((present) => ({
      ...present,
      spec: options.spec,
      action: options.action,
      policies: options.policies,
    }));
  }
}

async function remove(client: Client, scheduleId: string): Promise<void> {
  try {
    await client.schedule.getHandle(scheduleId).delete();
  } catch (error) {
    // another process was quicker
    if (!(error instanceof ScheduleNotFoundError)) throw error;
  }
}
