/** Names and payloads of what a schedule begins, for those who keep schedules and those who run them. */
export const SCHEDULED_START_WORKFLOW = 'scheduledStart';

export interface ScheduledStartInput {
  process: string;
  /** Where in the process's list `trigger`, from 0. */
  entry: number;
}

export interface ScheduledPageInput extends ScheduledStartInput {
  /** The time that the schedule names, in milliseconds, however late it is served. */
  at: number;
}

export interface ScheduledPageResult {
  started: number;
  failed: number;
  finished: boolean;
}

export interface ScheduleActivities {
  startScheduled(input: ScheduledPageInput): Promise<ScheduledPageResult>;
}
