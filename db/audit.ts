import type { JsonObject } from '../domain/process/types';
import type { RecordContext } from './context';
import { run, type Db } from './connect';
import type { Write } from './pipeline';

export interface AuditEntry {
  action: string;
  entity: string;
  entityId?: string | null;
  before?: JsonObject | null;
  after?: JsonObject | null;
  reason?: string | null;
}

/** Writes who did what; it is linked into the hash chain when the transaction commits (see migration 0005). */
export async function audit(
  db: Db,
  context: Omit<RecordContext, 'roles'>,
  ...entries: AuditEntry[]
): Promise<void> {
  await auditRows(db, context, ...entries);
}

/** The same as a statement to send; null without entries. */
export function auditRows(
  db: Db,
  context: Omit<RecordContext, 'roles'>,
  ...entries: AuditEntry[]
): Write | null {
  if (entries.length === 0) return null;
  return db('audit').insert(
    entries.map((entry) => ({
      actor_id: context.actorId,
      on_behalf_of_id: context.onBehalfOfId ?? null,
      action: entry.action,
      entity: entry.entity,
      entity_id: entry.entityId ?? null,
      before: entry.before ? JSON.stringify(entry.before) : null,
      after: entry.after ? JSON.stringify(entry.after) : null,
      reason: entry.reason ?? context.reason ?? null,
      request_id: context.requestId ?? null,
    })),
  );
}

/** Whether the audit has this command among those that were applied to the case. */
export async function hasCommand(db: Db, instanceId: string, commandId: string): Promise<boolean> {
  const text = `select 1 from audit where entity = 'process' and entity_id = $1::uuid and after->>'commandId' = $2 limit 1`;
  return (await run(db, { name: 'audit-command', text, values: [instanceId, commandId] })).length > 0;
}

export interface AuditFault {
  auditId: number;
  fault: 'changed' | 'unlinked' | 'broken';
}

/**
 * Recomputes the chain. `changed` = the row no longer gives its hash; `broken` = a link before it is missing or was
 * changed; `unlinked` = a row without a link. What it cannot see: the newest rows of a lane cut off together with their
 * links; `doctor` finds those as records without an audit row.
 */
export async function verifyAudit(db: Db, limit = 100): Promise<AuditFault[]> {
  const text = `
    select * from (
      select a.id as "auditId", case
          when l.audit_id is null then 'unlinked'
          when l.hash <> audit_hash(l.prev_hash, a) then 'changed'
          when l.prev_hash <> coalesce(lag(l.hash) over chain, '') or l.seq <> coalesce(lag(l.seq) over chain, 0) + 1 then 'broken'
        end as fault
      from audit a left join audit_link l on l.audit_id = a.id
      window chain as (partition by l.lane order by l.seq)
    ) checked where fault is not null order by "auditId" limit $1`;
  return run<AuditFault>(db, { text, values: [limit] });
}
