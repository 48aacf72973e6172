/** Workflow ids: one for each process instance, each owing customer, each scheduled job. */
export function processWorkflowId(key: string, entityId: string, n: number): string {
  return `process:${key}:${entityId}:${n}`;
}

export function dunningWorkflowId(customerId: string): string {
  return `dunning:${customerId}`;
}

/** The schedule that begins a process, by its place in the list `trigger`; all of them start with the prefix. */
export const START_SCHEDULES = 'start:';
export function startScheduleId(process: string, entry: number): string {
  return `${START_SCHEDULES}${process}:${entry}`;
}

export function jobWorkflowId(key: string): string {
  return `job:${key}`;
}
