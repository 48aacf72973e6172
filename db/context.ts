/** Who does something to records, and why; written to the audit trail. */
export interface RecordContext {
  actorId: string | null;
  /** The person's roles; 'system' is the engine itself: no permission is checked, read-only fields may be written. */
  roles: string[] | 'system';
  onBehalfOfId?: string | null;
  requestId?: string | null;
  reason?: string | null;
  /** The workflow that causes the change; it is not told of it. */
  origin?: string | null;
}

export function systemContext(rest: Partial<Omit<RecordContext, 'roles'>> = {}): RecordContext {
  return { actorId: null, ...rest, roles: 'system' };
}
