import type { DunningDefinition } from '../../domain/generated/dunning';
import type { Evaluation } from '../../domain/dunning/types';
import { dunningWorkflowId } from '../../domain/ids';
import { run, type Db } from '../connect';

/** A customer has a case as long as something is owed that the policy includes. It is a view for people and the sweep. */
export async function saveCase(
  trx: Db,
  customerId: string,
  policy: DunningDefinition,
  { state, items, nextAt }: Evaluation,
  now: number,
): Promise<void> {
  const held = items
    .filter(({ holds }) => holds.length > 0)
    .map(({ instalmentId, invoiceId, holds }) => ({ instalmentId, invoiceId, holds }));
  const values = [
    customerId,
    policy.key,
    policy.version,
    dunningWorkflowId(customerId),
    state,
    nextAt === null ? null : new Date(nextAt),
    JSON.stringify(held),
    new Date(now),
  ];
  await run(trx, { name: 'dun-save', text: SAVE, values });
}

export async function closeCase(trx: Db, customerId: string): Promise<void> {
  await trx('dunning_case').where({ customer_id: customerId }).delete();
}

const SAVE = `
  insert into dunning_case (customer_id, policy_key, policy_version, workflow_id, state, next_at, held, evaluated_at)
  values ($1::uuid, $2, $3, $4, $5, $6, $7::jsonb, $8)
  on conflict (customer_id) do update set policy_key = excluded.policy_key, policy_version = excluded.policy_version,
    workflow_id = excluded.workflow_id, state = excluded.state, next_at = excluded.next_at, held = excluded.held, evaluated_at = excluded.evaluated_at`;
