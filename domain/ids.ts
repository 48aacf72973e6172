/** Workflow ids: one for each process instance, each owing customer, each scheduled job. */
export function processWorkflowId(key: string, entityId: string, n: number): string {
  return `process:${key}:${entityId}:${n}`;
}

export function dunningWorkflowId(customerId: string): string {
  return `dunning:${customerId}`;
}

export function jobWorkflowId(key: string): string {
  return `job:${key}`;
}
