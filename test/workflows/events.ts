/** How many events of each type a history has. */
export function countByType(events: { eventType?: unknown }[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { eventType } of events) {
    const name = NAMES[Number(eventType)] ?? `EVENT_${String(eventType)}`;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

/** Numbers of temporal.api.enums.v1.EventType. */
const NAMES: Record<number, string> = {
  1: 'WORKFLOW_EXECUTION_STARTED',
  2: 'WORKFLOW_EXECUTION_COMPLETED',
  5: 'WORKFLOW_TASK_SCHEDULED',
  6: 'WORKFLOW_TASK_STARTED',
  7: 'WORKFLOW_TASK_COMPLETED',
  9: 'WORKFLOW_TASK_FAILED',
  10: 'ACTIVITY_TASK_SCHEDULED',
  11: 'ACTIVITY_TASK_STARTED',
  12: 'ACTIVITY_TASK_COMPLETED',
  17: 'TIMER_STARTED',
  19: 'TIMER_CANCELED',
  25: 'MARKER_RECORDED',
  40: 'UPSERT_WORKFLOW_SEARCH_ATTRIBUTES',
  41: 'WORKFLOW_EXECUTION_UPDATE_ACCEPTED',
  43: 'WORKFLOW_EXECUTION_UPDATE_COMPLETED',
};
